"""The calls that reach a function: those that name it, asked for their callees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from genlint.model import ir
from genlint.model.env import FullPath, PathKey
from genlint.model.frames import CONSTRUCTORS, Closure, Frame, Place
from genlint.model.library import Calls
from genlint.model.mentions import (
    Mentions,
    Token,
    called_name,
    handed_to,
    names_of,
    own_names,
    result_of,
)
from genlint.records import dataclass, replace

if TYPE_CHECKING:
    from genlint.model.walk import Walker


CALLEE_BUDGET = 600
"""How many steps the question for one call's callee may take."""
MAX_TAKERS = 20
"""How many calls that hand a function on are asked for the modules in which it is taken."""
MAX_CALLER_NESTING = 8
"""How many questions for callers may stand inside one another."""


Question = tuple[object, ...]
"""What callers are asked for: of what, with which part of it, and in whose sight."""
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class CallSite:
    """One call that may enter a function: with the closure that it enters, and by which library call."""

    call: ir.Call
    module: ir.Module
    closure: Closure
    calls: Calls | None
    caller: Frame | None = None
    """The context of the call: one caller of the function in which it stands, where the callee is what
    that one hands in."""


@dataclass(slots=True)
class _Entered:
    """What one call may enter, and the parts of out-of-sight results that its callee may be."""

    sites: list[tuple[ir.Node, CallSite]]
    parts: list[Place]
    other: list[ir.Call]
    """The calls for which this one stands, by what a library says of its callee."""
    is_direct: bool = False
    """The callee itself is in sight."""
    stopped: bool = False
    """The walk stopped at a parameter."""


