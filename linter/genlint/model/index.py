"""What is known of every function in sight, computed when a question first enters it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from genlint.model import ir
from genlint.model.captures import Captures, find_captures
from genlint.model.escapes import Escapes
from genlint.model.facts import Facts
from genlint.model.library import Trait
from genlint.model.reaching import analyse
from genlint.model.traverse import walk

_DEEP = 6_000
"""Frames enough for the deepest tree that a front end makes; an interpreter's stack holds many more."""


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Allow for the pass's recursion, which follows the nesting of the source."""
    limit = sys.getrecursionlimit()
    if limit < _DEEP:
        sys.setrecursionlimit(_DEEP)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


class Index:
    """Facts by function, and where calls, functions and classes stand."""

    def __init__(
        self,
        changing: frozenset[str] = frozenset(),
        ending: Mapping[str, frozenset[tuple[str | None, str]]] | None = None,
        traits: Mapping[Trait, frozenset[str]] | None = None,
    ) -> None:
        """`changing` are the library's methods that change the object on which they are called; `ending`, by
        language, its functions that never return, with their owners; `traits` are what names tell."""
        self._traits = traits or {}
        self._changing = changing
        self._ending = ending or {}
        self._facts: dict[ir.Function, Facts] = {}
        self._captures: dict[ir.Module, Captures] = {}
        self._modules: dict[ir.Function, ir.Module] = {}
        self._imports: dict[ir.Module, dict[ir.Binding, ir.Imported]] = {}
        self._caught: dict[ir.Caught, Facts] = {}
        self._handed: dict[Facts, dict[ir.Function, ir.Call]] = {}
        self._escapes: dict[ir.Module, Escapes] = {}
        self._all: dict[ir.Module, list[Facts]] = {}
        self.site: dict[ir.Node, Facts] = {}
        """The facts of the function in which a call, record, class, function or `yield` stands."""
        self.displaced: dict[ir.Name, Facts] = {}
        """Reads that stand in another function than their scope's (a comprehension's first iterable)."""

    def tells(self, trait: Trait, name: str | None) -> bool:
        """Whether the name of a library function tells of a trait."""
        return name in self._traits.get(trait, ())

    def enter(self, module: ir.Module) -> None:
        """Make a module known: its body's module is looked up for every function inside."""
        self._modules[module.body] = module

    def module_of(self, function: ir.Function) -> ir.Module:
        """The module in which a function stands."""
        found = self._modules.get(function)
        if found is None:
            assert function.parent is not None
            trail = [function]
            parent: ir.Function = function.parent
            while parent not in self._modules:
                trail.append(parent)
                assert parent.parent is not None
                parent = parent.parent
            found = self._modules[parent]
            for passed in trail:
                self._modules[passed] = found
        return found

    def facts(self, function: ir.Function) -> Facts:
        """The pass over `function`, run once."""
        found = self._facts.get(function)
        if found is None:
            module = self.module_of(function)
            captures = self._captures.get(module)
            if captures is None:
                captures = self._captures[module] = find_captures(module.body, self._changing)
                captures.ending = self._ending.get(module.language, frozenset())
                captures.shaping = self._traits.get("shaping", frozenset())
            with deep_recursion():
                found = self._facts[function] = analyse(function, module, captures)
            made = (*found.yields, *found.operations, *found.implied.values())
            for node in (*found.calls, *found.records, *found.functions, *found.classes, *made):
                self.site[node] = found
            for caught in found.tries:
                self._caught[caught] = found
            if function.kind == "comprehension":
                for name in found.reads:
                    if name.scope.function is not function:
                        self.displaced[name] = found
        return found

    def captures(self, module: ir.Module) -> Captures:
        """What the closures of a module write."""
        self.facts(module.body)
        return self._captures[module]

    def only_called(self, function: ir.Function) -> bool:
        """Does `function` run at its calls in sight, and at these alone?"""
        module = self.module_of(function)
        found = self._escapes.get(module)
        if found is None:
            found = self._escapes[module] = Escapes(module)
        return found.only_called(function)

    def all_facts(self, module: ir.Module) -> list[Facts]:
        """The facts of every function that is reachable in a module, outermost first."""
        found = self._all.get(module)
        if found is None:
            found = []
            pending = [module.body]
            seen: set[int] = set()
            while pending:
                function = pending.pop(0)
                if id(function) in seen:
                    continue
                seen.add(id(function))
                facts = self.facts(function)
                found.append(facts)
                pending.extend(facts.functions)
            self._all[module] = found
        return found

    def import_of(self, binding: ir.Binding) -> ir.Imported | None:
        """What an import binding stands for."""
        function = binding.scope.function
        if function is None:
            return None
        return self.imports(self.module_of(function)).get(binding)

    def imports(self, module: ir.Module) -> dict[ir.Binding, ir.Imported]:
        """What the import bindings of a module stand for."""
        imports = self._imports.get(module)
        if imports is None:
            imports = self._imports[module] = {
                node.binding: node.value
                for node in walk(module.body)
                if isinstance(node, ir.Declare) and isinstance(node.value, ir.Imported)
            }
        return imports

    def alias_of(self, name: ir.Name) -> ir.Value | None:
        """The one value that the variable is ever given, if there is but one."""
        binding = name.scope.lookup(name.text)
        if binding is None or binding.scope.function is None:
            return None
        return self.captures(self.module_of(binding.scope.function)).constants.get(binding)

    def handed_to(self, function: ir.Function) -> ir.Call | None:
        """The call of which a function, written there, is an argument."""
        facts = self.site.get(function)
        if facts is None:
            return None
        handed = self._handed.get(facts)
        if handed is None:
            handed = self._handed[facts] = {
                argument.value: call
                for call in facts.calls
                for argument in call.arguments
                if isinstance(argument.value, ir.Function)
            }
        return handed.get(function)

    def site_of_caught(self, node: ir.Caught) -> Facts | None:
        """The facts of the function whose `catch` binds `node`."""
        return self._caught.get(node)

    def facts_of_read(self, name: ir.Name) -> Facts | None:
        """The facts of the function that reads `name`; None in code that is never reached."""
        function = name.scope.function
        if function is None:
            return None
        facts = self.facts(function)
        if name in facts.reads:
            return facts
        return self.displaced.get(name)
