"""In which order a class and its bases are asked for a member, and which of them `super` means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.frames import Frame, Place

if TYPE_CHECKING:
    from genlint.model.walk import Walker

MAX_BASES = 30
"""How many classes deep a lineage is followed."""


def _merged(chains: list[list[ir.Class]]) -> list[ir.Class]:
    """Several orders made one that keeps each; what contradicts itself stands as it comes."""
    order: list[ir.Class] = []
    pending = [chain for chain in chains if chain]
    while pending:
        for chain in pending:
            if not any(chain[0] in other[1:] for other in pending):
                taken = chain[0]
                break
        else:
            taken = pending[0][0]
        order.append(taken)
        pending = [[each for each in chain if each is not taken] for chain in pending]
        pending = [chain for chain in pending if chain]
    return order


class Lineages:
    """The linear orders of classes."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._orders: dict[ir.Class, tuple[ir.Class, ...]] = {}

    def of(self, cls: ir.Class, below: tuple[ir.Class, ...] = ()) -> tuple[ir.Class, ...]:
        """A class and its bases in the order in which they are asked (C3); as written where there is none."""
        known = self._orders.get(cls)
        if known is not None:
            return known
        if cls in below or len(below) > MAX_BASES:
            return ()
        module = self.walker.classes.module_of(cls)
        partial, self.walker.calls.partial = self.walker.calls.partial, False
        bases: list[ir.Class] = []
        for base in cls.bases:
            for closure in self.walker.calls.targets(base, None, module):
                if isinstance(closure.target, ir.Class) and closure.target not in bases:
                    bases.append(closure.target)
        chains = [list(self.of(base, (*below, cls))) for base in bases]
        order = (cls, *_merged([*chains, list(bases)]))
        if not below and not self.walker.calls.partial:
            self._orders[cls] = order
        self.walker.calls.partial = self.walker.calls.partial or partial
        return order

    def next_of(self, node: ir.Super, frame: Frame | None, module: ir.Module) -> list[tuple[ir.Class, ...]]:
        """The classes that `super` asks, in order: those behind its own in the order of the object's class;
        for each class of which the object may be."""
        cls = node.cls
        if cls is None:
            return []
        found: dict[tuple[ir.Class, ...], None] = {}
        for made in self._objects_of(node, frame, module):
            order = self.of(made)
            if cls in order:
                found[order[order.index(cls) + 1 :]] = None
        return [tail for tail in found if tail]

    def _objects_of(self, node: ir.Super, frame: Frame | None, module: ir.Module) -> list[ir.Class]:
        """The classes of the objects on which `super` may be called: of one where the walk knows it."""
        cls = node.cls
        assert cls is not None
        if module.language != "python":
            return [cls]
        extending = [other for other, _module in self.walker.classes.extending(cls)]
        if not any(len(other.bases) > 1 for other in extending):
            return [cls]
        if frame is not None:
            known = []
            for birth in self.walker.births(Place(node.receiver, (), frame, module)):
                if not isinstance(birth.node, ir.Call) or birth.path:
                    break
                for closure in self.walker.calls.targets(birth.node.callee, birth.frame, birth.module):
                    if isinstance(closure.target, ir.Class):
                        known.append(closure.target)
            else:
                if known:
                    return known
        return [cls, *extending]

    def made_in(self, frame: Frame | None, cls: ir.Class) -> ir.Class:
        """The class of the object on which the constructor of `cls` runs that `frame` entered."""
        while frame is not None and isinstance(frame.site, ir.Call):
            callee = frame.site.callee
            if isinstance(callee, ir.Super) or (
                isinstance(callee, ir.Attribute) and isinstance(callee.object, ir.Super)
            ):
                frame = frame.caller
                continue
            for closure in self.walker.calls.targets(callee, frame.caller, frame.module):
                if isinstance(closure.target, ir.Class) and cls in self.of(closure.target):
                    return closure.target
            break
        return cls
