"""By which names a function may go in a module: read off the text of expressions, without following a value.

Who calls a function is asked often, and of whole applications; few calls name it, or something that was made
from it. `Mentions` finds these in one pass over a module, whatever stands in between: variables, properties,
containers, parameters, wrappers. It errs on the side of too many, and knows nothing of order and of scopes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from genlint.model import ir
from genlint.model.traverse import children

Token = str | ir.Node
"""A name, a name with `()` for what a call of it gives, or a function, class or call itself."""

_SUPER = "super"
_INNER = frozenset({"prototype", "current", "value", "__func__", "Provider", "Consumer"})
"""Properties that so many objects have that only with its owner's name one is found again."""
MAX_TOKENS = 1_000
"""How many names one function may go by."""


class Mentions:
    """The names of one module: what is made from what, and what is called by which."""

    def __init__(self, module: ir.Module) -> None:
        self.functions: dict[ir.Call, ir.Function] = {}
        """The function in which each call stands."""
        self.order: dict[ir.Call, int] = {}
        """The place of each call among the module's."""
        self.uses: dict[Token, dict[str, None]] = {}
        """The names that are given something in which a token stands."""
        self.called: dict[Token, list[ir.Call]] = {}
        """The calls whose callee a token names, or may be found in."""
        self.handed: dict[Token, list[ir.Call]] = {}
        """The calls that hand something on in which a token stands."""
        self.anonymous: list[ir.Call] = []
        """The calls whose callee is found by a computed key, or is what a method is called on."""
        self.decorated: list[ir.Function] = []
        """The functions that have decorators, each of which is a call of one with the function."""
        self.decorators: dict[str, list[ir.Function]] = {}
        """By the name of a decorator, the functions that have it."""
        self._stored: set[str] = set()
        self._parameters: dict[str, dict[str, None]] = {}
        """By a function's name, the names of its parameters."""
        self._known_parameters: dict[str, frozenset[str]] = {}
        self._known_receivers: dict[Token, frozenset[str]] = {}
        self._made_from: dict[str, dict[Token, None]] = {}
        self._receivers: set[str] = {"cls"}
        self._read(module)

    def parameters(self, callee: str) -> frozenset[str]:
        """The parameters of the functions that go by a name, or by one that it was made from."""
        known = self._known_parameters.get(callee)
        if known is None:
            names = set(self._parameters.get(callee, ()))
            for token in self._made_from.get(callee, ()):
                if isinstance(token, str):
                    names.update(self._parameters.get(token, ()))
            known = self._known_parameters[callee] = frozenset(names)
        return known

    def receivers(self, token: Token) -> frozenset[str]:
        """The names of the callees to which something is handed in which `token` stands."""
        known = self._known_receivers.get(token)
        if known is None:
            last = (name for call in self.handed.get(token, ()) for name in _last(call.callee))
            known = frozenset(name for name in last if isinstance(name, str))
            self._known_receivers[token] = known
        return known

    def stores(self, key: str) -> bool:
        """Whether something is stored under `key` of an object, other than `this` and `self`. Keys that are
        computed are left out: most of them are positions."""
        return key in self._stored

    # ------------------------------------------------------------------ reading

    def _read(self, module: ir.Module) -> None:
        pending: list[tuple[ir.Node, ir.Function]] = [(module.body, module.body)]
        calls: list[ir.Call] = []
        while pending:
            node, function = pending.pop()
            if isinstance(node, ir.Call):
                if node in self.functions:
                    continue
                self.functions[node] = function
                self.order[node] = len(self.order)
                calls.append(node)
            elif isinstance(node, ir.Function):
                function = node
                self._enter(node)
            else:
                self._bind(node)
            pending.extend((child, function) for child in reversed(list(children(node))))
        for function in self.decorated:
            for decorator in function.decorators:
                for callee in _last(decorator.callee if isinstance(decorator, ir.Call) else decorator):
                    if isinstance(callee, str):
                        self.decorators.setdefault(callee, []).append(function)
        for export in module.exports:
            self._make(export.exported, export.value)
        for call in calls:
            self._call(call)

    def _enter(self, function: ir.Function) -> None:
        if function.decorators:
            self.decorated.append(function)
        if function.receiver is not None:
            self._receivers.add(function.receiver.name)
        if function.name is not None:
            self._name_parameters(function.name, function)
            self._give(f"{function.name}()", _returned(function))

    def _name_parameters(self, name: str, value: ir.Value) -> None:
        if isinstance(value, ir.Function):
            known = self._parameters.setdefault(name, {})
            known.update((parameter.binding.name, None) for parameter in value.parameters)
            known["arguments"] = None
        elif isinstance(value, ir.Class):
            for member in value.members:
                if isinstance(member.value, ir.Function) and member.name in ("constructor", "__init__"):
                    self._name_parameters(name, member.value)

    def _bind(self, node: ir.Node) -> None:
        match node:
            case ir.Declare() if node.value is not None:
                self._make(node.binding.name, node.value)
            case ir.Store():
                self._store(node.target)
                for name in _target(node.target):
                    self._make(name, node.value)
            case ir.Entry() if isinstance(node.key, str):
                self._make(node.key, node.value, accessor=node.kind == "get")
            case ir.Argument() if node.name is not None:
                self._make(node.name, node.value)
            case ir.Member() if node.name is not None and node.value is not None:
                self._make(node.name, node.value, accessor=node.kind == "get")
            case ir.Parameter() if node.default is not None:
                self._make(node.binding.name, node.default)

    def _store(self, target: ir.Value) -> None:
        if isinstance(target, ir.Attribute):
            if not (isinstance(target.object, ir.Name) and target.object.text in ("this", "self")):
                self._stored.add(target.key)
        elif isinstance(target, ir.Index) and isinstance(target.key, ir.Literal):
            self._stored.add(str(target.key.value))

    def _make(self, name: str, value: ir.Value, accessor: bool = False) -> None:
        self._give(name, mentioned(value))
        if isinstance(value, ir.Function):
            self._give(name if accessor else f"{name}()", _returned(value))
        self._name_parameters(name, value)

    def _give(self, name: str, tokens: Iterable[Token]) -> None:
        made_from = self._made_from.setdefault(name, {})
        for token in tokens:
            if token != name:
                made_from[token] = None
                self.uses.setdefault(token, {})[name] = None

    def _call(self, call: ir.Call) -> None:
        callee = call.callee
        if isinstance(callee, ir.Literal):
            return
        tokens: set[Token] = set(_last(callee))
        if isinstance(callee, (ir.Name, ir.Attribute)) and tokens <= self._receivers:
            self.anonymous.append(call)  # `cls(...)`, `new this()`
        elif isinstance(callee, ir.Index) and not isinstance(callee.key, ir.Literal):
            self.anonymous.append(call)
        elif isinstance(callee, ir.Call):
            tokens.update(mentioned(callee))
            if "getattr" in _last(callee.callee):
                self.anonymous.append(call)
        for token in tokens:
            self.called.setdefault(token, []).append(call)
        handed: dict[Token, None] = {}
        for argument in call.arguments:
            handed.update(dict.fromkeys(mentioned(argument.value)))
        for token in handed:
            self.handed.setdefault(token, []).append(call)
        if isinstance(callee, ir.Attribute):
            # a container holds what its methods are handed, and hands it to the functions in their arguments
            for name in _target(callee.object):
                self._give(name, handed)
            for argument in call.arguments:
                if isinstance(argument.value, ir.Function):
                    for parameter in argument.value.parameters:
                        self._give(parameter.binding.name, mentioned(callee.object))
        if isinstance(callee, ir.Function):
            for parameter in callee.parameters:
                self._give(parameter.binding.name, handed)


