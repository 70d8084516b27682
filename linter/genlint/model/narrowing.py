"""What conditions say of variables: equality with a literal, truth; and when two conditions contradict."""

from __future__ import annotations

from collections.abc import Callable

from genlint.model import ir
from genlint.model.env import Def
from genlint.model.facts import GuardLink
from genlint.records import dataclass

_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that a condition says: that `subject` equals `literal`, or (where that is None) is true."""

    subject: object
    literal: ir.Literal | None
    holds: bool


Subject = Callable[[ir.Value], object | None]
"""What a value stands for, comparable; None where it may change between two readings."""


def parts(test: ir.Value, holds: bool) -> list[tuple[ir.Value, bool]]:
    """The conditions that hold (or don't) if `test` does."""
    found: list[tuple[ir.Value, bool]] = []
    pending = [(test, holds)]
    while pending and len(found) < _LIMIT:
        node, truth = pending.pop()
        if isinstance(node, ir.Not):
            pending.append((node.operand, not truth))
        elif isinstance(node, ir.Logical) and node.operator == ("and" if truth else "or"):
            pending.extend((operand, truth) for operand in reversed(node.operands))
        else:
            found.append((node, truth))
    return found


def equality(node: ir.Value) -> tuple[ir.Value, ir.Literal, bool] | None:
    """For `x == literal` (or `!=`, and the other way round): `x`, the literal, and whether it says equal."""
    if not isinstance(node, ir.Compare) or node.operator not in ("eq", "ne"):
        return None
    if isinstance(node.right, ir.Literal):
        return node.left, node.right, node.operator == "eq"
    if isinstance(node.left, ir.Literal):
        return node.right, node.left, node.operator == "eq"
    return None


def equal_to(test: ir.Value, holds: bool) -> list[tuple[ir.Name, ir.Literal]]:
    """The variables that equal a text or a number if `test` holds (or doesn't)."""
    found = []
    for node, truth in parts(test, holds):
        said = equality(node)
        if said is None or said[2] is not truth or not isinstance(said[0], ir.Name):
            continue
        value = said[1].value
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            found.append((said[0], said[1]))
    return found


def atoms(link: GuardLink | None, subject: Subject) -> list[Atom]:
    """What the conditions from `link` outwards say."""
    found: list[Atom] = []
    while link is not None and len(found) < _LIMIT:
        for node, truth in parts(link.condition, link.holds):
            said = equality(node)
            of = subject(said[0] if said is not None else node)
            if of is None:
                continue
            if said is not None:
                found.append(Atom(of, said[1], said[2] is truth))
            else:
                found.append(Atom(of, None, truth))
        link = link.outer
    return found


def contradict(ours: list[Atom], theirs: list[Atom]) -> bool:
    """Can't both hold?"""
    return any(_excludes(a, b) for a in ours for b in theirs if a.subject == b.subject)


def _excludes(a: Atom, b: Atom) -> bool:
    if a.literal is None and b.literal is None:
        return a.holds is not b.holds
    if a.literal is not None and b.literal is not None:
        same = a.literal.value == b.literal.value and type(a.literal.value) is type(b.literal.value)
        return a.holds is not b.holds if same else a.holds and b.holds and _scalars(a.literal, b.literal)
    truth, equal = (a, b) if a.literal is None else (b, a)
    assert equal.literal is not None
    return equal.holds and bool(equal.literal.value) is not truth.holds


def _scalars(a: ir.Literal, b: ir.Literal) -> bool:
    return type(a.value) is type(b.value) or a.value is None or b.value is None


def stable(defs: tuple[Def, ...]) -> bool:
    """Does a variable with these definitions hold one value as long as it has them?"""
    return bool(defs) and all(
        d.kind in ("parameter", "receiver", "value", "entry") and not d.looped for d in defs
    )
