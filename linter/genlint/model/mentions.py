"""By which names a function may go in a module: read off the text of expressions, without following a value.

Who calls a function is asked often, and of whole applications; few calls name it, or something that was made
from it. `Mentions` finds these in one pass over a module, whatever stands in between: variables, properties,
containers, parameters, wrappers. Variables are told apart by their scopes, so that an `f` here is not an `f`
there; keys and exported names are one wherever they are written. It errs on the side of too many, and knows
nothing of order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from genlint.model import ir
from genlint.model.traverse import children

Name = str | ir.Binding | tuple[ir.Binding]
"""A key, the name of an export or of a variable that nothing in sight declares; or a variable. What a call of
it gives is the text with `()` behind it, or the variable in a tuple."""
Token = Name | ir.Node
"""A name, or a function, class or call itself."""

_SUPER = "super"
_INNER = frozenset({"prototype", "current", "value", "__func__", "Provider", "Consumer"})
"""Properties that so many objects have that only with its owner's name one is found again."""
MAX_TOKENS = 300
"""How many names one function may go by."""


class Mentions:
    """The names of one module: what is made from what, and what is called by which."""

    def __init__(self, module: ir.Module, keeps: Callable[[str], bool]) -> None:
        """`keeps` tells of a method's name whether it may put what it is handed into its object."""
        self._keeps = keeps
        self.functions: dict[ir.Call, ir.Function] = {}
        """The function in which each call stands."""
        self.order: dict[ir.Call, int] = {}
        """The place of each call among the module's."""
        self.uses: dict[Token, dict[Name, None]] = {}
        """The names that are given something in which a token stands."""
        self.called: dict[Token, list[ir.Call]] = {}
        """The calls whose callee a token names, or may be found in."""
        self.handed: dict[Token, list[ir.Call]] = {}
        """The calls that hand something on in which a token stands."""
        self.anonymous: list[ir.Call] = []
        """The calls whose callee is found by a computed key, or is what a method is called on."""
        self.decorated: list[ir.Function] = []
        """The functions that have decorators, each of which is a call of one with the function."""
        self.decorators: dict[Name, list[ir.Function]] = {}
        """By the name of a decorator, the functions that have it."""
        self._stored: set[str] = set()
        self._named: dict[Name, dict[ir.Function, None]] = {}
        """The functions that go by a name."""
        self._known_parameters: dict[Name, tuple[Name, ...]] = {}
        self._known_receivers: dict[Token, tuple[Name, ...]] = {}
        self._made_from: dict[Name, dict[Token, None]] = {}
        self._receivers: set[str] = {"cls"}
        self._namespaces: set[Name] = set()
        """The variables that are modules, the methods of which are functions of theirs."""
        self._variadic: set[ir.Function] = set()
        """The functions that read `arguments`."""
        self._read(module)

    def parameters(self, callee: Name) -> tuple[Name, ...]:
        """The parameters of the functions that go by a name, or by one that it was made from."""
        known = self._known_parameters.get(callee)
        if known is None:
            functions = dict(self._named.get(callee, ()))
            for token in self._made_from.get(callee, ()):
                if not isinstance(token, ir.Node):
                    functions.update(self._named.get(token, ()))
            found: dict[Name, None] = {}
            for function in functions:
                found.update((parameter.binding, None) for parameter in function.parameters)
                if function in self._variadic:
                    found["arguments"] = None
            known = self._known_parameters[callee] = tuple(found)
        return known

    def receivers(self, token: Token) -> tuple[Name, ...]:
        """The names of the callees to which something is handed in which `token` stands."""
        known = self._known_receivers.get(token)
        if known is None:
            last = (each for call in self.handed.get(token, ()) for each in self.names(call.callee))
            known = self._known_receivers[token] = tuple(dict.fromkeys(last))
        return known

    def names(self, callee: ir.Value) -> Iterator[Name]:
        """The names that a callee is called by: of a variable, also those by which other modules know what
        it was given."""
        for token in _last(callee):
            if not isinstance(token, ir.Node):
                yield token
            if isinstance(token, ir.Binding):
                yield from (each for each in self._made_from.get(token, ()) if isinstance(each, str))

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
            elif isinstance(node, ir.Name):
                if node.text == "arguments":
                    self._note_arguments(function)
            elif isinstance(node, ir.Class):
                # a variable of its body is a key of the class
                for name, binding in node.scope.bindings.items():
                    self._give(name, (binding,))
                    self._give(binding, (name,))
            else:
                self._bind(node)
            pending.extend((child, function) for child in reversed(list(children(node))))
        for function in self.decorated:
            for decorator in function.decorators:
                for callee in _last(decorator.callee if isinstance(decorator, ir.Call) else decorator):
                    if not isinstance(callee, ir.Node):
                        self.decorators.setdefault(callee, []).append(function)
        if module.language == "python":  # all that a module has can be imported from it
            for name, binding in module.body.scope.bindings.items():
                self._give(name, (binding,))
        for export in module.exports:
            self._make(export.exported, export.value)
        for call in calls:
            self._call(call)

    def _note_arguments(self, function: ir.Function) -> None:
        current: ir.Function | None = function
        while current is not None and current.kind == "arrow":
            current = current.parent
        if current is not None:
            self._variadic.add(current)

    def _enter(self, function: ir.Function) -> None:
        if function.decorators:
            self.decorated.append(function)
        if function.receiver is not None:
            self._receivers.add(function.receiver.name)
        for parameter in function.parameters:  # it may be given by its name
            self._give(parameter.binding, (parameter.binding.name,))
        for name in own_names(function):
            self._name_function(name, function)
            self._give(result_of(name), _returned(function))

    def _name_function(self, name: Name, value: ir.Value) -> None:
        if isinstance(value, ir.Function):
            self._named.setdefault(name, {})[value] = None
        elif isinstance(value, ir.Class):
            for member in value.members:
                if isinstance(member.value, ir.Function) and member.name in ("constructor", "__init__"):
                    self._name_function(name, member.value)

    def _bind(self, node: ir.Node) -> None:
        match node:
            case ir.Declare() if node.value is not None:
                if isinstance(node.value, ir.Imported) and node.value.name == "*":
                    self._namespaces.add(node.binding)
                self._make(node.binding, node.value)
                if isinstance(node.value, ir.Call) and isinstance(node.value.callee, ir.Name):
                    # a library may give a part of another object: `dispatch = useDispatch()`
                    called = _variable(node.value.callee)
                    if isinstance(called, str) or called.kind == "import":
                        self._give(node.binding, (node.binding.name,))
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
                self._make(node.binding, node.default)

    def _store(self, target: ir.Value) -> None:
        if isinstance(target, ir.Attribute):
            if not (isinstance(target.object, ir.Name) and target.object.text in ("this", "self")):
                self._stored.add(target.key)
        elif isinstance(target, ir.Index) and isinstance(target.key, ir.Literal):
            self._stored.add(str(target.key.value))

    def _make(self, name: Name, value: ir.Value, accessor: bool = False) -> None:
        self._give(name, mentioned(value))
        if isinstance(value, ir.Function):
            self._give(name if accessor else result_of(name), _returned(value))
        self._name_function(name, value)

    def _give(self, name: Name, tokens: Iterable[Token]) -> None:
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
        called = callee.text if isinstance(callee, ir.Name) else None
        if isinstance(callee, ir.Attribute):
            called = callee.key
        if called in self._receivers:
            self.anonymous.append(call)  # `cls(...)`, `new this()`
        elif isinstance(callee, ir.Index) and not isinstance(callee.key, ir.Literal):
            self.anonymous.append(call)
        elif isinstance(callee, ir.Call):
            tokens.update(mentioned(callee))
            if isinstance(callee.callee, ir.Name) and callee.callee.text == "getattr":
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
            if self._keeps(callee.key):
                for name in _target(callee.object):
                    if name not in self._namespaces:
                        self._give(name, handed)
            for argument in call.arguments:
                if isinstance(argument.value, ir.Function):
                    for parameter in argument.value.parameters:
                        self._give(parameter.binding, mentioned(callee.object))
        if isinstance(callee, ir.Function):
            for parameter in callee.parameters:
                self._give(parameter.binding, handed)


