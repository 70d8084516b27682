"""What stands around a place in a module: its parents, its scope, and what else reads a variable.

Made once a module, and only when a fix is wanted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from genlint.lazy import lazy_regex
from genlint.model.ir import (
    Attribute,
    Await,
    Binding,
    Call,
    Class,
    Declare,
    Evaluate,
    Function,
    Literal,
    Module,
    Name,
    Node,
    Scope,
    Store,
    Value,
    Yield,
)
from genlint.model.traverse import children, walk

Path = tuple[str, ...]
Root = Binding | Class | str
"""What a dotted name begins with: a variable, the object of a class, or a name that is declared elsewhere."""

_PLAIN_INITIALISER = lazy_regex(rb"\s*(:[^={}]*)?=[\s(]*")


class Surroundings:
    """The index of one module."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.parents: dict[Node, Node] = {}
        self.declared: dict[Binding, list[Declare | Evaluate]] = defaultdict(list)
        """The statements that give a variable its value; a function's parameters have none."""
        self.reads: dict[Binding, list[Name]] = defaultdict(list)
        self.changed: set[Binding] = set()
        """Variables that are stored to elsewhere than in a statement of their own."""
        self.paths: dict[Root, dict[Path, Attribute]] = defaultdict(dict)
        """The dotted names that are read or written below a variable, without what is called; each with one
        place that does so."""
        self._index()

    def _index(self) -> None:
        targets: set[Node] = set()
        called: set[Node] = set()
        nodes = list(walk(self.module.body))
        for node in nodes:
            for child in children(node):
                self.parents.setdefault(child, node)
            if isinstance(node, Call):
                called.add(node.callee)
            elif isinstance(node, Declare):
                self.declared[node.binding].append(node)
            elif isinstance(node, Store) and isinstance(node.target, Name):
                targets.add(node.target)
                binding = node.target.scope.lookup(node.target.text)
                parent = self.parents.get(node)
                if binding is not None and isinstance(parent, Evaluate):
                    self.declared[binding].append(parent)
                elif binding is not None:
                    self.changed.add(binding)
        names = [node for node in nodes if isinstance(node, Name)]
        names += [each.value for each in self.module.exports if isinstance(each.value, Name)]
        for name in names:
            binding = name.scope.lookup(name.text)
            if binding is not None and name not in targets:
                self.reads[binding].append(name)
        for node in nodes:
            if isinstance(node, Attribute) and node not in called:
                found = self.dotted(node)
                if found is not None:
                    self.paths[found[0]].setdefault(found[1], node)

    # -- Names ----------------------------------------------------------------------------------------

    def dotted(self, node: Value) -> tuple[Root, Path] | None:
        """The root of a dotted name and its further parts; None for what is none."""
        parts: list[str] = []
        while isinstance(node, Attribute):
            parts.append(node.key)
            node = node.object
        if not isinstance(node, Name):
            return None
        return self.root(node.text, node.scope), tuple(reversed(parts))

    @staticmethod
    def root(text: str, scope: Scope) -> Root:
        """What a name that is read in `scope` begins."""
        binding = scope.lookup(text)
        if binding is None:
            return text
        function = binding.scope.function
        if function is not None and function.receiver is binding and function.cls is not None:
            return function.cls
        return binding

    def initialiser(self, binding: Binding) -> Value | None:
        """The one value that a variable ever has; None where it is a parameter, or has several."""
        statements = self.declared[binding]
        if len(statements) != 1 or binding in self.changed:
            return None
        value = statements[0].value
        return value.value if isinstance(value, Store) else value

    def plain_initialiser(self, binding: Binding) -> Value | None:
        """As `initialiser`, where it is written behind the variable: `x = value`, nothing taken apart."""
        value = self.initialiser(binding)
        if value is None or binding.span[1] > value.span[0]:
            return None
        between = self.module.source[binding.span[1] : value.span[0]]
        return value if _PLAIN_INITIALISER.fullmatch(between) else None

    def does_something(self, value: Value) -> bool:
        """Whether the evaluation of a value may do more than read."""
        return any(isinstance(node, (Call, Await, Yield, Store)) for node in walk(value))

    # -- Places ---------------------------------------------------------------------------------------

    def around(self, node: Node) -> Iterator[Node]:
        """The nodes that hold `node`, nearest first."""
        current = self.parents.get(node)
        while current is not None:
            yield current
            current = self.parents.get(current)

    def functions(self, node: Node) -> Iterator[Function]:
        """The functions that `node` stands in, nearest first; the module's body last."""
        for outer in self.around(node):
            if isinstance(outer, Function):
                yield outer

    def function(self, node: Node) -> Function:
        """The function that `node` stands in."""
        return next(self.functions(node), self.module.body)

    def scope(self, node: Node) -> Scope:
        """The scope in which a new expression at `node` would read its names."""
        function = self.function(node)
        for start in (node, *self.around(node)):
            for inner in walk(start):
                if isinstance(inner, Name):
                    scope: Scope | None = inner.scope
                    while scope is not None and scope.function is not function:
                        scope = scope.parent
                    if scope is not None:
                        return scope
            if start is function:
                break
        return function.scope

    def call_of(self, value: Value) -> tuple[Call, int] | None:
        """The call that is given `value` as an argument, and at which index."""
        for outer in self.around(value):
            if isinstance(outer, Call):
                for index, argument in enumerate(outer.arguments):
                    if argument.value is value:
                        return outer, index
                return None
            if isinstance(outer, Function):
                return None
        return None

    def runners(self, function: Function) -> Iterator[Call]:
        """The calls that are handed a function: `useMemo(() => …)`, `use_memo(build)`, a decorator's."""
        for decorator in function.decorators:
            if isinstance(decorator, Call):
                yield decorator
        parent = self.parents.get(function)
        outer = self.parents.get(parent) if parent is not None else None
        if isinstance(outer, Call) and any(each.value is function for each in outer.arguments):
            yield outer
        elif isinstance(parent, Declare):
            for name in self.reads[parent.binding]:
                found = self.call_of(name)
                if found is not None:
                    yield found[0]


def is_within(scope: Scope, outer: Scope) -> bool:
    """Whether `scope` is `outer` or lies below it."""
    current: Scope | None = scope
    while current is not None:
        if current is outer:
            return True
        current = current.parent
    return False


def is_empty_literal(value: Value) -> bool:
    """Whether a value is the absence of an ID, written out: `""`, `null`."""
    return isinstance(value, Literal) and not value.value
