"""The vocabulary of the flow model: values, statements, scopes and modules.

A front end lowers one source file into a `Module` made of these nodes and of nothing else.
A node says *what the program does*, never in which language it was written. Spans are
half-open byte ranges into `Module.source` (UTF-8).

Conventions that every front end keeps:

* Parentheses, type assertions (`as`, `satisfies`, `<T>x`, `x!`), type arguments and every other
  type-only construct are dropped: they lower to the value inside, or to nothing.
* Destructuring is lowered to reads of the one shared source value: `const {a: {b = 1}} = v` is
  `Declare(b, Default(Attribute(Attribute(v, "a"), "b"), 1))`. A node may so have two parents.
* A destructured parameter is a parameter whose binding has an invented name that begins with
  `#`; the declarations that take it apart stand at the head of the function's body.
* What has no meaning here is `Opaque`, and keeps its operands: nothing hides a call.
* Left-nested chains (`a || b || c`, `a + b + c`, `if`/`elif`) are flat, so no depth of recursion
  follows from the length of a program. Past `MAX_DEPTH` nested levels a front end lowers to
  `Opaque` and marks the module `truncated`.
"""

from __future__ import annotations

from typing import Literal as OneOf

from genlint.model.scopes import Binding as Binding
from genlint.model.scopes import Scope as Scope
from genlint.records import dataclass, field

Span = tuple[int, int]
"""`(start, end)`: byte offsets into the module's UTF-8 source, end exclusive."""

MAX_DEPTH = 120
"""How many levels of nested expressions and statements a front end lowers."""

# --------------------------------------------------------------------------------------
# Values


@dataclass(eq=False, slots=True, repr=False)
class Node:
    """Anything with a place in the source."""

    span: Span

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.span[0]}:{self.span[1]}>"


@dataclass(eq=False, slots=True, repr=False)
class Value(Node):
    """Something that the program computes."""


@dataclass(eq=False, slots=True, repr=False)
class Literal(Value):
    """A constant. `undefined`, `null` and `None` are `None`; numbers, strings and booleans are themselves."""

    value: str | int | float | bool | bytes | None
    undefined: bool = False
    """It is JavaScript's `undefined`: in place of it a default holds."""


@dataclass(eq=False, slots=True, repr=False)
class Name(Value):
    """A read of a variable, resolved by `scope.lookup(text)`. JavaScript's `this` is the name `this`."""

    text: str
    scope: Scope


@dataclass(eq=False, slots=True, repr=False)
class Attribute(Value):
    """`object.key`. Private `#x` keeps its `#`. `optional` is `?.`. `key_span` is the key's own place."""

    object: Value
    key: str
    key_span: Span
    optional: bool = False


@dataclass(eq=False, slots=True, repr=False)
class Index(Value):
    """`object[key]`. A string or integer literal key is a `Literal`; array destructuring uses integers."""

    object: Value
    key: Value
    optional: bool = False


@dataclass(eq=False, slots=True, repr=False)
class Slice(Value):
    """The items of a sequence from `start` on: `[a, ...rest] = v`, `v[1:]`, `v.slice(1)`.

    `start` is None where it isn't known; `stop` is an exclusive end, or None; `exact` is false when
    the end (or a step) isn't a plain integer literal.
    """

    object: Value
    start: int | None
    stop: int | None = None
    exact: bool = True
    children: list[Value] = field(default_factory=list)


@dataclass(eq=False, slots=True, repr=False)
class Rest(Value):
    """The remaining properties of a record: `{a, ...rest} = v`. `taken` are the keys already named."""

    object: Value
    taken: tuple[str, ...]


@dataclass(eq=False, slots=True, repr=False)
class Element(Value):
    """What an iteration over `iterable` yields: `for x of xs` ("value"), JavaScript's `for k in o` ("key").

    Python's `for x in xs` is "iter": a mapping gives its keys there, everything else its values.
    """

    iterable: Value
    kind: OneOf["value", "key", "iter"] = "value"


@dataclass(eq=False, slots=True, repr=False)
class Default(Value):
    """`value`, or `default` where it is undefined: destructuring defaults."""

    value: Value
    default: Value


@dataclass(eq=False, slots=True, repr=False)
class Logical(Value):
    """A flat chain of one operator: `a || b || c`, `a && b`, `a ?? b`; Python's `or`, `and`."""

    operator: OneOf["or", "and", "coalesce"]
    operands: list[Value]


@dataclass(eq=False, slots=True, repr=False)
class Not(Value):
    """`!x`, `not x`."""

    operand: Value