class Callers:
    """The call graph against its direction. Only calls that name what is asked for are resolved."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._mentions: dict[ir.Module, Mentions] = {}
        self._entered: dict[ir.Call, _Entered] = {}
        self._contexts: dict[tuple[ir.Call, ir.Module | None], _Entered] = {}
        # `…_so_far`: while a question is open, what it cut short holds for the others inside it.
        self._entered_so_far: dict[ir.Call, _Entered] = {}
        self._contexts_so_far: dict[tuple[ir.Call, ir.Module | None], _Entered] = {}
        self._resolving: set[ir.Call] = set()
        self._reached: dict[ir.Function, bool] = {}
        self._sites: dict[Question, tuple[CallSite, ...]] = {}
        self._sites_so_far: dict[Question, tuple[CallSite, ...]] = {}
        self._parts: dict[Question, tuple[tuple[ir.Call, ir.Module], ...]] = {}
        self._parts_so_far: dict[Question, tuple[tuple[ir.Call, ir.Module], ...]] = {}
        self._asking: set[Question] = set()
        self._home: ir.Module | None = None
        """The module that handed a function to another one, where the callers in that one are asked for."""

    @property
    def busy(self) -> bool:
        """Whether a question for callers is open, so that others inside it may be answered in part."""
        return bool(self._asking)

    def of(self, target: ir.Function | ir.Class, module: ir.Module) -> tuple[CallSite, ...]:
        """The calls in sight that may enter `target`, which stands in `module`.

        Of a constructor: those that make an instance with it, of its class or of one that inherits it,
        and the `super(...)` calls.
        """
        key = (target, self.walker.wide, self._home)
        return self._answer(self._sites, self._sites_so_far, key, lambda: self._find(target, module))

    def _answer(
        self,
        known: dict[Question, tuple[Answer, ...]],
        so_far: dict[Question, tuple[Answer, ...]],
        key: Question,
        find: Callable[[], Iterable[Answer]],
    ) -> tuple[Answer, ...]:
        """The answer to a question, remembered; in part, where the same one, or too many, are open."""
        found = known.get(key)
        if found is not None:
            return found
        calls = self.walker.calls
        if key in so_far:
            calls.partial = True
            return so_far[key]
        if key in self._asking or len(self._asking) > MAX_CALLER_NESTING:
            self.walker.cut = self.walker.cut or key not in self._asking
            calls.partial = True
            return ()
        outer, calls.partial = calls.partial, False
        self._asking.add(key)
        try:
            found = tuple(find())
        finally:
            self._asking.discard(key)
        if calls.partial and calls.asking:
            so_far[key] = found
        else:
            known[key] = found
        if not calls.asking:
            self.settle()
        calls.partial = calls.asking and (calls.partial or outer)
        return found

    def settle(self) -> None:
        """Drop what was found in part, now that no question is open."""
        self._sites_so_far.clear()
        self._parts_so_far.clear()
        self._entered_so_far.clear()
        self._contexts_so_far.clear()

    def _find(self, target: ir.Function | ir.Class, module: ir.Module) -> list[CallSite]:
        seeds: list[Token] = [target]
        is_constructor = isinstance(target, ir.Function) and target.cls is not None
        is_constructor = is_constructor and target.name in CONSTRUCTORS
        seeds += own_names(target)
        if isinstance(target, ir.Function) and target.cls is not None:
            if is_constructor:
                seeds += (target.cls, "super", *own_names(target.cls))
            elif target.name is not None and target.name.startswith("__"):
                seeds += map(result_of, own_names(target.cls))
            elif target.name is None:
                computed = [member.key for member in target.cls.members if member.value is target]
                literals = [self.walker.fold.literal(key) for key in computed if key is not None]
                seeds += (each.value for each in literals if each and isinstance(each.value, str))
        found: dict[CallSite, None] = {}

        def keep(entered: ir.Node, site: CallSite) -> None:
            if entered is target:
                found[site] = None
            elif is_constructor and isinstance(entered, ir.Class):
                made = self.walker.classes.constructor(entered)
                if made is not None and made[0] is target:
                    found[replace(site, closure=replace(site.closure, target=made[0]))] = None

        candidates = list(self._candidates(seeds, module))
        for call, each in candidates:
            self._keep(self._enter(call, each), each, keep)
        here = self.modules(module)
        for each in here:
            found.update(dict.fromkeys(self.walker.implicit.sites(target, module, each)))
        # a callee that is a parameter is what callers hand in: those that were found do already
        self._sites_so_far[target, self.walker.wide, self._home] = tuple(found)
        for call, each in candidates:
            known = self._enter(call, each)
            if known.stopped and not known.is_direct:
                home, self._home = self._home, module if each not in here else self._home
                self._keep(self._handed_in(call, each), each, keep)
                self._home = home
        return list(found)

    def _keep(self, entered: _Entered, module: ir.Module, keep: Callable[[ir.Node, CallSite], None]) -> None:
        """Hand on what a call enters, and what those do for which it stands."""
        for target, site in entered.sites:
            keep(target, site)
        for other in entered.other:
            for target, site in self._enter(other, module).sites:
                keep(target, site)

    def _forms(
        self, call: ir.Call, module: ir.Module, ask: Callable[[ir.Call, ir.Module], _Entered]
    ) -> Iterator[tuple[ir.Call, _Entered]]:
        """What `ask` says of a call, and of those for which it stands."""
        entered = ask(call, module)
        yield call, entered
        for other in entered.other:
            yield other, self._enter(other, module)

    def _candidates(self, seeds: Iterable[Token], module: ir.Module) -> Iterator[tuple[ir.Call, ir.Module]]:
        """The calls that control reaches and that may have to do with what goes by `seeds`, in order."""
        tokens = list(seeds)
        modules = self.modules(module)
        if self.walker.wide:
            modules += self._taken_by(tokens, module, modules)
        mentions = [self._mentions_of(each) for each in modules]
        for call in [token for token in tokens if isinstance(token, ir.Call)]:
            tokens.extend(handed_to(call, mentions))
        names, complete = names_of(tokens, mentions)
        self.walker.cut = self.walker.cut or not complete
        for each, own in zip(modules, mentions, strict=True):
            found: dict[ir.Call, None] = {}
            for token in names:
                found.update(dict.fromkeys(own.called.get(token, ())))
                found.update(dict.fromkeys(own.handed.get(token, ())))
            found.update(dict.fromkeys(own.anonymous))
            for call in sorted(found, key=own.order.__getitem__):
                if self._is_reached(own.functions[call]) and call in self.walker.index.site:
                    yield call, each
            yield from ((call, each) for call in self._decorations(names, own, each))

    def _decorations(self, names: Iterable[Token], own: Mentions, module: ir.Module) -> Iterator[ir.Call]:
        """The calls of decorators that names tell of, with the functions that have them."""
        functions: dict[ir.Function, None] = {}
        for token in names:
            base, _result = called_name(token)
            if not isinstance(base, ir.Node):
                functions.update(dict.fromkeys(own.decorators.get(base, ())))
            elif isinstance(base, ir.Function) and base.decorators:
                functions[base] = None
        for function in functions:
            if function.parent is None or not self._is_reached(function.parent):
                continue
            made = self.walker.callees.decorated(function, None, module)
            while isinstance(made, ir.Call):
                yield made
                made = made.arguments[0].value

    def _taken_by(self, seeds: list[Token], module: ir.Module, known: list[ir.Module]) -> list[ir.Module]:
        """The modules to whose functions and components `module` hands what goes by `seeds`."""
        own = self._mentions_of(module)
        names, _complete = names_of(seeds, [own])
        calls = dict.fromkeys(call for token in names for call in own.handed.get(token, ()))
        found: dict[ir.Module, None] = {}
        for call in islice(calls, MAX_TAKERS):
            with self._aside():
                for closure in self.walker.calls.targets(call.callee, None, module):
                    if closure.module not in known:
                        found[closure.module] = None
        return list(found)

    def _mentions_of(self, module: ir.Module) -> Mentions:
        found = self._mentions.get(module)
        if found is None:
            found = self._mentions[module] = Mentions(module, self._keeping(module.language))
        return found

    def _keeping(self, language: str) -> Callable[[str], bool]:
        """Whether a method by a name may keep what it is handed: one that no table tells to do otherwise."""
        library = self.walker.library.libraries.get(language)

        def keeps(name: str) -> bool:
            model = None if library is None else library.find(name, None, True, False)
            return model is None or bool(model.effects or model.moves or model.pool or model.members)

        return keeps

    def _is_reached(self, function: ir.Function) -> bool:
        """Whether control reaches the making of a function; its facts are then at hand."""
        trail: list[ir.Function] = []
        current: ir.Function | None = function
        while current is not None and current not in self._reached:
            trail.append(current)
            current = current.parent
        reached = current is None or self._reached[current]
        for each in reversed(trail):
            reached = reached and (each.parent is None or each in self.walker.index.site)
            if reached:
                self.walker.index.facts(each)
            self._reached[each] = reached
        return reached

    def may_store(self, key: PathKey, module: ir.Module) -> bool:
        """Whether code that sees `module` stores something under `key` of an object that isn't its own."""
        return not isinstance(key, str) or any(
            self._mentions_of(each).stores(key) for each in self.modules(module)
        )

    def of_part(
        self, node: object, path: FullPath, module: ir.Module
    ) -> tuple[tuple[ir.Call, ir.Module], ...]:
        """The calls whose callee is the part at `path` of `node`: of `useState(…)[1]`, say."""
        key = (node, path, self.walker.wide, self._home)
        return self._answer(self._parts, self._parts_so_far, key, lambda: self._find_part(node, path, module))

    def _find_part(
        self, node: object, path: FullPath, module: ir.Module
    ) -> Iterable[tuple[ir.Call, ir.Module]]:
        seeds: list[Token] = [key for key in path if isinstance(key, str)]
        if isinstance(node, (ir.Node, ir.Binding)):
            seeds.append(node)
        found: dict[ir.Call, ir.Module] = {}
        for call, each in self._candidates(seeds, module):
            forms = list(self._forms(call, each, self._enter))
            if not forms[0][1].is_direct and forms[0][1].stopped:
                forms += self._forms(call, each, self._handed_in)
            for form, entered in forms:
                if any(part.node is node and part.path == path for part in entered.parts):
                    found[form] = each
        return found.items()

    def provided(
        self, call: ir.Call, index: int, path: FullPath, frame: Frame | None, module: ir.Module
    ) -> list[Place]:
        """What is provided for a context object (an argument, or the receiver where `index` is negative): the
        `value` of each `<Context.Provider value={…}>` (or `<Context value={…}>`), and the default that it was
        created with."""
        context = self.walker.objects.context(call, index)
        if context is None:
            return []
        return self.provided_for(Place(context, (), frame, module), path)

    def provided_for(self, context: Place, path: FullPath) -> list[Place]:
        """As `provided`, for a context object at a place."""
        places: list[Place] = []
        for birth in self.walker.births(context):
            node = birth.node
            if not isinstance(node, ir.Call):
                continue
            if node.arguments:
                places.append(Place(node.arguments[0].value, path, birth.frame, birth.module))
            for at in (("Provider",), ()):
                for site, site_module in self.of_part(node, at, birth.module):
                    if site.jsx and site.arguments:
                        places.append(Place(site.arguments[0].value, ("value", *path), None, site_module))
        return places

    def modules(self, module: ir.Module) -> list[ir.Module]:
        """The modules in which callers of what stands in `module` are looked for."""
        found = [module, *self.walker.modules.importers(module)] if self.walker.wide else [module]
        if self._home is None or self._home in found:
            return found
        self.walker.calls.partial = True  # what is found so holds for the question at hand alone
        return [*found, self._home]

    def _enter(self, call: ir.Call, module: ir.Module) -> _Entered:
        found = self._entered.get(call)
        if found is None:
            found = self._entered_so_far.get(call)
            if found is not None:
                self.walker.calls.partial = True
                return found
            if call in self._resolving:
                self.walker.calls.partial = True
                return _Entered([], [], [])
            self._resolving.add(call)
            with self._aside():
                found = self._resolve(call, module)
                self._resolving.discard(call)
                known = self._entered_so_far if self.walker.calls.partial else self._entered
                known[call] = found
        return found

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Ask for one callee: with a budget of its own, and `partial` for what the question itself met."""
        calls = self.walker.calls
        partial, calls.partial = calls.partial, False
        with self.walker.unhurried():
            self.walker.wide = False
            self.walker.budget = CALLEE_BUDGET
            yield
        calls.partial = calls.partial or partial

    def _resolve(self, call: ir.Call, module: ir.Module) -> _Entered:
        walker = self.walker
        sites: dict[tuple[ir.Node, CallSite], None] = {}
        closures, parts = walker.callees.callee(Place(call.callee, (), None, module), crossing=False)
        stopped = walker.callees.stopped
        for closure in closures:
            closure = walker.calls.unbound(closure, call.callee, None, module)
            sites[closure.target, CallSite(call, module, closure, None)] = None
        entered = _Entered([], parts, [], bool(closures), stopped)
        if not closures:
            self._by_library(call, module, entered, sites)
        entered.sites = list(sites)
        return entered

    def _by_library(
        self, call: ir.Call, module: ir.Module, entered: _Entered, sites: dict[tuple[ir.Node, CallSite], None]
    ) -> None:
        """Add what a call enters of which the callee is out of sight, and known to a library."""
        walker = self.walker
        models = [member for member, _made in walker.objects.of_parts(entered.parts)]
        named = None if models else walker.library.model_of(call, module)
        for model in models if named is None else [named]:
            if model.means is not None:
                value = walker.objects.function(call, model.means.index, model.means.path)
                if value is not None:
                    rest = call.arguments[model.means.index + 1 :]
                    entered.other.append(ir.Call(call.span, value, rest, call.arguments_span))
            for calls in model.calls:
                for closure, each in walker.objects.handed(calls, call, None, module):
                    sites[closure.target, CallSite(call, module, closure, each)] = None

    def _handed_in(self, call: ir.Call, module: ir.Module) -> _Entered:
        """What a call enters where its callee is what the callers of the function around it hand in."""
        key = (call, self._home)
        found = self._contexts.get(key)
        if found is None:
            found = self._contexts_so_far.get(key)
            if found is not None:
                self.walker.calls.partial = True
                return found
            stopped = self._enter(call, module).stopped
            with self._aside():
                sites: dict[tuple[ir.Node, CallSite], None] = {}
                for context in self.walker.callees.contexts(call.callee, module):
                    for closure in self.walker.calls.targets(call.callee, context, module):
                        sites[closure.target, CallSite(call, module, closure, None, context)] = None
                parts = self.walker.calls.parts(call.callee, None, module) if stopped else ()
                found = _Entered([], list(parts), [])
                if parts:
                    self._by_library(call, module, found, sites)
                found.sites = list(sites)
                known = self._contexts_so_far if self.walker.calls.partial else self._contexts
                known[key] = found
        return found
