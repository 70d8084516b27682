"""What a call is given: its arguments by position and keyword, and what its options records hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from genlint.model.ir import Argument, Call, Class, Function, Literal, Module, Parameter, Record, Value
from genlint.model.program import Frame, FullPath, Invocation, Program, Shape
from genlint.records import dataclass, replace

_SPREAD = 2
"""How many items of a spread sequence are looked at."""


@dataclass(frozen=True, eq=False, slots=True)
class Input:
    """One value that a call is given.

    `name` is the property's, the keyword's, or that of the parameter that a positional argument fills
    (where the callee is in sight). `index` is the position of a positional argument. `holder` is the
    node that gives it: the call itself, or the options record.
    """

    value: Value
    name: str | None
    index: int | None
    holder: Record | Call
    module: Module
    path: FullPath = ()
    """The part of `value` that is given: an item of a sequence that is spread over positions."""
    context: Frame | None = None
    """The caller in whose eyes it is given, where the callee is what that one hands in."""
    spread: Value | None = None
    """What is spread over the keywords of a call (`**options`), where `value` comes from there."""


@dataclass(frozen=True, eq=False, slots=True)
class Holder:
    """A record, a constructed options object, or the call itself, as a bearer of named values.

    `open` says that it may hold values that can't be seen (a spread of something unknown).
    `absent` are parameters with a default that the call leaves out, where the callee is in sight.
    """

    node: Record | Call
    module: Module
    inputs: tuple[Input, ...]
    open: bool
    absent: tuple[Parameter, ...] = ()

    def get(self, names: Iterable[str]) -> Input | None:
        """The first input with one of these names."""
        wanted = set(names)
        return next((each for each in self.inputs if each.name in wanted), None)


def parameters_of(target: Function | Class) -> list[Parameter]:
    """The parameters that arguments fill: without the receiver, and of a class those of its constructor."""
    if isinstance(target, Function):
        function: Function | None = target
    else:
        function = next(
            (
                member.value
                for member in target.members
                if member.name in ("__init__", "constructor") and isinstance(member.value, Function)
            ),
            None,
        )
    if function is None:
        return []
    return [each for each in function.parameters if each.binding is not function.receiver]


def direct(program: Program, module: Module, call: Call) -> Holder:
    """The call itself as a holder: keywords, and positional arguments with their parameters' names."""
    targets = program.callees(module, call)
    parameters = parameters_of(targets[0].target) if len(targets) == 1 else []
    plain = [each for each in parameters if each.kind == "plain"]
    inputs: list[Input] = []
    filled: set[str] = set()
    hidden = False
    position = 0
    for argument in call.arguments:
        if argument.spread == "entries":
            spread = options(program, module, argument.value)
            hidden = hidden or not spread or any(holder.open for holder in spread)
            inputs.extend(
                replace(given, holder=call, spread=argument.value)
                for holder in spread
                for given in holder.inputs
            )
            filled.update(
                given.name for holder in spread for given in holder.inputs if given.name is not None
            )
            continue
        if argument.spread:
            # How many items there are isn't known, but where the first ones go is.
            if not hidden:
                inputs.extend(
                    Input(argument.value, None, position + item, call, module, (item,))
                    for item in range(_SPREAD)
                )
            hidden = True
            continue
        if argument.name is not None:
            inputs.append(Input(argument.value, argument.name, None, call, module))
            filled.add(argument.name)
            continue
        name = plain[position].binding.name if position < len(plain) else None
        if name is not None and name.startswith("#"):
            name = None
        if name is not None:
            filled.add(name)
        inputs.append(Input(argument.value, name, None if hidden else position, call, module))
        position += 1
    absent = tuple(
        each for each in parameters if each.default is not None and each.binding.name not in filled
    )
    return Holder(call, module, tuple(inputs), hidden, () if hidden else absent)


def indirect(module: Module, invocation: Invocation) -> Holder:
    """As `direct`, of a call by `call`, `apply`, `bind`, `partial`, a library, or in a caller's eyes."""
    inputs: list[Input] = []
    for handed in invocation.arguments:
        slot, call = handed.slot, invocation.call
        if handed.index is None:
            if handed.keyword is not None:
                inputs.append(Input(slot.value, handed.keyword, None, call, module, slot.path, slot.context))
            continue
        paths = [(*slot.path, item) for item in range(_SPREAD)] if handed.spread else [slot.path]
        inputs.extend(
            Input(slot.value, None, handed.index + offset, call, module, path, slot.context)
            for offset, path in enumerate(paths)
        )
    return Holder(invocation.call, module, tuple(inputs), open=False)


def positional(call: Call) -> Iterator[tuple[int, Argument]]:
    """The positional arguments before any spread, with their positions."""
    position = 0
    for argument in call.arguments:
        if argument.spread:
            return
        if argument.name is None:
            yield position, argument
            position += 1


def options(program: Program, module: Module, value: Value) -> list[Holder]:
    """The records and constructed objects that `value` may be."""
    if isinstance(value, (Function, Literal)):
        return []
    return [
        holder_of(program, shape) for shape in program.shapes(module, value) if _is_object(program, shape)
    ]


def _is_object(program: Program, shape: Shape) -> bool:
    """Whether a shape is an object that holds what it is made of: a record, a class's instance, `dict(…)`."""
    call = shape.node
    if isinstance(call, Record):
        return True
    targets = program.callees(shape.module, call)
    if targets:
        return all(isinstance(callee.target, Class) for callee in targets)
    names = program.callee_names(shape.module, call)
    return call.new or any(name[-1] == "dict" or name[-1][:1].isupper() for name in names if name)


def holder_of(program: Program, shape: Shape) -> Holder:
    """A shape with its values. What a constructor's own default gives is `absent`."""
    if isinstance(shape.node, Record):
        inputs = [Input(value, key, None, shape.node, shape.module) for key, value in shape.values.items()]
        return Holder(shape.node, shape.module, tuple(inputs), shape.open)
    own = direct(program, shape.module, shape.node)
    defaults = {each.binding.name: each.default for each in own.absent}
    given = {each.name for each in own.inputs}
    stored = [
        Input(value, key, None, shape.node, shape.module)
        for key, value in shape.values.items()
        if key not in given and defaults.get(key) is not value
    ]
    names = {each.name for each in stored}
    return Holder(
        shape.node,
        shape.module,
        (*own.inputs, *stored),
        own.open,
        tuple(each for each in own.absent if each.binding.name not in names),
    )
