"""What the rules on the wrong moment share: why a connection is not held back, and what would do it."""

from __future__ import annotations

from genlint.findings import FlowStep
from genlint.model.ir import Attribute, Call, Declare, Function, Literal, Name, Node, Parameter, Record
from genlint.model.program import Atom
from genlint.model.traverse import walk

from genlint_rules.domain.connections import Connection
from genlint_rules.domain.inputs import Input
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.report import place, quoted


def deciding(reading: Reading, switch: Input) -> tuple[Atom, ...]:
    """The parts of a switch that let it be on though no generation runs."""
    return reading.gates.verdict(switch.module, switch.value).atoms


def is_always_on(switch: Input) -> bool:
    """Whether a switch is nailed down: written as `true`."""
    return isinstance(switch.value, Literal) and bool(switch.value.value)


def is_presence(reading: Reading, atoms: tuple[Atom, ...]) -> bool:
    """Whether a switch asks for no more than that a generation's ID is there."""
    return any(reading.lexicon.kind(atom.name) == reading.lexicon.policy.rightful for atom in atoms)


def atoms_shown(atoms: tuple[Atom, ...]) -> list[FlowStep]:
    """A step for each part that decides, saying that it isn't enough."""
    shown: dict[FlowStep, None] = {}
    for atom in atoms:
        if atom.node.span == (0, 0):
            continue
        code = quoted(atom.module, atom.node)
        said = "it is" if isinstance(atom.node, Literal) else "nothing here says that a generation runs:"
        shown[FlowStep(place(atom.module, atom.node), f"{said} {code}")] = None
    return list(shown)


def state_name(reading: Reading, node: Call | Record) -> str:
    """What the user calls "a generation is running" near `node`; the language's usual name where nothing
    in sight says so."""
    function: Function | None = reading.program.function_of(reading.module, node)
    method = False
    while function is not None and function.kind != "module":
        method = method or function.cls is not None
        for inner in walk(function):
            name = _plain_name(inner)
            if name and not name[-1].isupper() and reading.gates.running.state(name) is True:
                return ".".join(name)
        function = function.parent
    if reading.is_python:
        return "self.is_generating" if method else "is_generating"
    return "this.isGenerating" if method else "hasActiveGeneration"


def _plain_name(node: Node) -> tuple[str, ...] | None:
    if isinstance(node, (Declare, Parameter)):
        return None if node.binding.name.startswith("#") else (node.binding.name,)
    parts: list[str] = []
    while isinstance(node, Attribute):
        parts.append(node.key)
        node = node.object
    if isinstance(node, Name) and not node.text.startswith("#"):
        return (*[node.text], *reversed(parts))
    return None


def also(reading: Reading, state: str, condition: str) -> str:
    """`state` and a condition, as the language writes it."""
    return f"{state} {'and' if reading.is_python else '&&'} {condition}"


def title(connection: Connection) -> str:
    """What a message calls the connection."""
    return f"`{connection.title}`" if connection.call is not None else "a generation connection"
