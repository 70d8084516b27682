"""The second question: does a condition imply the state that a judge knows?"""

from __future__ import annotations

from genlint.model import ir
from genlint.model.answers import Atom, Judge
from genlint.model.env import Def
from genlint.model.facts import GuardLink
from genlint.model.frames import Closure, Frame, Place
from genlint.model.naming import dotted, named
from genlint.model.walk import Walker

Answer = tuple[bool, tuple[Atom, ...]]
MAX_DEPTH = 60


class Conditions:
    """One run of the question; holds what was asked already, so that cycles end."""

    def __init__(self, walker: Walker, judge: Judge) -> None:
        self.walker = walker
        self.judge = judge
        self.asked: dict[tuple[Place, bool], tuple[bool, tuple[Atom, ...]]] = {}

    def implies(self, place: Place, truth: bool, depth: int = 0) -> Answer:
        """Does `place` being true (or false) imply the state? With the atoms that decide it."""
        key = (place, truth)
        known = self.asked.get(key)
        if known is not None:
            return known
        if depth > MAX_DEPTH or not self.walker.spend():
            self.walker.cut = True
            return False, ()
        self.asked[key] = (True, ())  # a cycle adds no alternative of its own
        answer = self.asked[key] = self._decide(place, truth, depth + 1)
        return answer

    def guarded(
        self, link: GuardLink | None, frame: Frame | None, module: ir.Module, depth: int = 0
    ) -> Answer:
        """Does one of the conditions on the way imply it?"""
        while link is not None:
            holds, atoms = self.implies(Place(link.condition, (), frame, module), link.holds, depth)
            if holds and atoms:
                return True, atoms
            link = link.outer
        return False, ()

    # ------------------------------------------------------------------ structure

    def _decide(self, place: Place, truth: bool, depth: int) -> Answer:
        node = place.node
        if place.path:
            return self._read(place, truth, depth)
        match node:
            case ir.Literal():
                if bool(node.value) != truth:
                    return True, (self._atom(place, truth),)
                return False, (self._atom(place, truth),)
            case ir.Not():
                return self.implies(self._at(place, node.operand), not truth, depth)
            case ir.Logical():
                operands = [self._at(place, operand) for operand in node.operands]
                if (node.operator == "and") == truth:
                    return self._any(operands, truth, depth)
                return self._all(operands, truth, depth)
            case ir.Choice():
                return self._choice(node, place, truth, depth)
            case ir.Compare():
                return self._compare(node, place, truth, depth)
            case ir.Await() | ir.Store():
                return self.implies(self._at(place, node.value), truth, depth)
            case ir.Comma():
                return self.implies(self._at(place, node.values[-1]), truth, depth)
            case ir.Default():
                return self._all([self._at(place, node.value), self._at(place, node.default)], truth, depth)
            case ir.Call():
                return self._call(node, place, truth, depth)
            case _:
                return self._read(place, truth, depth)

    @staticmethod
    def _at(place: Place, node: ir.Value) -> Place:
        return Place(node, (), place.frame, place.module)

    def _any(self, places: list[Place], truth: bool, depth: int) -> Answer:
        failed: list[Atom] = []
        for place in places:
            holds, atoms = self.implies(place, truth, depth)
            if holds:
                return True, atoms
            failed.extend(atoms)
        return False, tuple(failed)

    def _all(self, places: list[Place], truth: bool, depth: int) -> Answer:
        met: list[Atom] = []
        for place in places:
            holds, atoms = self.implies(place, truth, depth)
            if not holds:
                return False, atoms
            met.extend(atoms)
        return True, tuple(met)

    def _choice(self, node: ir.Choice, place: Place, truth: bool, depth: int) -> Answer:
        test = self._at(place, node.test)
        first = self._any([test, self._at(place, node.then)], truth, depth)
        if truth is False:
            holds, atoms = self.implies(test, True, depth)
            first = (True, atoms) if holds else self.implies(self._at(place, node.then), False, depth)
        if not first[0]:
            return first
        holds, atoms = self.implies(test, False, depth)
        if not holds:
            holds, atoms = self.implies(self._at(place, node.otherwise), truth, depth)
        return holds, first[1] + atoms if holds else atoms

    # ------------------------------------------------------------------ atoms

    def _atom(self, place: Place, truth: bool) -> Atom:
        node = place.node
        value = node if isinstance(node, ir.Value) else ir.Opaque((0, 0), [])
        return Atom(place.module, value, named(place.node, place.path), truth)

    def _state(self, name: tuple[str, ...], truth: bool) -> bool:
        return bool(name) and self.judge.state(name) is truth

    def _read(self, place: Place, truth: bool, depth: int) -> Answer:
        node = place.node
        if isinstance(node, Def):
            return self._definition(node, place, truth, depth)
        name = named(node, place.path)
        here = (self._atom(place, truth),)
        if self._state(name, truth):
            contradiction = self._contradicted(place, truth, depth)
            return (True, here) if contradiction is None else (False, contradiction)
        links = self.walker.expand(place)
        if not links:
            return False, here
        holds, atoms = self._alternatives([link for link, _kind in links], truth, depth)
        if holds is None:
            # nothing but values that never let it be so: a constant says so, a state may change
            return (True, atoms or here) if self._constant(node) else (False, here)
        return holds, atoms or here

    def _constant(self, node: object) -> bool:
        if not isinstance(node, ir.Name):
            return False
        binding = node.scope.lookup(node.text)
        return binding is not None and isinstance(self.walker.fold.literal(node), ir.Literal)

    def _alternatives(
        self, places: list[Place], truth: bool, depth: int
    ) -> tuple[bool | None, tuple[Atom, ...]]:
        """All of what a variable may hold. None where all are literals that never let it be so."""
        met: list[Atom] = []
        found: bool | None = None
        for place in places:
            node = place.node
            if isinstance(node, ir.Literal) and not place.path and bool(node.value) != truth:
                continue
            if isinstance(node, Def):
                holds, atoms = self._held(place, truth, depth)
            else:
                holds, atoms = self.implies(place, truth, depth)
            if holds is False:
                return False, atoms
            if holds:
                met.extend(atoms)
                found = True
        return found, tuple(met)

    def _contradicted(self, place: Place, truth: bool, depth: int) -> tuple[Atom, ...] | None:
        """A name that says so, but whose one definition in sight is a condition that doesn't."""
        node = place.node
        if not isinstance(node, ir.Name) or place.path:
            return None
        facts = self.walker.index.facts_of_read(node)
        if facts is None:
            return None
        defs, _env = facts.reads[node]
        if len(defs) != 1 or defs[0].kind != "value":
            return None
        value = defs[0].value
        if not isinstance(value, (ir.Not, ir.Logical)):
            return None
        holds, atoms = self.implies(self._at(place, value), truth, depth)
        return None if holds else atoms

    def _held(self, place: Place, truth: bool, depth: int) -> tuple[bool | None, tuple[Atom, ...]]:
        """A definition as one of several alternatives."""
        key = (place, truth)
        if key in self.asked:
            return self.asked[key]
        self.asked[key] = (True, ())
        holds, atoms = self._defined(place, truth, depth + 1)
        if holds is None:
            del self.asked[key]
        else:
            self.asked[key] = (holds, atoms)
        return holds, atoms

    def _definition(self, node: Def, place: Place, truth: bool, depth: int) -> Answer:
        holds, atoms = self._defined(place, truth, depth)
        return bool(holds), atoms

    def _defined(self, place: Place, truth: bool, depth: int) -> tuple[bool | None, tuple[Atom, ...]]:
        node = place.node
        assert isinstance(node, Def)
        here = (self._atom(place, truth),)
        if depth > MAX_DEPTH or not self.walker.spend():
            self.walker.cut = True
            return False, here
        if node.kind == "undefined":
            return (None, ()) if truth else (False, here)
        if truth and node.kind == "value" and isinstance(node.guard, GuardLink):
            holds, atoms = self.guarded(node.guard, place.frame, place.module, depth)
            if holds:
                return True, atoms
        if node.kind == "parameter" and self._state(named(node, place.path), truth):
            return True, here
        links = self.walker.expand(place)
        if not links:
            return False, here
        places = [link for link, _kind in links]
        if node.kind == "parameter" and node.parameter is not None:
            places = [each for each in places if each.node is not node.parameter.default]
            if not places:
                return False, here  # who calls it isn't in sight
        return self._alternatives(places, truth, depth)

    # ------------------------------------------------------------------ comparisons

    def _compare(self, node: ir.Compare, place: Place, truth: bool, depth: int) -> Answer:
        operator = node.operator
        here = (self._atom(place, truth),)
        if operator in ("eq", "ne"):
            if not truth:
                operator = "ne" if operator == "eq" else "eq"
            for left, right in ((node.left, node.right), (node.right, node.left)):
                literal = self.walker.fold.literal(right)
                if literal is not None and isinstance(literal.value, bool):
                    wanted = literal.value if operator == "eq" else not literal.value
                    return self.implies(self._at(place, left), wanted, depth)
                if literal is not None and literal.value is None and operator == "ne":
                    return self.implies(self._at(place, left), True, depth)
            for left, right in ((node.left, node.right), (node.right, node.left)):
                for values in self._values(right, place):
                    if any(self.judge.status(name, operator, values) for name in self._names(left, place)):
                        return True, here
            return False, here
        if operator in ("in", "not in"):
            if not truth:
                operator = "not in" if operator == "in" else "in"
            return self._member(node.left, node.right, operator == "in", place), here
        if operator in ("gt", "ge", "lt", "le"):
            return self._counted(node, place, truth), here
        return False, here

    def _counted(self, node: ir.Compare, place: Place, truth: bool) -> bool:
        """`jobs.length > 0`, `len(jobs) > 0`, `0 < n`: as true as the counted thing's name says."""
        left, right, operator = node.left, node.right, node.operator
        if isinstance(self.walker.fold.literal(left), ir.Literal):
            left, right = right, left
            operator = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}.get(operator, operator)  # type: ignore[assignment]
        literal = self.walker.fold.literal(right)
        if literal is None or not isinstance(literal.value, (int, float)):
            return False
        if operator in ("lt", "le"):
            return not truth and self._counts(left, place)
        if literal.value < (0 if operator == "gt" else 1):
            return False
        return truth and self._counts(left, place)

    def _counts(self, value: ir.Value, place: Place) -> bool:
        if isinstance(value, ir.Call) and dotted(value.callee) == ("len",) and value.arguments:
            return any(
                self._state((*name, "length"), True) for name in self._names(value.arguments[0].value, place)
            )
        return any(self._state(name, True) for name in self._names(value, place))

    def _names(self, value: ir.Value, place: Place) -> list[tuple[str, ...]]:
        """The names by which a value goes, through plain variables."""
        names = [dotted(value)] if dotted(value) else []
        current: list[Place] = [self._at(place, value)]
        for _ in range(6):
            following: list[Place] = []
            for each in current:
                for link, _kind in self.walker.expand(each) or ():
                    following.append(link)
                    name = named(link.node, link.path)
                    if name and name not in names:
                        names.append(name)
            current = following[:8]
        return names

    def _values(self, value: ir.Value, place: Place) -> list[tuple[object, ...]]:
        """The constants that a compared value may be: literals, or the last name of an enum's member."""
        literal = self.walker.fold.literal(value)
        if literal is not None:
            return [(literal.value,)]
        found: list[tuple[object, ...]] = []
        for birth in self.walker.births(self._at(place, value)):
            if isinstance(birth.node, ir.Literal) and not birth.path:
                found.append((birth.node.value,))
        if not found and isinstance(value, ir.Attribute):
            key = value.key
            if key in ("value", "name") and isinstance(value.object, ir.Attribute):
                key = value.object.key
            found.append((key,))
        return found

    def _member(self, item: ir.Value, container: ir.Value, positive: bool, place: Place) -> bool:
        names = self._names(item, place)
        values: list[object] = []
        for birth in self.walker.births(self._at(place, container)):
            node = birth.node
            if isinstance(node, ir.Call) and node.arguments:
                node = node.arguments[0].value  # `new Set([...])`, `frozenset({...})`
            if isinstance(node, ir.Sequence):
                for element in node.items:
                    for each in self._values(element.value, birth):
                        values.extend(each)
            elif isinstance(node, ir.Record):
                values.extend(entry.key for entry in node.entries if isinstance(entry.key, str))
        operator = "eq" if positive else "ne"
        if values and any(self.judge.status(name, operator, tuple(values)) for name in names):  # type: ignore[arg-type]
            return True
        contained = dotted(container)
        return bool(contained) and any(
            self.judge.member(name, contained, "in" if positive else "not in") for name in names
        )

    # ------------------------------------------------------------------ calls

    def _call(self, node: ir.Call, place: Place, truth: bool, depth: int) -> Answer:
        calls = self.walker.calls
        here = (self._atom(place, truth),)
        model = self.walker.library.model_of(node, place.module)
        closures = calls.targets(node.callee, place.frame, place.module)
        functions = [c for c in closures if isinstance(c.target, ir.Function)]
        if not functions:
            if model is not None and model.condition and node.arguments:
                return self.implies(self._at(place, node.arguments[0].value), truth, depth)
            callee = node.callee
            if isinstance(callee, ir.Name) and callee.text in ("all", "any") and len(node.arguments) == 1:
                items = node.arguments[0].value
                if isinstance(items, ir.Sequence) and not any(i.spread for i in items.items):
                    places = [self._at(place, item.value) for item in items.items]
                    chosen = self._any if (callee.text == "all") == truth else self._all
                    return chosen(places, truth, depth)
            if (
                isinstance(callee, ir.Attribute)
                and callee.key in ("includes", "has", "contains")
                and node.arguments
            ):
                if self._member(node.arguments[0].value, callee.object, truth, place):
                    return True, here
                return False, here
        if self._state(dotted(node), truth):
            return True, here
        if functions:
            return self._bodies(functions, node, place, truth, depth)
        links = self.walker.expand(place)
        if links:
            return self._all([link for link, _kind in links], truth, depth)
        return False, here

    def _bodies(
        self, functions: list[Closure], node: ir.Call, place: Place, truth: bool, depth: int
    ) -> Answer:
        met: list[Atom] = []
        for closure in functions:
            entered = self.walker.calls.push(node, place.module, place.frame, closure)
            if entered is None:
                return False, (self._atom(place, truth),)
            holds, atoms = self.returns(entered, truth, depth)
            if not holds:
                return False, atoms
            met.extend(atoms)
        return True, tuple(met)

    def returns(self, entered: Frame, truth: bool, depth: int) -> Answer:
        """Do all returns of the entered function say so, by value or by the conditions on their way?"""
        function = entered.function
        assert isinstance(function, ir.Function)
        facts = self.walker.index.facts(function)
        met: list[Atom] = []
        module = entered.closure.module
        if not facts.returns:
            return truth, ()
        for statement in facts.returns:
            if statement.value is None:
                if truth:
                    continue
                return False, ()
            holds, atoms = self.implies(Place(statement.value, (), entered, module), truth, depth)
            if not holds:
                guard = facts.guards.get(statement)
                holds, found = self.guarded(guard, entered, module, depth)
                atoms = found if holds else atoms
            if not holds:
                return False, atoms
            met.extend(atoms)
        return True, tuple(met)
