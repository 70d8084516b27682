"""Which variables the closures of a module write, on which they change the object, and which calls may
run such a closure.

It looks at syntax alone, once a module, so that the pass over a function can tell most calls to be of no
consequence. A call is matched to a function by name: any name that the function goes by.
"""

from __future__ import annotations

from collections.abc import Iterable

from genlint.model import ir
from genlint.model.endings import swallows
from genlint.model.traverse import children
from genlint.records import dataclass, field

_CONVERSIONS = frozenset({"toString", "valueOf", "toJSON"})


@dataclass(slots=True)
class _Calls:
    """What one function calls: the names of callees, and what it hands to them."""

    names: set[str] = field(default_factory=set)
    functions: set[ir.Function] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Trigger:
    """The calls that may run a closure which changes one variable: of these names, or handed these."""

    names: frozenset[str]
    functions: frozenset[ir.Function]

    def fires(self, call: ir.Call) -> bool:
        """May `call` run such a closure?"""
        callee = call.callee
        if called_name(callee) in self.names or _is_parameter(callee):
            return True
        if isinstance(callee, (ir.Function, ir.Call)):
            return True
        return any(self._hands(argument.value) for argument in call.arguments)

    def _hands(self, value: ir.Value) -> bool:
        if isinstance(value, ir.Function):
            return value in self.functions
        if isinstance(value, ir.Record):
            return any(self._hands(entry.value) for entry in value.entries)
        if isinstance(value, (ir.Name, ir.Attribute)):
            return called_name(value) in self.names
        return False


class Captures:
    """For one module: what functions do to variables that aren't their own.

    `written`: bindings that a function other than their owner assigns. `changed`: bindings whose object
    such a function stores into, calls a changing method on, or hands on.
    """

    def __init__(self) -> None:
        self.written: dict[ir.Binding, list[ir.Function]] = {}
        self.changed: dict[ir.Binding, list[ir.Function]] = {}
        self.stored: set[ir.Binding] = set()
        """Bindings into whose object something is stored, anywhere in the module."""
        self.constants: dict[ir.Binding, ir.Value] = {}
        """Bindings that are given one value, once."""
        self.swallowing: set[str] = set()
        """Names of classes and functions whose context managers may keep an exception from going on."""
        self.implicit: set[str] = set()
        """Names under which classes and displays have what a language runs by itself: setters, special
        methods, and class attributes that may be descriptors."""
        self.ending: frozenset[tuple[str | None, str]] = frozenset()
        """Library functions that never return: owner and name."""
        self.shaping: frozenset[str] = frozenset()
        """Library functions that change what a function or a prototype has."""
        self._names: dict[ir.Function, set[str]] = {}
        self._aliases: dict[str, set[str]] = {}
        self._calls: dict[ir.Function, _Calls] = {}
        self._callers: dict[str, set[ir.Function]] | None = None
        self._runners: dict[ir.Function, set[ir.Function]] = {}
        self._triggers: dict[ir.Binding, Trigger] = {}

    def trigger(self, binding: ir.Binding) -> Trigger:
        """The calls that may run a closure which changes what `binding` holds."""
        found = self._triggers.get(binding)
        if found is None:
            writers = (*self.written.get(binding, ()), *self.changed.get(binding, ()))
            found = self._triggers[binding] = self._find_trigger(writers)
        return found

    def _find_trigger(self, writers: Iterable[ir.Function]) -> Trigger:
        if self._callers is None:
            self._callers = {}
            for function, calls in self._calls.items():
                for name in calls.names:
                    self._callers.setdefault(name, set()).add(function)
                for run in calls.functions:
                    self._runners.setdefault(run, set()).add(function)
        functions: dict[ir.Function, None] = dict.fromkeys(writers)
        names: set[str] = set()
        pending = list(functions)
        while pending:
            function = pending.pop()
            reached = set(self._runners.get(function, ()))
            for name in self._fresh_names(function, names):
                reached |= self._callers.get(name, set())
            for each in reached:
                if each not in functions:
                    functions[each] = None
                    pending.append(each)
        return Trigger(frozenset(names), frozenset(functions))

    def _fresh_names(self, function: ir.Function, names: set[str]) -> list[str]:
        """The names that a function goes by and that aren't among `names`, to which they are added."""
        found = [name for name in self._names.get(function, ()) if name not in names]
        names.update(found)
        for name in found:
            for alias in self._aliases.get(name, ()):
                if alias not in names:
                    names.add(alias)
                    found.append(alias)
        return found


def base_name(value: ir.Value) -> ir.Name | None:
    """The variable at the root of a chain of properties and indices."""
    while isinstance(value, (ir.Attribute, ir.Index)):
        value = value.object
    if isinstance(value, ir.Super):
        return value.receiver
    return value if isinstance(value, ir.Name) else None


def called_name(value: ir.Value) -> str | None:
    """The last name of what is called or handed on."""
    if isinstance(value, ir.Name):
        return value.text
    if isinstance(value, ir.Attribute):
        return value.key
    return None


def _is_parameter(callee: ir.Value) -> bool:
    if not isinstance(callee, ir.Name):
        return False
    binding = callee.scope.lookup(callee.text)
    return binding is not None and binding.kind == "parameter"