def _target(target: ir.Value) -> Iterator[str]:
    """The names under which a store can be found again."""
    while isinstance(target, (ir.Index, ir.Call)):
        if isinstance(target, ir.Index):
            if isinstance(target.key, ir.Literal) and isinstance(target.key.value, str):
                yield target.key.value
            target = target.object
        else:
            target = target.callee.object if isinstance(target.callee, ir.Attribute) else target.callee
    if isinstance(target, ir.Name):
        yield target.text
    elif isinstance(target, ir.Attribute):
        yield target.key
        if target.key in _INNER and isinstance(target.object, ir.Name):
            yield target.object.text


def _last(callee: ir.Value) -> tuple[Token, ...]:
    """The name that a callee is called by."""
    match callee:
        case ir.Name():
            return (callee.text,)
        case ir.Attribute() if callee.key in ("call", "apply", "bind"):
            return (callee.key, *_last(callee.object))
        case ir.Attribute():
            return (callee.key,)
        case ir.Index():
            literal = isinstance(callee.key, ir.Literal) and isinstance(callee.key.value, str)
            key = (callee.key.value,) if literal else ()  # type: ignore[attr-defined]
            return (*key, *mentioned(callee.object))
        case ir.Super():
            return (_SUPER,)
        case ir.Function() | ir.Class():
            return (callee,)
        case ir.Call():
            return tuple(_results(callee))
        case _:
            return tuple(mentioned(callee))