@dataclass(eq=False, slots=True, repr=False)
class Compare(Value):
    """A comparison of two values. A chained `a < b < c` is a `Logical("and")` of two."""

    operator: OneOf["eq", "ne", "lt", "le", "gt", "ge", "in", "not in", "instanceof"]
    """`==`, `===` and `is` are "eq"; `!=`, `!==` and `is not` are "ne". JavaScript's `k in o` is "in"."""
    left: Value
    right: Value


@dataclass(eq=False, slots=True, repr=False)
class Choice(Value):
    """`test ? then : otherwise`, Python's `then if test else otherwise`."""

    test: Value
    then: Value
    otherwise: Value


@dataclass(eq=False, slots=True, repr=False)
class Template(Value):
    """Text made of parts, in order: template literals, f-strings, `a + b + c`, `"%s" % x`, `"{}".format(x)`.

    Fixed text is a `Literal` string. `plus` says that it was written with `+`, which may also add numbers.
    """

    parts: list[Value]
    plus: bool = False


@dataclass(eq=False, slots=True, repr=False)
class Argument(Node):
    """One argument of a call, or one item of a sequence.

    `name` is a keyword argument's. `spread` is "items" for `...xs` / `*xs` and "entries" for `**kw`.
    """

    value: Value
    name: str | None = None
    spread: OneOf["", "items", "entries"] = ""


@dataclass(eq=False, slots=True, repr=False)
class Call(Value):
    """`callee(arguments)`.

    `new` for JavaScript's `new C()`; `jsx` for an element: `<C a={x}>{kids}</C>` is a call of `C` with
    one `Record` argument that holds the attributes and, where there are any, `children`.
    A tagged template is a call with the template as its first argument, and the values in it as the others.
    `arguments_span` runs from the opening to behind the closing parenthesis (None where there are none, as
    in `new C` and JSX).
    """

    callee: Value
    arguments: list[Argument]
    arguments_span: Span | None = None
    new: bool = False
    jsx: bool = False
    optional: bool = False


@dataclass(eq=False, slots=True, repr=False)
class Entry(Node):
    """One entry of a record. `key` is text, a value (computed), or None for a spread.

    `kind` is "get" or "set" for accessors, whose `value` is a `Function`.
    """

    key: str | Value | None
    value: Value
    key_span: Span
    kind: OneOf["value", "get", "set"] = "value"


@dataclass(eq=False, slots=True, repr=False)
class Record(Value):
    """An object or dict display, in order: later entries overwrite earlier ones."""

    entries: list[Entry]


@dataclass(eq=False, slots=True, repr=False)
class Sequence(Value):
    """An array, list, tuple or set display. A hole is a `Literal(None)`."""

    items: list[Argument]
    kind: OneOf["array", "tuple", "set"] = "array"


@dataclass(eq=False, slots=True, repr=False)
class Await(Value):
    """`await x`."""

    value: Value


@dataclass(eq=False, slots=True, repr=False)
class Yield(Value):
    """`yield x`, or `yield* xs` / `yield from xs` where `delegate`. Its own result is what was sent in."""

    value: Value | None
    delegate: bool = False


@dataclass(eq=False, slots=True, repr=False)
class Store(Value):
    """An assignment, as a value: `(x = v)`, `x ||= v` (`v` is then the whole `x || v`), walrus.

    As a statement it is wrapped in `Evaluate`. The target is a `Name`, `Attribute` or `Index`.
    `x++` and a numeric `x -= 1` store an `Opaque`; `x += v` a `Template(plus=True)`.
    """

    target: Value
    value: Value


@dataclass(eq=False, slots=True, repr=False)
class Comma(Value):
    """`(a, b, c)`: all are evaluated, the last is the value."""

    values: list[Value]


@dataclass(eq=False, slots=True, repr=False)
class Enter(Value):
    """What a context manager hands out: `with manager as x`."""

    manager: Value
    is_async: bool = False


@dataclass(eq=False, slots=True, repr=False)
class Super(Value):
    """The parent's side of `this` / `self` inside `cls`: `super.m`, `super(...)`; Python's `super()`."""

    receiver: Name
    cls: Class | None


@dataclass(eq=False, slots=True, repr=False)
class Imported(Value):
    """A module, or what it exports: `import`, `require("m")`, `import("m")`.

    `module` is the specifier as written (Python's relative ones with their leading dots). `name` is the
    exported name, `"default"`, or `"*"` for the module itself.
    """

    module: str
    name: str


@dataclass(eq=False, slots=True, repr=False)
class Caught(Value):
    """The value that a `catch` / `except` clause has caught."""


@dataclass(eq=False, slots=True, repr=False)
class Opaque(Value):
    """A value that carries none of its operands on: arithmetic, `typeof x`, a regular expression …"""

    children: list[Value]
    label: str = ""


