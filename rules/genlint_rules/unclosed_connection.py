"""GEN205: a connection is opened for a generation, and nothing closes it."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.findings import Applicability, Confidence, Finding, Fix, FlowStep
from genlint.model.ir import (
    Attribute,
    Await,
    Call,
    Declare,
    Function,
    Literal,
    Loop,
    Module,
    Node,
    Template,
    Value,
)
from genlint.model.traverse import walk
from genlint.rule import Context, Example, Rule

from genlint_rules.domain.closing import Custody, closes_with_owner, custody
from genlint_rules.domain.connections import Connection
from genlint_rules.domain.inputs import direct, options
from genlint_rules.domain.moments import Moment, Moments
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.report import head, place, quoted
from genlint_rules.domain.traces import source_text
from genlint_rules.domain.usage import Usage, path_of
from genlint_rules.words import split, word_set

_SIGNALS = word_set("signal abort_signal abortSignal cancel_token cancelToken")

# The methods that end what these begin.
_COUNTERPARTS = {
    "connectedCallback": "disconnectedCallback",
    "componentDidMount": "componentWillUnmount",
    "ngOnInit": "ngOnDestroy",
    "ngAfterViewInit": "ngOnDestroy",
    "__enter__": "__exit__",
    "__aenter__": "__aexit__",
}

# What ends that which a client's method began.
_ENDINGS = {"connect": "disconnect", "subscribe": "unsubscribe", "start": "stop", "run": "stop"}


class UnclosedConnection(Rule):
    """See `documentation`."""

    code = "GEN205"
    name = "unclosed-connection"
    summary = "a connection is opened for a generation and nothing closes it when that ends"
    documentation = """\
## What it does

Finds `new EventSource(…)`, `new WebSocket(…)` and their kin, and Python's SSE and WebSocket clients, that are
opened for a generation in an effect, while an object is built, or in an async function, and that nothing
closes: no cleanup, no `finally`, no `with`, no method of the class, no handler of the event that tells the
end. A handler of errors doesn't count, for most generations don't fail. The rule is silent where somebody
out of sight gets the connection: a caller, a function, a store.

## Why is this bad?

The connection outlives the generation. Each one that follows adds another, which all bring the same events;
the browser allows six to a host, and the server keeps every one of them.

## What to do instead

Close it where the code that opened it ends: in the function that an effect returns, in `finally`, in
`disconnectedCallback`, with `async with`. Or hand the call a signal and abort that.

## How to configure it

`extend-closing-calls` names more methods that end a connection, `extend-openings` more calls that open one,
`extend-opening-methods` more methods that make a client connect, `extend-building-methods` more methods that
bring an object to life, `extend-effects` more hooks that run a function. The rule is silent in test files.
"""
    examples = (
        Example(
            "ts",
            bad="""\
export function useFileProgress(fileId: string, isGenerating: boolean, show: Show) {
  useEffect(() => {
    if (!isGenerating) return;
    const source = new EventSource(`/api/events/file.${fileId}`);
    source.onmessage = (event) => show(event.data);
  }, [fileId, isGenerating, show]);
}
""",
            good="""\
export function useFileProgress(fileId: string, isGenerating: boolean, show: Show) {
  useEffect(() => {
    if (!isGenerating) return;
    const source = new EventSource(`/api/events/file.${fileId}`);
    source.onmessage = (event) => show(event.data);
    return () => source.close();
  }, [fileId, isGenerating, show]);
}
""",
        ),
        Example(
            "py",
            bad="""\
class Viewer:
    async def listen(self) -> None:
        if not self.is_generating:
            return
        socket = await websockets.connect(f"wss://pictures.example/events/file.{self.file_id}")
        async for message in socket:
            self.show(message)
""",
            good="""\
class Viewer:
    async def listen(self) -> None:
        if not self.is_generating:
            return
        async with websockets.connect(f"wss://pictures.example/events/file.{self.file_id}") as socket:
            async for message in socket:
                self.show(message)
