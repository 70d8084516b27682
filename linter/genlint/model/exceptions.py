"""Exceptions: what a handler may have caught, and what may leave a function."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.env import FullPath
from genlint.model.facts import Escape
from genlint.model.frames import Closure, Frame, Link, Place
from genlint.model.library import CallModel

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_CALLS = 40
"""How many calls are looked into for what they throw, for one handler."""
REJECTED = "#rejected"
"""The part of a promise that it is rejected with."""

_Filter = tuple[tuple[ir.Handler, ir.Module], ...]
_Kin = tuple[frozenset[object], bool]
"""A class with its bases, and whether all of these are known."""


class Exceptions:
    """Where caught values come from."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    def caught(self, node: ir.Caught, place: Place) -> list[Link] | None:
        """What the handler that binds `node` may have caught."""
        facts = self.walker.index.site_of_caught(node)
        if facts is None:
            return None
        catch = facts.tries[node]
        module = place.module
        refused = tuple((handler, module) for handler in catch.before)
        found = self._thrown(catch.escapes.values(), place, refused)
        if catch.handler.accepts:
            found = [link for link in found if self._takes(catch.handler, module, link[0]) is not False]
        return found or None

    def leaving(self, frame: Frame, path: FullPath) -> list[Place]:
        """The part at `path` of what the function that `frame` entered may throw."""
        function = frame.function
        assert isinstance(function, ir.Function)
        at = Place(function, path, frame, frame.closure.module)
        escapes = self.walker.index.facts(function).escapes.values()
        return [each for each, _kind in self._thrown(escapes, at, ())]

    def _thrown(self, escapes: Iterable[Escape], place: Place, refused: _Filter) -> list[Link]:
        """The part at `place.path` of what arises at `escapes`, seen from `place`, and isn't `refused`."""
        walker, path = self.walker, place.path
        found: list[Link] = []
        seen: set[int] = set()
        pending = [(escape, place.frame, place.module, refused) for escape in escapes]
        while pending:
            escape, frame, module, outer = pending.pop(0)
            passed = (*((handler, module) for handler in escape.passed), *outer)
            node = escape.node
            thrown: list[Place] = []
            kind = StepKind.CARRIED
            if escape.kind == "throw":
                thrown.append(Place(node, path, frame, module))
            elif isinstance(node, ir.Yield):
                thrown.extend(walker.generators.thrown_in(node, path, frame))
                kind = StepKind.ARGUMENT
            elif isinstance(node, ir.Await):
                thrown.append(Place(node.value, (REJECTED, *path), frame, module))
            elif isinstance(node, ir.Call) and id(node) not in seen and len(seen) < MAX_CALLS:
                seen.add(id(node))
                ran = walker.calls.run_by(node, frame, module)
                model = walker.library.model_of(node, module) if not ran else None
                if model is not None and model.raises:
                    at = Place(node, path, frame, module)
                    thrown.extend(p for p, _kind in walker.library.given(model.raises, model, node, at) or ())
                for closure, _certain, run in ran:
                    entered = walker.calls.push(node, module, frame, closure, run)
                    if entered is None or not isinstance(closure.target, ir.Function):
                        continue
                    inner = walker.index.facts(closure.target).escapes.values()
                    pending.extend((each, entered, closure.module, passed) for each in inner)
            found.extend((p, kind) for p in thrown if not any(self._takes(h, m, p) for h, m in passed))
        return found

    # ------------------------------------------------------------------ instances

    def instance(self, closure: Closure, call: ir.Call, place: Place) -> list[Link]:
        """The part at `place.path` of an exception whose class is in sight, as far as its library's base
        keeps it: the arguments that reach that one's constructor."""
        cls = closure.target
        assert isinstance(cls, ir.Class)
        walker = self.walker
        model = self._base_model(cls)
        if model is None:
            return []
        at = Place(call, place.path, place.frame, place.module)
        made = walker.classes.constructor(cls)
        if made is None:
            return walker.library.given(model.gives, model, call, at) or []
        function, module = made
        supers = [each for each in walker.index.facts(function).calls if _is_super(each.callee)]
        if not supers:
            # Python's exceptions keep what they are made with before any constructor runs
            python = module.language == "python"
            return (walker.library.given(model.gives, model, call, at) or []) if python else []
        inner = Closure(function, module, closure.defining)
        entered = walker.calls.push(call, place.module, place.frame, inner)
        links: list[Link] = []
        for each in supers if entered is not None else ():
            at = Place(each, place.path, entered, module)
            links.extend(walker.library.given(model.gives, model, each, at) or ())
        return links

    def _base_model(self, cls: ir.Class) -> CallModel | None:
        for each, module in self.walker.classes.lineage(cls):
            for base in each.bases:
                known = _built_in(base) is not None
                if module.language != "python":
                    known = isinstance(base, ir.Name) and base.text.endswith("Error")
                if known:
                    return self.walker.library.model_of(ir.Call(base.span, base, []), module)
        return None

    # ------------------------------------------------------------------ classes

    def _takes(self, handler: ir.Handler, module: ir.Module, thrown: Place) -> bool | None:
        """Does `handler` take what is thrown? None where that isn't known."""
        if not handler.accepts:
            return True
        if thrown.path[:1] == (REJECTED,) or module.language != "python":
            return None
        whole = Place(thrown.node, (), thrown.frame, thrown.module)
        verdicts = {self._accepts(handler, module, kin) for kin in self._kinds(whole)}
        return verdicts.pop() if len(verdicts) == 1 else None

    def _accepts(self, handler: ir.Handler, module: ir.Module, kin: _Kin | None) -> bool | None:
        if kin is None:
            return None
        bases, complete = kin
        for value in handler.accepts:
            for birth in self.walker.births(Place(value, (), None, module)):
                classes = [birth]
                if isinstance(birth.node, ir.Sequence):
                    classes = [Place(i.value, (), birth.frame, birth.module) for i in birth.node.items]
                for each in classes:
                    accepted = self._class_of(each)
                    if accepted is None:
                        complete = False
                    elif accepted in bases:
                        return True
        return False if complete else None

    def _kinds(self, thrown: Place) -> list[_Kin | None]:
        """The classes that a thrown value may have."""
        kinds: list[_Kin | None] = []
        for birth in self.walker.births(thrown):
            at = birth
            if isinstance(birth.node, ir.Call):
                at = Place(birth.node.callee, (), birth.frame, birth.module)
            cls = self._class_of(at) if not birth.path else None
            kinds.append(self._kin(cls) if cls is not None else None)
        return kinds

    def _class_of(self, place: Place) -> object | None:
        """The class in sight, or the built-in exception, that a value is."""
        node = place.node
        if isinstance(node, ir.Class):
            return node
        if not isinstance(node, ir.Value):
            return None
        for closure in self.walker.calls.targets(node, place.frame, place.module):
            return closure.target if isinstance(closure.target, ir.Class) else None
        return _built_in(node)

    def _kin(self, cls: object) -> _Kin:
        if isinstance(cls, type):
            return frozenset(cls.__mro__), True
        assert isinstance(cls, ir.Class)
        bases: set[object] = set()
        complete = True
        for each, module in self.walker.classes.lineage(cls):
            bases.add(each)
            for base in each.bases:
                found = self._class_of(Place(base, (), None, module))
                complete = complete and found is not None
                if isinstance(found, type):
                    bases.update(found.__mro__)
        return frozenset(bases), complete


def _is_super(callee: ir.Value) -> bool:
    """Does a call of it run the constructor of the base class?"""
    if isinstance(callee, ir.Attribute) and callee.key == "__init__":
        callee = callee.object
    return isinstance(callee, ir.Super)


def _built_in(node: ir.Value) -> type | None:
    """The exception class of Python's own that a name means."""
    if not isinstance(node, ir.Name) or node.scope.lookup(node.text) is not None:
        return None
    found = getattr(builtins, node.text, None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None