@dataclass(eq=False, slots=True, repr=False)
class Parameter(Node):
    """One parameter. `default` is evaluated in the function's own scope.

    `kind`: "rest" is `...xs` / `*args`, "entries" is `**kwargs`, "keyword" is a Python keyword-only one.
    """

    binding: Binding
    default: Value | None = None
    kind: OneOf["plain", "keyword", "rest", "entries"] = "plain"


@dataclass(eq=False, slots=True, repr=False)
class Function(Value):
    """A function, method, lambda, arrow, generator; and a module's own body (kind "module").

    An arrow with an expression body, or a lambda, has one `Return`. A comprehension is an immediately
    called generator function without parameters: `[f(x) for x in xs if c]` is `Call(Function(generator,
    [Loop(x in xs, [If c: Yield(f(x))])]))`, a dict comprehension yields `Sequence(tuple)` pairs and the
    call is wrapped: `Call(Name("dict"), [that call])`.
    """

    name: str | None
    parameters: list[Parameter]
    body: list[Statement]
    scope: Scope
    kind: OneOf["function", "arrow", "method", "module", "comprehension"] = "function"
    is_async: bool = False
    is_generator: bool = False
    receiver: Binding | None = None
    """`this` or `self`. For a Python method it is also the first of `parameters`. Arrows have none."""
    decorators: list[Value] = field(default_factory=list)
    cls: Class | None = None
    static: bool = False
    """A static method (no receiver is passed), or with `receiver` set, a class method."""
    parent: Function | None = None
    """The function in whose body it is created; None for a module's body."""
    name_span: Span | None = None


@dataclass(eq=False, slots=True, repr=False)
class Member(Node):
    """One member of a class. `value` is a `Function` for methods and accessors. `name` is None where it is
    computed, but for a symbol of the language's own: `[Symbol.iterator]`.

    Instance field initialisers are no members: a front end writes them as `this.x = v` at the head of
    the constructor (behind `super(...)`), making one where there is none. A "field" is on the class
    itself (JavaScript's `static x = v`, Python's class attributes).
    """

    name: str | None
    value: Value | None
    kind: OneOf["method", "get", "set", "field"] = "method"
    static: bool = False
    key: Value | None = None
    """The computed name, where there is one."""


@dataclass(eq=False, slots=True, repr=False)
class Class(Value):
    """A class. The constructor is the method `constructor` (JavaScript) or `__init__` (Python).

    A dataclass, named tuple or the like gets the `__init__` that its library would write.
    """

    name: str | None
    bases: list[Value]
    members: list[Member]
    scope: Scope
    decorators: list[Value] = field(default_factory=list)
    body: list[Statement] = field(default_factory=list)
    """What else runs in the class body, besides its members."""
    fields: tuple[str, ...] = ()
    """Field names in order, where instances unpack and index by position (named tuples)."""
    parent: Function | None = None
    name_span: Span | None = None


# --------------------------------------------------------------------------------------
# Statements


@dataclass(eq=False, slots=True, repr=False)
class Statement(Node):
    """Something that the program does."""


@dataclass(eq=False, slots=True, repr=False)
class Declare(Statement):
    """A binding comes to be, with `value`, or without one (`let x;`, where it is undefined; `var x;`
    and Python's bare annotation lower to nothing).

    `hoisted` for function declarations, which hold from the start of their scope. Python's plain
    assignments to names are `Evaluate(Store(Name, …))`; `def`, `class`, `import`, `for` targets,
    `with … as`, `except … as` are `Declare`.
    """

    binding: Binding
    value: Value | None
    hoisted: bool = False


@dataclass(eq=False, slots=True, repr=False)
class Evaluate(Statement):
    """An expression statement; assignments are the expression `Store`."""

    value: Value


@dataclass(eq=False, slots=True, repr=False)
class Delete(Statement):
    """`delete o.a`, `del x`, `del d["k"]`."""

    target: Value


@dataclass(eq=False, slots=True, repr=False)
class Case(Node):
    """One alternative of a `Branch`. `test` is None for `else` / `default` / `case _`."""

    test: Value | None
    body: list[Statement]


@dataclass(eq=False, slots=True, repr=False)
class Branch(Statement):
    """`if`/`elif`/`else`, `switch`, `match`: the first case whose test holds.

    A `switch` case's test is `Compare("eq", subject, value)`; with `falls_through` control runs on into
    the next body unless it breaks, and a `Break` without a label leaves the branch. A `match` pattern
    that is a value is such a comparison too (an or-pattern a `Logical("or")` of them), with a guard
    joined by "and"; another pattern is `Opaque([subject, …])`, its captures stand at the head of the
    case's body as `Declare`.
    """

    cases: list[Case]
    falls_through: bool = False