""",
        ),
    )

    def check(self, context: Context) -> Iterable[Finding]:
        if context.is_test_file:
            return
        reading = Reading.of(context)
        opened = [
            (each, call) for each in reading.connections if (call := _opener(reading, each)) is not None
        ]
        if not opened:
            return
        moments = Moments(reading)
        for connection, call in opened:
            moment = moments.of(call)
            if moment is None or _ends_by_itself(reading, call) or closes_with_owner(reading, call):
                continue
            found = custody(reading, call)
            if found.escapes or (not _opens_at_once(reading, call) and found.starts is None):
                continue
            if all(_is_before(reading, call, closing) for closing in found.closings):
                yield self._finding(reading, connection, call, moment, found)

    def _finding(
        self, reading: Reading, connection: Connection, call: Call, moment: Moment, found: Custody
    ) -> Finding:
        slot = connection.slots[0]
        location = head(reading.module, call)
        if found.on_error:
            ending = "only an error closes it"
        elif found.closings:
            ending = "it is closed only to be opened again"
        else:
            ending = "nothing closes it when the generation ends"
        advice = _advice(reading, connection, call, moment, found)
        steps = [FlowStep(place(slot.module, slot.value), "a generation's channel")]
        steps += [FlowStep(place(reading.module, node), "closed on an error") for node in found.on_error]
        steps += [FlowStep(place(reading.module, node), "closed before") for node in found.closings]
        return Finding(
            code=self.code,
            name=self.name,
            message=f"`{connection.title}` is opened for {quoted(slot.module, slot.value)} "
            f"{_when(moment)}, and {ending}",
            help=advice,
            confidence=_confidence(reading, call, moment, found),
            location=location,
            flow=(*steps, FlowStep(location, "opened here")),
            fixes=(Fix(advice, Applicability.DISPLAY),),
        )


# -- What is judged -----------------------------------------------------------------------------------


def _opener(reading: Reading, connection: Connection) -> Call | None:
    """The call that opens a connection, or makes a client that does so; None for hooks and options."""
    call = connection.call
    if call is None or call.jsx or reading.callees.is_hook(call):
        return None
    if _opens_at_once(reading, call) or (connection.by == "name" and reading.callees.is_constructor(call)):
        return call
    return None


def _opens_at_once(reading: Reading, call: Call) -> bool:
    return reading.callees.matching("openings", call) is not None


def _ends_by_itself(reading: Reading, call: Call) -> bool:
    """Whether a signal may abort it, its function in sight closes it, or the code waits for its end."""
    program, module = reading.program, reading.module
    own = direct(program, module, call)
    for given in own.inputs:
        if given.name in _SIGNALS:
            return True
        holders = options(program, module, given.value)
        if any(each.name in _SIGNALS for holder in holders for each in holder.inputs):
            return True
        known = bool(holders) or isinstance(given.value, (Literal, Template, Function))
        hidden = not known or any(holder.open for holder in holders)
        if hidden and given.index and not call.new and not reading.is_python:
            # Options of a function that are out of sight may hold a signal.
            return True
    if _is_fetch(reading, call) and any(
        isinstance(parent, Await) for parent in Usage.of(reading).parents.get(call, [])
    ):
        return True
    return any(
        isinstance(callee.target, Function) and _closes_something(reading, callee.target)
        for callee in program.callees(module, call)
    )


def _is_fetch(reading: Reading, call: Call) -> bool:
    return any(split(name[-1])[:1] == ("fetch",) for name in reading.callees.names(call))


def _closes_something(reading: Reading, function: Function) -> bool:
    keys = (getattr(node, "key", None) for node in walk(function))
    return any(isinstance(key, str) and reading.lexicon.matches("closing-calls", split(key)) for key in keys)


def _is_before(reading: Reading, call: Call, closing: Node) -> bool:
    """Whether a closing only makes room for the connection: it stands before the call, in the function that
    opens it, and is reached only where the call is."""
    usage = Usage.of(reading)
    opener = reading.program.function_of(reading.module, call)
    if not closing.span[0] < call.span[0] or _function_around(usage, closing) is not opener:
        return False
    around = _ancestors(usage, closing)
    if any(isinstance(node, Loop) for node in around):
        return False
    node = next((each for each in around if isinstance(each, Call)), None)
    if node is None:
        return False
    held = {source_text(reading.module, closing).replace("?", "").rsplit(".", 1)[0]}
    guards = reading.program.guards(reading.module, call)
    known = {(guard.condition, guard.holds) for guard in guards}
    return all(
        (guard.condition, guard.holds) in known or _asks_only(reading.module, guard.condition, held)
        for guard in reading.program.guards(reading.module, node)
    )


def _asks_only(module: Module, condition: Value, held: set[str]) -> bool:
    """Whether a condition asks for nothing but whether there is a connection."""
    found = path_of(condition)
    return found is not None and source_text(module, condition).replace("?", "") in held


def _ancestors(usage: Usage, node: Node) -> list[Node]:
    found: list[Node] = []
    current: Node | None = node
    while current is not None:
        current = next(iter(usage.parents.get(current, [])), None)
        if current is None or isinstance(current, Function):
            break
        found.append(current)
    return found


def _function_around(usage: Usage, node: Node) -> Function | None:
    current: Node | None = node
    while current is not None and not isinstance(current, Function):
        current = next(iter(usage.parents.get(current, [])), None)
    return current


# -- Words for people ---------------------------------------------------------------------------------


def _confidence(reading: Reading, call: Call, moment: Moment, found: Custody) -> Confidence:
    """Lower where a function or a client out of sight may do more than its name says, and where others may
    reach the connection in an object's field: low, if they also decide when it opens."""
    field = isinstance(found.holder, Attribute) and found.holder.key != "current"
    if field and moment.kind == "async" and not _holder_key(found).startswith(("_", "#")):
        return Confidence.LOW
    real = (reading.is_python or call.new) and _opens_at_once(reading, call)
    return Confidence.HIGH if real and not field else Confidence.MEDIUM