def _target(target: ir.Value) -> Iterator[Name]:
    """The names under which a store can be found again."""
    while isinstance(target, (ir.Index, ir.Call, ir.Store)):
        if isinstance(target, ir.Index):
            if isinstance(target.key, ir.Literal) and isinstance(target.key.value, str):
                yield target.key.value
            target = target.object
        elif isinstance(target, ir.Store):  # `(all[name] = all[name] || []).push(one)`
            target = target.target
        else:
            target = target.callee.object if isinstance(target.callee, ir.Attribute) else target.callee
    if isinstance(target, ir.Name):
        yield _variable(target)
    elif isinstance(target, ir.Choice):  # `(all.get(name) || rest).push(one)`
        yield from _target(target.then)
        yield from _target(target.otherwise)
    elif isinstance(target, ir.Attribute):
        yield target.key
        if target.key in _INNER and isinstance(target.object, ir.Name):
            yield _variable(target.object)


def _variable(name: ir.Name) -> str | ir.Binding:
    return name.scope.lookup(name.text) or name.text


def own_names(target: ir.Function | ir.Class) -> Iterator[Name]:
    """The names that a function or class has by itself, whatever it is assigned to."""
    if target.name is None:
        return
    is_member = isinstance(target, ir.Function) and target.cls is not None
    binding = None if is_member else target.scope.lookup(target.name)
    yield target.name if binding is None else binding


