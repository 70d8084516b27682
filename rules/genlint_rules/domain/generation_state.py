"""The generation's state as the user has it near a place: which object, which ID, which flag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from genlint.model.ir import (
    Attribute,
    Binding,
    Call,
    Class,
    Declare,
    Default,
    Evaluate,
    Function,
    Index,
    Literal,
    Node,
    Rest,
    Scope,
    Slice,
    Span,
    Store,
    Value,
)
from genlint.model.traverse import walk
from genlint.records import dataclass

from genlint_rules.domain.annotations import fields_of_parameter, fields_of_state
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.surroundings import Path, Root, Surroundings
from genlint_rules.words import split, word_set

_CONSTRUCTORS = ("constructor", "__init__", "__post_init__")
_PREFERRED_IDS = ("project", "file", "generation")
_QUESTIONS = word_set("is has was are")
_STATES = word_set("active busy started ongoing queued pending")
_BEGINNINGS = (("initial",), ("default",), ("empty",), ("mock",))
_HANDLES = word_set("ref refs signal")
_NO_STATES = word_set("usecallback useref useevent use_callback use_ref use_reducer usereducer createref")


@dataclass(frozen=True)
class Term:
    """A name that can be read at a place: `state.projectId`."""

    text: str
    root: Root
    path: Path

    @property
    def own(self) -> str:
        """The last part of the name."""
        return self.path[-1] if self.path else self.text


@dataclass(frozen=True)
class GenerationState:
    """What says that a generation runs, and what it is called; each where there is one."""

    id: Term | None
    flag: Term | None
    missing: str = ""
    """What there is none of, or too many, in words for a person; empty where both are known."""


class States:
    """Finds the generation's state near places of one module."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.surroundings = Surroundings(reading.module)
        self._keys: dict[Root, set[Path]] = {}

    @classmethod
    def of(cls, reading: Reading) -> States:
        """The one of the reading's module."""
        key = (cls, reading.module)
        found = reading.context.shared.get(key)
        if not isinstance(found, cls):
            found = reading.context.shared[key] = cls(reading)
        return found

    def near(self, node: Node, wanted: str | None = None, but: Iterable[str] = ()) -> GenerationState:
        """The state that can be read at `node`: of the nearest scope that has an ID and a flag together.

        `wanted` is what the place calls the ID; names in `but` are not taken for one.
        """
        found_id: Term | None = None
        found_flag: Term | None = None
        doubt = ""
        for terms in self._levels(node):
            ids = [term for term in terms if self._is_id(term) and term.text not in but]
            flags = [term for term in terms if self._is_flag(term)]
            pair = _together(ids, flags, wanted)
            if isinstance(pair, GenerationState):
                return pair
            doubt = pair
            if doubt:
                break
            own_id, own_flag = _best_id(ids, wanted), _best_flag(flags)
            found_id = found_id or own_id
            found_flag = found_flag or own_flag
            if found_id and found_flag:
                return GenerationState(found_id, found_flag)
        if doubt:
            return GenerationState(None, None, doubt)
        if found_flag is not None:
            return GenerationState(None, found_flag, "no ID of a generation is in sight")
        if found_id is not None:
            missing = f"nothing in sight says whether the generation of `{found_id.text}` runs"
            return GenerationState(found_id, None, missing)
        return GenerationState(None, None, "no state of a generation is in sight")

    # -- What can be read -------------------------------------------------------------------------------

    def _levels(self, node: Node) -> Iterator[list[Term]]:
        """The names that can be read at `node`, nearest scope first; those of an object after its class's
        methods."""
        scope: Scope | None = self.surroundings.scope(node)
        while scope is not None:
            bindings = [each for each in scope.bindings.values() if self._is_declared(each, node)]
            yield [term for each in bindings for term in self._terms(each, each.name)]
            function = scope.function
            if function is not None and function.scope is scope and function.cls is not None:
                receiver = function.receiver
                if receiver is not None and not (function.name in _CONSTRUCTORS or function.static):
                    yield list(self._members(function.cls, receiver.name))
            scope = scope.parent
        unknown = [root for root in self.surroundings.paths if isinstance(root, str)]
        yield [term for root in sorted(unknown) for term in self._terms(root, root)]

    def _is_declared(self, binding: Binding, node: Node) -> bool:
        """Whether a variable has its value when `node` is evaluated, and may hold state."""
        words = split(binding.name)
        if binding.name.startswith("#") or binding.name.isupper() or words[:1] in _BEGINNINGS:
            return False
        if binding.kind in ("parameter", "import"):
            return True
        if binding.kind in ("function", "class") or binding.span[1] > node.span[0]:
            return False
        return not any(
            start <= node.span[0] and node.span[1] <= end
            for start, end in map(_source_span, self.surroundings.declared[binding])
        )

    def _terms(self, root: Binding | str, text: str) -> Iterator[Term]:
        """A variable itself, and what can be read of it."""
        if isinstance(root, Binding):
            if root.scope.function is not None and root.scope.function.receiver is root:
                return
            value = self.surroundings.initialiser(root)
            if isinstance(value, Function) or (isinstance(value, Call) and self._gives_no_state(value)):
                return
            if root.kind != "import":
                yield Term(text, root, ())
        for path in sorted(self._keys_of(root)):
            yield Term(".".join((text, *path)), root, path)

    def _members(self, cls: Class, receiver: str) -> Iterator[Term]:
        """What can be read of the object that a method is called on."""
        methods = {each.name for each in cls.members if each.kind == "method"}
        fields = {(each.name,) for each in cls.members if each.name and each.kind in ("get", "field")}
        for path in sorted(set(self.surroundings.paths[cls]) | fields):
            if path[0] not in methods:
                yield Term(".".join((receiver, *path)), cls, path)

    def _gives_no_state(self, call: Call) -> bool:
        names = self.reading.callees.names(call)
        return any(name[-1].lower() in _NO_STATES for name in names)

    def _keys_of(self, root: Binding | str) -> set[Path]:
        known = self._keys.get(root)
        if known is None:
            known = self._keys[root] = set(self.surroundings.paths[root])
            if isinstance(root, Binding):
                known.update((key,) for key in self._fields(root))
        return known

    def _fields(self, binding: Binding) -> Iterator[str]:
        module = self.reading.module
        if binding.kind == "parameter":
            yield from fields_of_parameter(module, binding)
        value = self.surroundings.initialiser(binding)
        if value is None:
            return
        made = value.object if isinstance(value, Index) else value
        if isinstance(made, Call) and (made is value or _is_first(value)):
            yield from fields_of_state(module, made)
        for shape in self.reading.program.shapes(module, value):
            yield from (key for key in shape.keys if isinstance(key, str) and key.isidentifier())

    # -- What it says ------------------------------------------------------------------------------------

    def _is_id(self, term: Term) -> bool:
        lexicon = self.reading.lexicon
        name = (term.text,) if not term.path else tuple(term.text.split("."))
        if set(split(term.own)) & _HANDLES or lexicon.kind(name) != lexicon.policy.rightful:
            return False
        return not self._may_be_intruder(term)

    def _may_be_intruder(self, term: Term) -> bool:
        """Whether what is called a generation's ID may be another one: `projectId = own || chatId`."""
        if isinstance(term.root, Binding):
            reads = [*self.surroundings.reads[term.root][-1:], self.surroundings.initialiser(term.root)]
            value = next((each for each in reads if each is not None), None)
            path = term.path
        else:
            value, path = self.surroundings.paths[term.root].get(term.path), ()
        if value is None:
            return False
        flows = self.reading.program.origins(self.reading.module, value, path)
        return any(self.reading.tracer.kind(flow) == self.reading.lexicon.policy.intruder for flow in flows)

    def _is_flag(self, term: Term) -> bool:
        words = split(term.own)
        if not words or set(words) & _HANDLES:
            return False
        says = words[0] in _QUESTIONS or words[-1] in _STATES or words[-1].endswith("ing")
        name = (term.text,) if not term.path else tuple(term.text.split("."))
        return says and self.reading.gates.running.state(name) is True


