"""What is constant in a context: the keys, flags and kinds that a caller hands in decide which parts are read
and which branches run.

`ConstantFolder` folds what one function says itself. Here a value is followed, in the frame in which it is
read, to literals: through parameters to the arguments of the call that was entered, through fields of
displays, results and imports. A parameter of a function that was not entered is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.answers import StepKind
from genlint.model.constants import as_key, compared, is_enum
from genlint.model.env import ANY, ITER, KEYS, Def, Event, PathKey
from genlint.model.facts import GuardLink
from genlint.model.frames import Frame, Place
from genlint.model.memory import compare

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_PLACES = 40
"""How many places are looked at to find out whether a value is constant."""
MAX_STEPS = 250
"""How many steps that may take, those of the questions within it included."""
MAX_NESTING = 5
"""How many such questions may stand inside one another."""
MAX_CONSTANTS = 8
"""How many constants a value may be, to be told apart."""
_MAX_EVENTS = 40

Constant = ir.Literal | ir.Value
"""A literal; or another node, for an object that is made there."""


class Deciding:
    """Constants, keys, truths and guards in a frame, on demand and remembered."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._known: dict[Place, tuple[Constant, ...] | None] = {}
        self._asking: set[Place] = set()
        self._truths: dict[tuple[ir.Value, Frame | None], bool | None] = {}
        self._refuted: dict[tuple[GuardLink, Frame], bool] = {}

    # ------------------------------------------------------------------ values

    def constants(
        self, node: ir.Value, frame: Frame | None, module: ir.Module
    ) -> tuple[Constant, ...] | None:
        """All that `node` may be, if these are literals and objects made in sight; else None."""
        literal = self.walker.fold.literal(node)
        if literal is not None:
            return (literal,)
        start = Place(node, (), frame, module)
        if start in self._known:
            return self._known[start]
        walker = self.walker
        if start in self._asking or len(self._asking) >= MAX_NESTING or walker.budget <= 0:
            return None
        budget, cut, naming, wide = walker.budget, walker.cut, walker.naming, walker.wide
        partial, walker.calls.partial = walker.calls.partial, False
        allowed = min(budget, MAX_STEPS)
        walker.budget, walker.cut, walker.naming, walker.wide = allowed, False, False, False
        self._asking.add(start)
        try:
            found = self._follow(start)
        finally:
            self._asking.discard(start)
            sure = not walker.calls.partial and (not walker.cut or allowed == MAX_STEPS)
            if walker.cut or walker.calls.partial:
                found = None
            walker.budget = budget - (allowed - walker.budget)
            walker.cut, walker.naming, walker.wide = cut, naming, wide
            walker.calls.partial = partial
        if sure and (found is not None or not self._asking):
            self._known[start] = found
        return found

    def _follow(self, start: Place) -> tuple[Constant, ...] | None:
        found: dict[Constant, None] = {}
        pending = [start]
        seen = {start}
        for place in pending:
            if len(pending) > MAX_PLACES or len(found) > MAX_CONSTANTS:
                return None
            ends = self._ends(place)
            if ends is None:
                return None
            found.update(dict.fromkeys(ends[0]))
            for link in ends[1]:
                if link not in seen:
                    seen.add(link)
                    pending.append(link)
        return tuple(found) or None

    def _ends(self, place: Place) -> tuple[list[Constant], list[Place]] | None:
        """The constants that a place is, and the places from which others come; None where it is unknown."""
        node, path = place.node, place.path
        if isinstance(node, Def):
            own = place.frame is not None and place.frame.function is node.function
            if node.kind in ("parameter", "receiver") and not own:
                return None
        elif isinstance(node, ir.Value) and not path:
            if isinstance(node, (ir.Literal, ir.Function, ir.Class, ir.Record, ir.Sequence)):
                return [node], []
            literal = self.walker.fold.literal(node)
            if literal is not None:
                return [literal], []
            if isinstance(node, (ir.Template, ir.Opaque, ir.Yield, ir.Caught, ir.Super)):
                return None
            if isinstance(node, (ir.Not, ir.Compare)):
                truth = self.truth(node, place.frame, place.module)
                return None if truth is None else ([ir.Literal(node.span, truth)], [])
            if isinstance(node, ir.Logical) and node.operator == "and":
                truths = [self.truth(each, place.frame, place.module) for each in node.operands[:-1]]
                if not all(truths):
                    return None
            if isinstance(node, ir.Call):
                targets = self.walker.calls.targets(node.callee, place.frame, place.module)
                if not targets:
                    return None
                if all(isinstance(target.target, ir.Class) for target in targets):
                    return [node], []
        elif isinstance(node, ir.Record) and path[0] in (KEYS, ITER) and len(path) == 1:
            if all(isinstance(entry.key, str) for entry in node.entries):
                return [ir.Literal(entry.key_span, entry.key) for entry in node.entries], []  # type: ignore[arg-type]
            return None
        elif isinstance(node, ir.Class) and len(path) == 1 and isinstance(path[0], str):
            member = self._enum_member(node, path[0])
            if member is not None:
                return [member], []
        elif isinstance(node, ir.Name) and self._exposed(node, place):
            return None
        links = self.walker.expand(place)
        if links:
            if any(kind is StepKind.TEXT for _link, kind in links):
                return None
            return [], [link for link, _kind in links]
        if self._absent(place, links):
            span = node.span if isinstance(node, ir.Node) else (0, 0)
            return [ir.Literal(span, None)], []
        return None

    def _absent(self, place: Place, links: object) -> bool:
        """Is it surely undefined?"""
        node, frame = place.node, place.frame
        if isinstance(node, Def):
            if node.kind == "undefined":
                return not place.path
            if node.kind != "parameter" or place.path or frame is None:
                return False
            assert node.parameter is not None
            plain = frame.calls is None and frame.closure.bound is None and not frame.closure.spread
            return (
                plain
                and links == []
                and node.parameter.kind == "plain"
                and isinstance(frame.site, ir.Call)
                and not any(argument.spread for argument in frame.site.arguments)
            )
        if place.module.language != "typescript" or links != [] or len(place.path) != 1:
            return False
        return isinstance(node, ir.Record) and isinstance(place.path[0], str)

    def _enum_member(self, cls: ir.Class, key: str) -> ir.Literal | None:
        """The member of an enum: its literal, or its name where the value isn't one."""
        if not is_enum(cls):
            return None
        for member in cls.members:
            if member.name == key and member.kind == "field" and member.value is not None:
                literal = self.walker.fold.literal(member.value)
                return literal or ir.Literal(member.span, f"{cls.name}.{key}")
        return None

    def _exposed(self, name: ir.Name, place: Place) -> bool:
        """Was the part handed to a function out of sight, which may have changed it?"""
        facts = self.walker.index.facts_of_read(name)
        if facts is None:
            return True
        defs, env = facts.reads[name]
        for definition in defs:
            event: Event | None = env.get(definition.holds())
            for _ in range(_MAX_EVENTS):
                if event is None or event.kind == "join":
                    break
                at = definition.prefix + place.path
                inside = len(event.path) < len(at)  # a constant that is handed over stays what it is
                if event.kind == "touch" and inside and compare(event.path, at) != "no":
                    call = event.call
                    assert call is not None
                    if self.walker.library.model_of(call, place.module) is None and not (
                        self.walker.calls.targets(call.callee, place.frame, place.module)
                    ):
                        return True
                event = event.before
        return False

    # ------------------------------------------------------------------ keys

    def keys(self, node: ir.Value, frame: Frame | None, module: ir.Module) -> tuple[PathKey, ...]:
        """The keys that `node` may mean in a context; `ANY` alone where these aren't known."""
        key = self.walker.fold.key(node)
        if key is not ANY:
            return (key,)
        found = self.constants(node, frame, module)
        if found is None or not all(isinstance(each, ir.Literal) for each in found):
            return (ANY,)
        return tuple(dict.fromkeys(as_key(each) for each in found if isinstance(each, ir.Literal)))

    def key(self, node: ir.Value, frame: Frame | None, module: ir.Module) -> PathKey:
        """The one key that `node` means in a context, or `ANY`."""
        keys = self.keys(node, frame, module)
        return keys[0] if len(keys) == 1 else ANY

    @property
    def _is_final(self) -> bool:
        """Whether what can't be known now can't be known at another time either: no question is open that
        cuts this one short, and there are steps left for it."""
        return not self._asking and not self.walker.calls.asking and self.walker.budget >= MAX_STEPS

    # ------------------------------------------------------------------ truths

    def truth(self, node: ir.Value, frame: Frame | None, module: ir.Module) -> bool | None:
        """Whether `node` is surely true, or false, in a context; None where neither is known."""
        key = (node, frame)
        if key in self._truths:
            return self._truths[key]
        final = self._is_final
        known = self.walker.fold.truth(node)
        if known is None:
            known = self._truth(node, frame, module)
        if known is not None or final:
            self._truths[key] = known
        return known

    def _truth(self, node: ir.Value, frame: Frame | None, module: ir.Module) -> bool | None:
        match node:
            case ir.Not():
                truth = self.truth(node.operand, frame, module)
                return None if truth is None else not truth
            case ir.Logical(operator="and" | "or" as operator):
                deciding = operator == "or"
                truths = []
                for operand in node.operands:
                    truths.append(self.truth(operand, frame, module))
                    if truths[-1] is deciding:
                        return deciding
                return None if None in truths else not deciding
            case ir.Compare(operator="instanceof"):
                return self._instance(node.left, node.right, frame, module)
            case ir.Compare():
                return self._compare(node, frame, module)
            case ir.Opaque(label="class", children=[subject, cls]):
                return self._instance(subject, cls, frame, module)
            case ir.Call(callee=ir.Name(text="isinstance"), arguments=[subject, cls]):
                return self._instance(subject.value, cls.value, frame, module)
            case ir.Call(callee=ir.Name(text="bool" | "Boolean"), arguments=[only]):
                return self.truth(only.value, frame, module)
            case _:
                found = self.constants(node, frame, module)
                if found is None:
                    return None
                truths = list({self._is_true(each, module) for each in found})
                return truths[0] if len(truths) == 1 else None

    @staticmethod
    def _is_true(value: Constant, module: ir.Module) -> bool | None:
        if isinstance(value, ir.Literal):
            return bool(value.value)
        if module.language == "python" and isinstance(value, (ir.Record, ir.Sequence, ir.Call)):
            return None
        return True

    def _compare(self, node: ir.Compare, frame: Frame | None, module: ir.Module) -> bool | None:
        left = self.constants(node.left, frame, module)
        if left is None:
            return None
        if node.operator in ("in", "not in"):
            right = self._items(node.right, frame, module)
            if right is None:
                return None
            among = {any(compared("eq", a, b) for b in right) for a in left}
            if len(among) != 1 or any(compared("eq", a, b) is None for a in left for b in right):
                return None
            return among.pop() == (node.operator == "in")
        right = self.constants(node.right, frame, module)
        if right is None:
            return None
        answers = {compared(node.operator, a, b) for a in left for b in right}
        return answers.pop() if len(answers) == 1 else None

    def _items(self, node: ir.Value, frame: Frame | None, module: ir.Module) -> tuple[Constant, ...] | None:
        display = node
        if isinstance(node, ir.Name):
            found = self.walker.single_value(node)
            display = found if found is not None else node
        if isinstance(display, ir.Call) and len(display.arguments) == 1:
            display = display.arguments[0].value  # `new Set([...])`, `frozenset({...})`
        if not isinstance(display, ir.Sequence):
            return None
        items: list[Constant] = []
        for item in display.items:
            each = self.constants(item.value, frame, module) if not item.spread else None
            if each is None or len(each) != 1:
                return None
            items.extend(each)
        return tuple(items)

    def _instance(
        self, subject: ir.Value, cls: ir.Value, frame: Frame | None, module: ir.Module
    ) -> bool | None:
        """Is `subject` an instance of one of the classes? Only for what is made in sight, of classes in
        sight."""
        classes = cls.items if isinstance(cls, ir.Sequence) else [ir.Argument(cls.span, cls)]
        wanted: set[ir.Node] = set()
        for each in classes:
            targets = self.walker.calls.targets(each.value, frame, module)
            if not targets or not all(isinstance(target.target, ir.Class) for target in targets):
                return None
            wanted.update(target.target for target in targets)
        found = self.constants(subject, frame, module)
        if found is None:
            return None
        answers: set[bool | None] = set()
        for made in found:
            if not isinstance(made, ir.Call):
                answers.add(False)
                continue
            for closure in self.walker.calls.targets(made.callee, None, self._module_of(made, module)):
                target = closure.target
                if not isinstance(target, ir.Class):
                    return None
                answers.add(any(each in wanted for each, _module in self.walker.classes.lineage(target)))
        return answers.pop() if len(answers) == 1 else None

    def _module_of(self, call: ir.Call, module: ir.Module) -> ir.Module:
        facts = self.walker.index.site.get(call)
        return facts.module if facts is not None else module

    # ------------------------------------------------------------------ guards

    def refuted(self, link: object, frame: Frame | None) -> bool:
        """Does one of the conditions on the way to a node surely not hold in the frame that was entered?"""
        if frame is None:
            return False
        while isinstance(link, GuardLink):
            known = self._refuted.get((link, frame))
            if known is None:
                final = self._is_final
                truth = self.truth(link.condition, frame, frame.closure.module)
                known = truth is not None and truth is not link.holds
                if known or final:
                    self._refuted[link, frame] = known
            if known:
                return True
            link = link.outer
        return False