def find_captures(body: ir.Function, changing: frozenset[str]) -> Captures:
    """Look through a whole module once. `changing` are the library's methods that change their object."""
    return _Search(body, changing).run()


class _Search:
    def __init__(self, body: ir.Function, changing: frozenset[str]) -> None:
        self.body = body
        self.found = Captures()
        self.changing = changing
        self.given: dict[ir.Binding, list[ir.Value | None]] = {}
        self.methods: set[str] = set()
        self.touched: list[tuple[ir.Name, ir.Function, str]] = []

    def run(self) -> Captures:
        seen: set[int] = set()
        stack: list[tuple[ir.Node, ir.Function]] = [(child, self.body) for child in children(self.body)]
        while stack:
            node, owner = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            self._look(node, owner)
            inner = node if isinstance(node, ir.Function) else owner
            stack.extend((child, inner) for child in children(node))
        for name, function, method in self.touched:
            if method in self.changing or method in self.methods:
                _note(self.found.changed, name, function)
        for binding, values in self.given.items():
            if len(values) == 1 and values[0] is not None and binding.kind != "parameter":
                self.found.constants[binding] = values[0]
        return self.found

    def _look(self, node: ir.Node, owner: ir.Function) -> None:
        match node:
            case ir.Declare():
                self.given.setdefault(node.binding, []).append(node.value)
                self._name(node.value, node.binding.name)
            case ir.Store():
                self._store(node, owner)
            case ir.Delete():
                _note(self.found.changed, base_name(node.target), owner)
            case ir.Entry():
                if isinstance(node.key, str):
                    self._name(node.value, node.key)
                    self.methods.add(node.key)
                    if node.kind == "set":
                        self.found.implicit.add(node.key)
            case ir.Argument():
                if node.name is not None:
                    self._name(node.value, node.name)
            case ir.Class():
                self._class(node)
            case ir.Call():
                self._call(node, owner)
            case ir.Function():
                if node.name is not None and node.is_generator and swallows(node):
                    self.found.swallowing.add(node.name)
                if node.name is not None:
                    self.found._names.setdefault(node, set()).add(node.name)
            case _:
                pass

    def _class(self, node: ir.Class) -> None:
        for member in node.members:
            if member.name is None or member.value is None:
                continue
            self.methods.add(member.name)
            self._name(member.value, member.name)
            if member.name in ("__exit__", "__aexit__") and node.name is not None and swallows(member.value):
                self.found.swallowing.add(node.name)
            made = member.kind == "field" and isinstance(member.value, ir.Call)
            made = made or (isinstance(member.value, ir.Function) and bool(member.value.decorators))
            if member.kind == "set" or made or member.name[:1] in "_[" or member.name in _CONVERSIONS:
                self.found.implicit.add(member.name)
            if member.name in ("constructor", "__init__") and node.name is not None:
                self._name(member.value, node.name)

    def _store(self, node: ir.Store, owner: ir.Function) -> None:
        target = node.target
        name = called_name(target)
        if name is not None:
            self._name(node.value, name)
        if isinstance(target, ir.Name):
            binding = target.scope.lookup(target.text)
            if binding is not None:
                self.given.setdefault(binding, []).append(node.value)
            _note(self.found.written, target, owner)
        else:
            base = base_name(target)
            stored = base.scope.lookup(base.text) if base is not None else None
            if stored is not None:
                self.found.stored.add(stored)
            _note(self.found.changed, base, owner)

    def _call(self, node: ir.Call, owner: ir.Function) -> None:
        calls = self.found._calls.setdefault(owner, _Calls())
        name = called_name(node.callee)
        if name is not None:
            calls.names.add(name)
        if isinstance(node.callee, ir.Function):
            calls.functions.add(node.callee)
        if isinstance(node.callee, ir.Attribute):
            base = base_name(node.callee.object)
            if base is not None:
                self.touched.append((base, owner, node.callee.key))
        for argument in node.arguments:
            value = argument.value
            if isinstance(value, ir.Function):
                calls.functions.add(value)
            handed = called_name(value)
            if handed is not None:
                calls.names.add(handed)
            base = base_name(value)
            if base is not None and name is not None:
                self.touched.append((base, owner, name))

    def _name(self, value: ir.Value | None, name: str) -> None:
        """`value` goes by `name`, and so does a function that a call around it wraps (`useCallback`)."""
        if isinstance(value, ir.Function):
            self.found._names.setdefault(value, set()).add(name)
            self.methods.add(name)
        elif isinstance(value, ir.Call):
            for argument in value.arguments:
                if isinstance(argument.value, (ir.Function, ir.Name)):
                    self._name(argument.value, name)
        elif isinstance(value, (ir.Name, ir.Attribute)):
            other = called_name(value)
            if other is not None and other != name:
                self.found._aliases.setdefault(other, set()).add(name)


def _note(table: dict[ir.Binding, list[ir.Function]], name: ir.Name | None, function: ir.Function) -> None:
    if name is None:
        return
    binding = name.scope.lookup(name.text)
    if binding is None or binding.kind == "import" or binding.scope.function is function:
        return
    functions = table.setdefault(binding, [])
    if function not in functions:
        functions.append(function)