def _holder_key(found: Custody) -> str:
    return found.holder.key if isinstance(found.holder, Attribute) else ""


def _when(moment: Moment) -> str:
    if moment.kind == "effect":
        return "in an effect"
    name = moment.function.name
    if moment.kind == "building":
        return "when the object is built" if name in ("constructor", "__init__") else f"in `{name}`"
    return f"in `{name}`" if name else "in an async function"


def _advice(reading: Reading, connection: Connection, call: Call, moment: Moment, found: Custody) -> str:
    """How to close it there, in the user's own names."""
    in_effect = moment.kind == "effect"
    if _is_fetch(reading, call):
        ending = "return `() => controller.abort()`" if in_effect else "abort that when the generation ends"
        return f"hand it the `signal` of an `AbortController`, and {ending}"
    holder = _holder_name(reading, connection, found)
    closing = f"{holder}.{_ENDINGS.get(found.starts or '', 'close')}"
    method = _COUNTERPARTS.get(moment.function.name or "", "close")
    if reading.is_python:
        if in_effect:
            return f"return a cleanup from the effect: `return {closing}`"
        if moment.kind == "building":
            return f"give the class a `{method}` method that calls `{closing}()`"
        if "." in holder:
            return f"give the class a method that calls `{closing}()`, or open it with `async with`"
        return f"open it with `async with`, or call `{closing}()` in a `finally`"
    if in_effect:
        return f"return a cleanup from the effect: `return () => {closing}();`"
    if moment.kind == "building" or holder.startswith("this."):
        return f"close it where the object ends: `{method}() {{ {closing}(); }}`"
    return f"call `{closing}()` in a `finally`, or in the handler of the generation's last event"


def _holder_name(reading: Reading, connection: Connection, found: Custody) -> str:
    holder = found.holder
    if isinstance(holder, Declare):
        return holder.binding.name
    if holder is not None:
        text = " ".join(source_text(reading.module, holder).split())
        return f"{text}?" if text.endswith(".current") else text
    return "socket" if "socket" in connection.title.lower() else "source"
