"""The rules, in the order of their codes."""

from __future__ import annotations

from genlint.rule import Context, Reader, RuleSet, Screen, Words

from genlint_rules.always_on_connection import AlwaysOnConnection
from genlint_rules.chat_id_argument import ChatIdArgument
from genlint_rules.chat_id_connection import ChatIdConnection
from genlint_rules.chat_id_fallback import ChatIdFallback
from genlint_rules.chat_id_tracking import ChatIdTracking
from genlint_rules.connection_on_mount import ConnectionOnMount
from genlint_rules.screening import feeds_screen, screen, slots_screen
from genlint_rules.stale_gate import StaleGate
from genlint_rules.unclosed_connection import UnclosedConnection
from genlint_rules.ungated_connection import UngatedConnection
from genlint_rules.vocabulary import WORDS


class GenerationRules(RuleSet):
    """The rules that ship with genlint."""

    def screen(self, words: Words) -> Screen:
        return screen(words)

    def slots_screen(self, words: Words) -> Screen:
        return slots_screen(words)

    def feeds_screen(self, words: Words) -> Screen:
        return feeds_screen(words)

    def reported(self, context: Context) -> frozenset[str]:
        from genlint_rules.domain.misplaced import reported

        return reported(context)

    def reader(self, context: Context) -> Reader:
        from genlint_rules.tracing import GenerationReader

        return GenerationReader(context)


RULES = GenerationRules(
    rules=(
        ChatIdArgument(),
        ChatIdFallback(),
        ChatIdConnection(),
        ChatIdTracking(),
        UngatedConnection(),
        AlwaysOnConnection(),
        ConnectionOnMount(),
        StaleGate(),
        UnclosedConnection(),
    ),
    words=WORDS,
)
