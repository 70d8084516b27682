"""What the rules' fixes share: from edits, or the reason why there are none, to fixes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from genlint.findings import Applicability, Fix
from genlint.model.ir import Binding, Call, Declare, Default, Function, Module, Name, Node, Value
from genlint.model.traverse import walk
from genlint.records import dataclass, replace
from genlint.writer import CannotWrite, Edits, Writer, combine, writer_for

from genlint_rules.domain.generation_state import States, Term
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.surroundings import Surroundings, is_within


@dataclass(frozen=True)
class Bench:
    """All that a fix in one module is made with."""

    reading: Reading
    states: States
    writer: Writer

    @classmethod
    def of(cls, reading: Reading, module: Module) -> Bench:
        """The bench of a module, which may be another one than the reading's."""
        if module is not reading.module:
            reading = Reading.of(replace(reading.context, module=module))
        return cls(reading, States.of(reading), writer_for(module))

    @property
    def surroundings(self) -> Surroundings:
        """What stands around places of the module."""
        return self.states.surroundings

    @property
    def module(self) -> Module:
        """The module that is written in."""
        return self.reading.module

    # -- Dependencies ---------------------------------------------------------------------------------

    def dependencies(self, *wanted: tuple[Node, Iterable[Term]]) -> Edits:
        """The dependency lists of the memos, callbacks and effects around nodes, with the terms that each
        of them is to read.

        Raises `CannotWrite` for a list that is written elsewhere.
        """
        lists: dict[Call, dict[str, None]] = {}
        for node, terms in wanted:
            terms = tuple(terms)
            for function in self.surroundings.functions(node):
                for call in self.surroundings.runners(function):
                    if self.reading.callees.is_hook(call):
                        outside = [term.text for term in terms if self._is_reactive(term, function, call)]
                        lists.setdefault(call, {}).update(dict.fromkeys(outside))
        return combine(*(self.writer.extend_dependencies(call, list(names)) for call, names in lists.items()))

    def _is_reactive(self, term: Term, function: Function, call: Call) -> bool:
        """Whether a function that a hook runs reads a name from the render around it."""
        if not isinstance(term.root, Binding):
            return isinstance(term.root, str)
        if is_within(term.root.scope, function.scope):
            return False
        # What a module declares never changes for a component; outside of all functions there is none.
        return term.root.scope.kind != "module" or self.surroundings.function(call).kind == "module"

    def require_declared(self, terms: Iterable[Term], offset: int) -> None:
        """Raise `CannotWrite` unless all names are declared before `offset`."""
        for term in terms:
            root = term.root
            if isinstance(root, Binding) and root.kind in ("variable", "constant") and root.span[1] > offset:
                raise CannotWrite(f"`{term.text}` is declared only later")

    # -- IDs --------------------------------------------------------------------------------------------

    def term_at(self, node: Node, at: Node) -> Term | None:
        """A dotted name as it could be read at another place; None where it means something else there."""
        surroundings = self.surroundings
        found = surroundings.dotted(node) if isinstance(node, Value) else None
        text = self.writer.text_of(node)
        names = [each for each in walk(node) if isinstance(each, Name)]
        if found is None or len(names) != 1 or "\n" in text:
            return None
        scope, first = surroundings.scope(at), names[0].text
        if surroundings.root(first, scope) != found[0]:
            return None
        if text.startswith(first):
            return Term(text, *found)
        # It is taken apart: `{ projectId } = props`.
        parent = surroundings.parents.get(node)
        holder = surroundings.parents.get(parent) if isinstance(parent, Default) else parent
        if isinstance(holder, Declare) and holder.binding is scope.lookup(text):
            return Term(text, holder.binding, ())
        return None

    def replaced(self, value: Value, term: Term) -> Edits:
        """A name in the place of a value. Raises `CannotWrite` where it can't be read there."""
        self.require_declared((term,), value.span[0])
        return combine(self.writer.replace(value, term.text), self.dependencies((value, (term,))))


def suggested(title: str, write: Callable[[], Edits], otherwise: str | None = None) -> Fix:
    """A suggested fix with the edits that `write` makes; where it can't, its title, and why, alone.

    `otherwise` is the title in that case, if it is another one.
    """
    return attempt(title, write, Applicability.SUGGESTED, otherwise)


def attempt(
    title: str, write: Callable[[], Edits], applicability: Applicability, otherwise: str | None = None
) -> Fix:
    """As `suggested`, for another promise."""
    try:
        edits = write()
    except CannotWrite as reason:
        return Fix(f"{otherwise or title} (by hand: {reason})", Applicability.DISPLAY)
    if not edits:
        return Fix(otherwise or title, Applicability.DISPLAY)
    return Fix(title, applicability, edits)


def welcome(first: Edits, others: Iterable[Edits]) -> Edits:
    """Edits with further ones, which are left out where they don't fit."""
    for more in others:
        try:
            first = combine(first, more)
        except CannotWrite:
            continue
    return first


def shown(title: str) -> Fix:
    """A remedy that only a person can write."""
    return Fix(title, Applicability.DISPLAY)


def ranked(fixes: Sequence[Fix]) -> tuple[Fix, ...]:
    """Fixes in the order of their promise: those with edits before those that are only shown."""
    with_edits = [fix for fix in fixes if fix.edits]
    texts = dict.fromkeys(fix for fix in fixes if not fix.edits)
    return (*with_edits, *texts)