def mentioned(value: ir.Node) -> Iterator[Token]:
    """The tokens of what `value` may be, or hold."""
    pending = [value]
    while pending:
        node = pending.pop()
        match node:
            case ir.Name():
                yield node.text
            case ir.Attribute():
                yield node.key
                if node.key in _INNER:
                    pending.append(node.object)
            case ir.Index():
                if isinstance(node.key, ir.Literal) and isinstance(node.key.value, str):
                    yield node.key.value
                pending.append(node.object)
            case ir.Imported():
                # a library may take a module's default export: `lazy(() => import("./editor"))`
                yield node.name if node.name != "*" else "default"
            case ir.Function():
                yield node
                for decorator in node.decorators:
                    yield from _results(decorator)
                    pending.append(decorator)
            case ir.Class():
                yield node
                pending.extend(node.bases)
                for decorator in node.decorators:
                    yield from _results(decorator)
            case ir.Call():
                yield node
                yield from _results(node.callee)
                if isinstance(node.callee, ir.Attribute):
                    pending.append(node.callee.object)
                for argument in node.arguments:
                    pending.append(argument.value)
                    if isinstance(argument.value, ir.Function):
                        pending.extend(_returns(argument.value))
            case ir.Choice():
                pending += (node.then, node.otherwise)
            case ir.Compare() | ir.Not() | ir.Literal():
                pass
            case ir.Entry():
                pending.append(node.value)
            case _:
                pending.extend(children(node))


def _results(callee: ir.Value) -> Iterator[str]:
    """The tokens of what a call of `callee` gives. A function that a function gives is not told apart."""
    while isinstance(callee, ir.Call):
        callee = callee.callee
    if isinstance(callee, ir.Function):
        yield from (token for token in _returned(callee) if isinstance(token, str))
    for token in _last(callee):
        if isinstance(token, str):
            yield token if token.endswith("()") else f"{token}()"


def _returned(function: ir.Function) -> Iterator[Token]:
    for value in _returns(function):
        yield from mentioned(value)


def _returns(function: ir.Function) -> Iterator[ir.Value]:
    """What a function returns and yields; of a function that it returns in place, that one's, too."""
    pending: list[ir.Node] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ir.Function, ir.Class)):
            continue
        if isinstance(node, (ir.Return, ir.Yield)) and node.value is not None:
            yield node.value
            if isinstance(node.value, ir.Function):
                pending.extend(node.value.body)
        pending.extend(children(node))


# ---------------------------------------------------------------------- closures


def handed_to(call: ir.Call, modules: Sequence[Mentions]) -> Iterator[str]:
    """The parameters of the functions that a call is handed, in place or by name, itself or by what it is
    handed: what a library makes comes to these."""
    pending: list[ir.Node] = list(call.arguments)
    while pending:
        node = pending.pop()
        if isinstance(node, ir.Function):
            yield from (parameter.binding.name for parameter in node.parameters)
        elif isinstance(node, (ir.Name, ir.Attribute)):
            names = [token for token in _last(node) if isinstance(token, str)]
            yield from (
                parameter for each in modules for name in names for parameter in each.parameters(name)
            )
        else:
            pending.extend(children(node))


def _decorators(token: Token) -> Iterator[str]:
    """The names of a function's decorators, which it is handed to."""
    for decorator in token.decorators if isinstance(token, ir.Function) else ():
        for name in _last(decorator):
            if isinstance(name, str):
                yield name


def _stacked(base: Token, mentions: Mentions, modules: Sequence[Mentions]) -> Iterator[str]:
    """The parameters of the decorators above the one by the name `base`, which are handed what it gives."""
    for function in mentions.decorators.get(base, ()) if isinstance(base, str) else ():
        if len(function.decorators) > 1:
            for name in _decorators(function):
                for each in modules:
                    yield from each.parameters(name)


def names_of(seeds: Iterable[Token], modules: Sequence[Mentions]) -> tuple[dict[Token, None], bool]:
    """The tokens by which something may go in `modules` that goes by `seeds`, the nearest first; and whether
    these are all: where everything has a letter for its name, there is no end to them."""
    found: dict[Token, None] = dict.fromkeys(seeds)
    pending = list(found)
    handed: set[tuple[str, bool]] = set()
    for token in pending:
        if len(found) > MAX_TOKENS:
            return found, False
        for fresh in _next(token, modules, handed):
            if fresh not in found:
                found[fresh] = None
                pending.append(fresh)
    return found, True


def _next(token: Token, modules: Sequence[Mentions], handed: set[tuple[str, bool]]) -> Iterator[Token]:
    base, result = token, False
    if isinstance(token, str) and token.endswith("()"):
        base, result = token[:-2], True
    for mentions in modules:
        yield from mentions.uses.get(token, ())
        if result:
            # what is called by another name gives the same
            for name in mentions.uses.get(base, ()):
                yield name if name.endswith("()") else f"{name}()"
        yield from _stacked(base, mentions, modules) if result else ()
        for callee in (*mentions.receivers(base), *_decorators(base)):
            if (callee, result) in handed:
                continue
            handed.add((callee, result))
            for each in modules:
                for parameter in each.parameters(callee):
                    yield f"{parameter}()" if result else parameter
