"""When code runs that opens a connection: in an effect, while an object is built, in an async function."""

from __future__ import annotations

from typing import Literal as OneOf

from genlint.model.ir import Call, Function
from genlint.records import dataclass

from genlint_rules.domain.reading import Reading
from genlint_rules.domain.usage import Usage
from genlint_rules.words import split


@dataclass(frozen=True, eq=False, slots=True)
class Moment:
    """The function that brings a call to run, and what it is."""

    kind: OneOf["effect", "building", "async"]
    function: Function


class Moments:
    """The moments of one module."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        usage = Usage.of(reading)
        self._calls = reading.program.calls(reading.module)
        self._effects: set[Function] = set()
        for call in self._calls:
            if reading.callees.matching("effects", call) is not None:
                self._effects.update(
                    node for node in usage.parents.get(call, []) if isinstance(node, Function)
                )
                for argument in call.arguments[:1]:
                    self._effects.update(usage.functions(argument.value))

    def of(self, call: Call) -> Moment | None:
        """When a call runs; None where that is up to others: in an event handler, a plain function."""
        found = self._around(call)
        if found is not None:
            return found
        function = self.reading.program.function_of(self.reading.module, call)
        if function.kind == "module":
            return None
        for caller in self._calls:
            if any(
                each.target is function for each in self.reading.program.callees(self.reading.module, caller)
            ):
                found = self._around(caller)
                if found is not None:
                    return found
        return None

    def _around(self, call: Call) -> Moment | None:
        function: Function | None = self.reading.program.function_of(self.reading.module, call)
        awaiting: Moment | None = None
        while function is not None and function.kind != "module":
            if function in self._effects:
                return Moment("effect", function)
            if function.cls is not None and self._builds(function):
                return Moment("building", function)
            if function.is_async and awaiting is None:
                awaiting = Moment("async", function)
            function = function.parent
        return awaiting

    def _builds(self, method: Function) -> bool:
        return self.reading.lexicon.matches("building-methods", split(method.name or ""))
