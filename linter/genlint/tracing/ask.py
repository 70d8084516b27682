"""Asks the model and the rule sets for one place, and puts what they say together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal as OneOf

from genlint.engine import Engine
from genlint.errors import UsageError
from genlint.findings import Confidence, Finding, FlowStep, Location
from genlint.model import ir
from genlint.model.positions import Positions
from genlint.model.program import AnyOf, Atom, Fact, Flow, Known, Program, Step, StepKind
from genlint.rule import Context, Reader, Remark, Rule
from genlint.run_codes import INTERNAL_ERROR
from genlint.screen import Unread, Vanished, read
from genlint.source import SourceText
from genlint.tracing import words
from genlint.tracing.answers import Answer, Concern, Condition, Judgement, Origin, Part, Trace
from genlint.tracing.place import Spot


def trace(engine: Engine, spot: Spot) -> Trace:
    """The answers for a place. Raises `UsageError` where there is no file, no such line, no expression."""
    path = engine.absolute(spot.path)
    source = _read(spot.path, path)
    try:
        # First as a run does it, so that what is said here is what a run says.
        result = engine.check_source(path, source)
        context = engine.context(path, source)
    except UnicodeError as error:
        raise UsageError(f"{spot.path} can't be decoded: {error}") from None
    except RecursionError:
        raise UsageError(f"{spot.path} is nested too deeply") from None
    module = context.module
    text = SourceText(module.source)
    positions = Positions(module)
    asked = _Asked(engine, context, positions, result.findings)
    answers = [asked.answer(value) for value in _values(spot, text, positions)]
    if spot.column is None and any(answer.watched for answer in answers):
        answers = [answer for answer in answers if answer.watched]
    notes: list[str] = []
    if result.skipped:
        notes.append(f"a run does not judge this file: {result.skipped[0][1]}")
    elif result.screened:
        notes.append("a run does not parse this file: it lacks the words that every finding needs")
    notes += [finding.message for finding in result.findings if finding.code == INTERNAL_ERROR.code]
    if module.problems:
        line, column = text.position(module.problems[0].span[0])
        notes.append(f"a part of the file can't be parsed, at {line}:{column}: {module.problems[0].message}")
    return Trace(tuple(answers), tuple(notes), asked.sources)


def _read(shown: str, path: str) -> bytes:
    from genlint.discover import SUFFIXES

    try:
        source = read(path, follow=True)
    except Vanished:
        raise UsageError(f"no such file: {shown}") from None
    except Unread as error:
        raise UsageError(f"{shown} can't be read: {error.reason}") from None
    if not path.lower().endswith(SUFFIXES):
        raise UsageError(f"{shown} is neither TypeScript, JavaScript nor Python")
    return source


def _values(spot: Spot, text: SourceText, positions: Positions) -> list[ir.Value]:
    last = text.line_count
    if spot.line > last:
        lines = "1 line" if last == 1 else f"{last} lines"
        raise UsageError(f"{spot.path} has {lines}, and no line {spot.line}")
    start, stop = text.line_span(spot.line)
    if spot.column is None:
        values = positions.between(start, stop)
        if values:
            return values
        offset, where = start, f"on line {spot.line} of {spot.path}"
    else:
        offset = text.offset(spot.line, spot.column)
        width = len(text.line_text(spot.line))
        if spot.column > width:
            behind = f"behind the line's {width} columns" if width else "where the line is empty"
            where = f"at {spot.path}:{spot.line}:{spot.column}, {behind}"
        else:
            where = f"at {spot.path}:{spot.line}:{spot.column}"
            value = positions.at(offset)
            if value is not None:
                return [value]
    nearest = positions.nearest(offset)
    hint = ""
    if nearest is not None:
        line, column = text.position(nearest.span[0])
        found = text.data[slice(*nearest.span)].decode("utf-8", "replace").split("\n")[0].strip()
        hint = f"; the nearest is `{found[:60]}` at {line}:{column}"
    raise UsageError(f"there is no expression {where}{hint}")


class _Asked:
    """One file that is asked about."""

    def __init__(
        self, engine: Engine, context: Context, positions: Positions, reported: Iterable[Finding]
    ) -> None:
        self.engine = engine
        self.context = context
        self.program: Program = context.program
        self.module = context.module
        self.positions = positions
        self.readers: tuple[Reader, ...] = engine.readers(context)
        self.judge = _AnyJudge(self.readers)
        self.reported = set(reported)
        self.findings = [finding for rule in engine.rules() for finding in _found(rule, context)]
        self.sources: dict[str, bytes] = {self.module.path: self.module.source}

    def answer(self, value: ir.Value) -> Answer:
        """All that there is to say of one expression."""
        flows = _without_open(self.program.origins(self.module, value))
        remarks = tuple(remark for reader in self.readers for remark in reader.remarks(value))
        for remark in remarks:
            self._keep(remark)
        condition = self._condition(value, flows)
        concerns = tuple(self._concerns(value))
        named = any(self._identity(flow) for flow in flows)
        return Answer(
            words.place(self.module, value),
            words.code(self.module, value),
            remarks or tuple(Remark(reader.nothing) for reader in self.readers),
            bool(remarks or condition or concerns or named),
            self._origins(flows),
            condition,
            concerns,
        )

    def _keep(self, remark: Remark) -> None:
        """Have the text at hand of the file that a remark speaks of."""
        if remark.location is not None and remark.location.path not in self.sources:
            module = self.program.module_at(remark.location.path)
            if module is not None:
                self.sources[module.path] = module.source

    # -- where it comes from --------------------------------------------------------------------------

    def _origins(self, flows: list[Flow]) -> tuple[Origin, ...]:
        found: dict[tuple[str, tuple[FlowStep, ...]], Origin] = {}
        for flow in sorted(flows, key=self._rank):
            if _is_own_truth(flow) or self._is_idle(flow, flows):
                continue  # what a condition is made of is told apart
            origin = self._origin(flow, flows)
            found.setdefault((origin.title, origin.steps), origin)
            self.sources.update((step.module.path, step.module.source) for step in flow.steps)
        return tuple(found.values())

    def _is_idle(self, flow: Flow, flows: list[Flow]) -> bool:
        """Whether a flow brings nothing, and another one what it would bring."""
        if not words.is_nothing(flow.origin):
            return False
        mine = self._identity(flow)
        for other in flows:
            its = self._identity(other)
            same = its[0] == mine[0] if its is not None and mine is not None else its is mine
            if same and not words.is_nothing(other.origin):
                return True
        return False

    def _rank(self, flow: Flow) -> int:
        """Named IDs first, then what says nothing, constants last."""
        return 0 if self._identity(flow) else 2 if words.is_literal(flow.origin) else 1

    def _identity(self, flow: Flow) -> tuple[str, Step] | None:
        for reader in self.readers:
            found = reader.identity(flow)
            if found is not None:
                return found
        return None

    def _origin(self, flow: Flow, flows: list[Flow]) -> Origin:
        start = words.start_of(flow)
        identity = self._identity(flow)
        notes: list[str] = []
        if identity is not None:
            reading, step = identity
            title = f"{reading} {words.named(step)}"
            first = (
                f"{reading} {words.named(step)} enters" if step is start else f"{words.named(start)} enters"
            )
        elif (made := words.made(start)) is not None:
            reading, title = made
            first = title
        else:
            reading = "neutral"
            title = f"{words.named(start)}, a name that says nothing"
            first = f"{words.named(start)} enters"
        steps = words.steps_of(flow, first)
        if identity is not None:
            at = _number(steps, identity[1], start)
            notes.append(f"read as a {reading} by the name {words.named(identity[1])}{at}")
        elif reading == "neutral":
            notes.append("no name on the way is that of an ID which the rules know")
        others = self._instead(flow, flows)
        if others:
            title += ", one alternative of a fallback"
            notes.append(f"a fallback: instead of it may come {' or '.join(others)}")
        notes.append(words.end(self.program, start))
        if not flow.complete:
            notes.append(
                "the walk was cut short: it took more steps than one question may, and may miss origins"
            )
        return Origin(reading, title, steps, bool(others), tuple(notes), flow.complete)

    def _instead(self, flow: Flow, flows: list[Flow]) -> list[str]:
        """What the choices on the way of a named ID take instead of it, where that is another thing."""
        mine = self._identity(flow)
        wholes = {step.whole for step in flow.choices() if step.whole is not None}
        if mine is None or not wholes:
            return []
        found: dict[str, None] = {}
        for other in flows:
            its = self._identity(other)
            if other is flow or (its is not None and its[0] == mine[0]):
                continue
            if its is None and words.is_literal(other.origin):
                continue
            if wholes & {step.whole for step in other.choices()}:
                step = its[1] if its is not None else other.origin
                found[f"the {its[0]} {words.named(step)}" if its is not None else words.named(step)] = None
        return list(found)

    # -- what it implies ------------------------------------------------------------------------------

    def _condition(self, value: ir.Value, flows: list[Flow]) -> Condition | None:
        judgements = []
        asserts = False
        for reader in self.readers:
            verdict = self.program.implies(self.module, value, reader.judge)
            asserts |= verdict.holds and any(not isinstance(atom.node, ir.Literal) for atom in verdict.atoms)
            because = dict.fromkeys(self._because(atom) for atom in verdict.atoms)
            judgements.append(Judgement(reader.state, verdict.holds, tuple(because), verdict.complete))
        if not asserts and not self._is_condition(value, flows):
            return None
        known = self.program.known(self.module, value, self.judge)
        return Condition(None if known is None else self._parts(known), tuple(judgements))

    def _because(self, atom: Atom) -> Remark:
        """A part of a condition that decides; the model knows no node of a parameter, but its name."""
        if atom.node.span == (0, 0):
            return Remark(f"`{'.'.join(atom.name)}`")
        self.sources[atom.module.path] = atom.module.source
        return Remark(words.quoted(atom.module, atom.node), words.place(atom.module, atom.node))

    def _is_condition(self, value: ir.Value, flows: list[Flow]) -> bool:
        """Whether something hangs on the truth of a value, or it is true or false by all that is seen."""
        if self.positions.is_test(value) or any(reader.is_switch(value) for reader in self.readers):
            return True
        origins = [flow.origin.node for flow in flows]
        return bool(origins) and all(_is_truth(node) for node in origins)

    def _parts(self, known: Known) -> tuple[Part, ...]:
        parts: list[Part] = []
        for each in known:
            if not isinstance(each, AnyOf):
                self.sources[each.module.path] = each.module.source
                where = words.place(each.module, each.node)
                parts.append(Part(words.fact(each), where, self._state(each)))
            else:
                inner = tuple(self._parts(alternative) for alternative in each.alternatives)
                parts.append(Part("one of these holds", None, "", inner))
        # Two conditions may say the same thing.
        return tuple({(part.text, part.alternatives): part for part in reversed(parts)}.values())[::-1]

    def _state(self, fact: Fact) -> str:
        """What a fact says by itself of what the rule sets ask for."""
        for reader in self.readers:
            if self.program.implies(fact.module, fact.node, reader.judge, fact.holds).holds:
                return reader.state
        return ""

    # -- findings -------------------------------------------------------------------------------------

    def _concerns(self, value: ir.Value) -> Iterable[Concern]:
        own = words.place(self.module, value)
        for finding in sorted(dict.fromkeys(self.findings), key=lambda each: each.sort_key()):
            at = finding.location
            places = [step.location for step in finding.flow]
            if own in places or _overlap(own, at):
                yield Concern(finding, None if finding in self.reported else self._hidden(finding))

    def _hidden(self, finding: Finding) -> str:
        settings = self.engine.settings_for(self.module.path)
        if not settings.allows(finding.code, settings.ignored_in(self.module.path)):
            return "the configuration leaves this code out"
        if finding.confidence < settings.min_confidence:
            return f"its confidence is {finding.confidence}, below {Confidence(settings.min_confidence)}"
        return "a comment suppresses it, or a run does not judge this file"


class _AnyJudge:
    """What any rule set says of a name."""

    def __init__(self, readers: tuple[Reader, ...]) -> None:
        self.judges = [reader.judge for reader in readers]

    def state(self, name: tuple[str, ...]) -> bool | None:
        return next((said for judge in self.judges if (said := judge.state(name)) is not None), None)

    def status(self, name: tuple[str, ...], operator: OneOf["eq", "ne"], values: tuple[object, ...]) -> bool:
        return any(judge.status(name, operator, values) for judge in self.judges)

    def member(
        self, name: tuple[str, ...], container: tuple[str, ...], operator: OneOf["in", "not in"]
    ) -> bool:
        return any(judge.member(name, container, operator) for judge in self.judges)


def _found(rule: Rule, context: Context) -> list[Finding]:
    """What a rule finds; nothing where it fails, which the run before has told."""
    try:
        return list(rule.check(context))
    except Exception:
        return []


def _without_open(flows: tuple[Flow, ...]) -> list[Flow]:
    """The flows, but for those that end at a parameter which callers in sight hand in."""
    handed = {
        before.node
        for flow in flows
        for before, step in zip(flow.steps, flow.steps[1:], strict=False)
        if step.kind is StepKind.ARGUMENT
    }
    return [
        flow for flow in flows if flow.origin.kind is not StepKind.PARAMETER or flow.origin.node not in handed
    ]


def _number(steps: tuple[FlowStep, ...], step: Step, start: Step) -> str:
    """Where a step is in what is shown: " (step 2)"; empty for the only one, and for what is not shown."""
    where = words.place(step.module, step.node)
    if len(steps) == 1:
        return ""
    numbers = [number for number, each in enumerate(steps, 1) if each.location == where]
    if step is start:
        numbers = [1]
    return f" (step {numbers[0]})" if numbers else ""


def _is_truth(node: ir.Node) -> bool:
    if isinstance(node, ir.Literal):
        return isinstance(node.value, bool)
    return isinstance(node, (ir.Not, ir.Compare))


def _is_own_truth(flow: Flow) -> bool:
    """Whether a flow begins at a condition within the very expression that is asked for."""
    use, start = flow.steps[0], flow.origin
    return (
        _is_truth(start.node)
        and start.module is use.module
        and use.node.span[0] <= start.node.span[0]
        and start.node.span[1] <= use.node.span[1]
    )


def _overlap(one: Location, other: Location) -> bool:
    """Whether one of two places is within the other."""
    if one.path != other.path:
        return False
    return (one.start <= other.start and other.end <= one.end) or (
        other.start <= one.start and one.end <= other.end
    )