@dataclass(eq=False, slots=True, repr=False)
class Loop(Statement):
    """`while`, `for`, `do`. Each round: `head` (targets of an iteration), `test`, `body`, `update`.

    An iteration's target is a `Declare` (or `Evaluate(Store)`) of `Element(iterable)` in `head`, with
    `test` None and `iterates` true. `post_test`: the test stands behind the body (`do … while`).
    `otherwise` is Python's `else`. What runs once before (`for (init; …)`) is a statement before it.
    """

    head: list[Statement]
    test: Value | None
    body: list[Statement]
    update: list[Statement] = field(default_factory=list)
    otherwise: list[Statement] = field(default_factory=list)
    iterates: bool = False
    post_test: bool = False
    label: str | None = None


@dataclass(eq=False, slots=True, repr=False)
class Handler(Node):
    """`catch (e) {…}` / `except E as e:`; its binding is declared with a `Caught` at the body's head.

    `accepts` are the classes whose exceptions it takes; where there are none, it takes all.
    """

    body: list[Statement]
    accepts: tuple[Value, ...] = ()


@dataclass(eq=False, slots=True, repr=False)
class Try(Statement):
    """`try`. `otherwise` is Python's `else`, `final` is `finally`."""

    body: list[Statement]
    handlers: list[Handler]
    otherwise: list[Statement] = field(default_factory=list)
    final: list[Statement] = field(default_factory=list)


@dataclass(eq=False, slots=True, repr=False)
class With(Statement):
    """`with`: the managers are entered, then `body` runs, whose head declares the `Enter` values.

    `managers` are evaluated in order. JavaScript's `using x = v` is a plain `Declare`. `swallows` are
    handlers with empty bodies for what a manager is known to keep from going on (`suppress(KeyError)`).
    """

    managers: list[Value]
    body: list[Statement]
    is_async: bool = False
    swallows: list[Handler] = field(default_factory=list)
    enters: list[Call] = field(default_factory=list)
    leaves: list[Call] = field(default_factory=list)
    """The calls of the managers' methods that entering and leaving make, where there are such."""


@dataclass(eq=False, slots=True, repr=False)
class Block(Statement):
    """Statements with a scope of their own, or a labelled statement."""

    body: list[Statement]
    label: str | None = None


@dataclass(eq=False, slots=True, repr=False)
class Return(Statement):
    """`return value`."""

    value: Value | None


@dataclass(eq=False, slots=True, repr=False)
class Throw(Statement):
    """`throw value`, `raise value`; a bare `raise` throws a `Caught`. A Python `assert c` is
    `Branch([Case(Not(c), [Throw])])`."""

    value: Value | None


@dataclass(eq=False, slots=True, repr=False)
class Break(Statement):
    """`break`, to a label."""

    label: str | None = None


@dataclass(eq=False, slots=True, repr=False)
class Continue(Statement):
    """`continue`, to a label."""

    label: str | None = None


# --------------------------------------------------------------------------------------
# Modules


@dataclass(eq=False, slots=True, repr=False)
class Export(Node):
    """One line of a module's face.

    `exported` is the outer name (`"default"`, or `"*"` for everything of `source`). `value` is what it
    is (a `Name` of a local binding, or the default expression); for a re-export it is an `Imported`.
    CommonJS `exports.a = v` and `module.exports = v` (as `"default"`, and a record's own keys each) count.
    A Python module has none: its face is its module scope, and `public` where `__all__` is a literal.
    """

    exported: str
    value: Value


@dataclass(eq=False, slots=True, repr=False)
class Comment:
    """A comment, delimiters included."""

    span: Span
    text: str


@dataclass(eq=False, slots=True, repr=False)
class Problem:
    """What kept a part of a file from being understood: a syntax error, or nesting too deep."""

    span: Span
    message: str


@dataclass(eq=False, slots=True, repr=False)
class Module:
    """One lowered source file."""

    path: str
    language: OneOf["typescript", "python"]
    """"typescript" also for TSX, JavaScript and JSX."""
    source: bytes
    body: Function
    exports: list[Export] = field(default_factory=list)
    public: tuple[str, ...] | None = None
    existing: list[Declare] = field(default_factory=list)
    """Global objects that are there before the program begins, and that it changes."""
    comments: list[Comment] = field(default_factory=list)
    """All of them where one may suppress findings, else none."""
    problems: list[Problem] = field(default_factory=list)
    statements: list[Span] = field(default_factory=list)
    """The spans of all statements, compound ones by their header alone, JSX elements' opening tags
    included: where a suppression counts for the whole statement."""
    truncated: bool = False


# --------------------------------------------------------------------------------------
# Walking
