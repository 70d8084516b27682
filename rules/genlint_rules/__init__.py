"""genlint's own rules. `WORDS` and the screens are cheap; `RULES` is made when it is first asked for.

A rule is a module of its own and reads as the sentence that it enforces. What the rules share is in
`domain`; the words that they know are in `vocabulary`.
"""

from __future__ import annotations

from genlint_rules.screening import feeds_screen, screen, slots_screen
from genlint_rules.vocabulary import WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from genlint.rule import RuleSet

    RULES: RuleSet

__all__ = ["RULES", "WORDS", "feeds_screen", "screen", "slots_screen"]


def __getattr__(name: str) -> object:
    if name != "RULES":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from genlint_rules.rule_set import RULES

    globals()["RULES"] = RULES
    return RULES