def _source_span(statement: Declare | Evaluate) -> Span:
    """Where the value stands that a statement gives a variable, or takes apart for it."""
    value = statement.value
    if isinstance(value, Store):
        value = value.value
    while isinstance(value, (Attribute, Index, Rest, Slice, Default)):
        value = value.value if isinstance(value, Default) else value.object
    return value.span if value is not None else statement.span


def _is_first(value: Value) -> bool:
    """Whether a value is what stands first in a pair: `[state, setState] = …`."""
    return isinstance(value, Index) and isinstance(value.key, Literal) and value.key.value == 0


def _together(ids: list[Term], flags: list[Term], wanted: str | None) -> GenerationState | str:
    """The ID and the flag of one scope that belong together; a doubt in words where several do, or none."""
    groups: dict[tuple[object, Path], tuple[list[Term], list[Term]]] = {}
    for kind, terms in enumerate((ids, flags)):
        for term in terms:
            key: tuple[object, Path] = (term.root, term.path[:-1]) if term.path else (None, ())
            groups.setdefault(key, ([], []))[kind].append(term)
    states: list[GenerationState] = []
    for key, (own_ids, own_flags) in groups.items():
        found_id, found_flag = _best_id(own_ids, wanted), _best_flag(own_flags)
        if found_id is not None and found_flag is not None:
            if key[0] is None:
                return GenerationState(found_id, found_flag)
            states.append(GenerationState(found_id, found_flag))
    if len(states) == 1:
        return states[0]
    if states:
        names = " and ".join(f"`{state.flag.text}`" for state in states if state.flag is not None)
        return f"more than one state is in sight: {names}"
    return ""


def _best_id(terms: list[Term], wanted: str | None) -> Term | None:
    """The ID that the place asks for; None where none is better than the others."""

    def rank(term: Term) -> tuple[bool, int]:
        words = split(term.own)
        order = [at for at, word in enumerate(_PREFERRED_IDS) if word in words]
        others = len(_PREFERRED_IDS) + (words[:1] in (("request",), ("task",), ("job",)))
        return term.own != wanted, order[0] if order else others

    return _best(terms, rank)


def _best_flag(terms: list[Term]) -> Term | None:
    return _best(terms, lambda term: (False, 0 if "generating" in split(term.own) else 1))


def _best(terms: list[Term], rank: object) -> Term | None:
    assert callable(rank)
    ranked = sorted(dict.fromkeys(terms), key=rank)
    if len(ranked) > 1 and rank(ranked[0]) == rank(ranked[1]):
        return None
    return ranked[0] if ranked else None


def names_in(value: Value) -> set[str]:
    """The dotted names that a value reads, as they are written."""
    from genlint.model.program import dotted

    return {".".join(dotted(node)) for node in walk(value) if isinstance(node, Value)}