def result_of(name: Name) -> Name:
    """The name of what a call of `name` gives. A function that a function gives is not told apart."""
    if isinstance(name, str):
        return name if name.endswith("()") else f"{name}()"
    return name if isinstance(name, tuple) else (name,)


def called_name(token: Token) -> tuple[Token, bool]:
    """The name a call of which gives what goes by `token`, and true; or the token itself, and false."""
    if isinstance(token, tuple):
        return token[0], True
    if isinstance(token, str) and token.endswith("()"):
        return token[:-2], True
    return token, False


def _last(callee: ir.Value) -> tuple[Token, ...]:
    """The name that a callee is called by."""
    match callee:
        case ir.Name():
            return (_variable(callee),)
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
                yield _variable(node)
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
                if node.jsx:  # an element holds its component: what clones it makes another one
                    yield from _last(node.callee)
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


def _results(callee: ir.Value) -> Iterator[Name]:
    """The tokens of what a call of `callee` gives."""
    while isinstance(callee, ir.Call):
        callee = callee.callee
    if isinstance(callee, ir.Function):
        yield from (token for token in _returned(callee) if not isinstance(token, ir.Node))
    for token in _last(callee):
        if not isinstance(token, ir.Node):
            yield result_of(token)


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


def handed_to(call: ir.Call, modules: Sequence[Mentions]) -> Iterator[Name]:
    """The parameters of the functions that a call is handed, in place or by name, itself or by what it is
    handed: what a library makes comes to these."""
    pending: list[ir.Node] = list(call.arguments)
    while pending:
        node = pending.pop()
        if isinstance(node, ir.Function):
            yield from (parameter.binding for parameter in node.parameters)
        elif isinstance(node, (ir.Name, ir.Attribute)):
            names = dict.fromkeys(name for each in modules for name in each.names(node))
            yield from (
                parameter for each in modules for name in names for parameter in each.parameters(name)
            )
        else:
            pending.extend(children(node))


def _decorators(token: Token, mentions: Mentions) -> Iterator[Name]:
    """The names of a function's decorators, which it is handed to."""
    for decorator in token.decorators if isinstance(token, ir.Function) else ():
        yield from mentions.names(decorator)


def _stacked(base: Token, mentions: Mentions, modules: Sequence[Mentions]) -> Iterator[Name]:
    """The parameters of the decorators above the one by the name `base`, which are handed what it gives."""
    for function in () if isinstance(base, ir.Node) else mentions.decorators.get(base, ()):
        if len(function.decorators) > 1:
            for name in _decorators(function, mentions):
                for each in modules:
                    yield from each.parameters(name)


def names_of(seeds: Iterable[Token], modules: Sequence[Mentions]) -> tuple[dict[Token, None], bool]:
    """The tokens by which something may go in `modules` that goes by `seeds`, the nearest first; and whether
    these are all: where everything has a letter for its name, there is no end to them."""
    found: dict[Token, None] = dict.fromkeys(seeds)
    pending = list(found)
    handed: set[tuple[Name, bool]] = set()
    for token in pending:
        if len(found) > MAX_TOKENS:
            return found, False
        for fresh in _next(token, modules, handed):
            if fresh not in found:
                found[fresh] = None
                pending.append(fresh)
    return found, True


def _next(token: Token, modules: Sequence[Mentions], handed: set[tuple[Name, bool]]) -> Iterator[Token]:
    base, result = called_name(token)
    for mentions in modules:
        yield from mentions.uses.get(token, ())
        if result:
            # what is called by another name gives the same
            yield from map(result_of, mentions.uses.get(base, ()))
            yield from _stacked(base, mentions, modules)
        for callee in (*mentions.receivers(base), *_decorators(base, mentions)):
            if (callee, result) in handed:
                continue
            handed.add((callee, result))
            for each in modules:
                for parameter in each.parameters(callee):
                    yield result_of(parameter) if result else parameter
