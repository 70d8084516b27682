"""Regular expressions that are compiled when they are first asked.

Compiling one takes 0.1 to 2 ms, and a run asks few of those that the modules which it imports have. Flags are
written into the expression: `(?i)`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from re import compile as lazy_regex
else:

    class lazy_regex:
        """Stands for the `re.Pattern` of an expression, and takes over its attributes one by one."""

        def __init__(self, expression: str | bytes) -> None:
            self._expression = expression

        def __reduce__(self) -> tuple[object, ...]:
            return lazy_regex, (self._expression,)

        def __getattr__(self, name: str) -> object:
            if name == "_made":
                import re

                found = re.compile(self._expression)
            else:
                found = getattr(self._made, name)
            setattr(self, name, found)
            return found


__all__ = ["lazy_regex"]
