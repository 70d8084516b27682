"""Policies: which kind of ID must not fill which kind of slot."""

from __future__ import annotations


class Policy:
    """One statement on IDs and slots. The attributes without `noun` name lists of the vocabulary."""

    # No named tuple, since every run comes by here, and importing `typing` takes longer than the rest of it.
    __slots__ = ("intruder", "intruder_channels", "intruder_noun", "rightful", "rightful_noun")

    def __init__(
        self, *, intruder: str, intruder_noun: str, intruder_channels: str, rightful: str, rightful_noun: str
    ) -> None:
        self.intruder = intruder
        """The IDs that go astray."""
        self.intruder_noun = intruder_noun
        """What a message calls one of them."""
        self.intruder_channels = intruder_channels
        """How channels and URLs call the thing that the intruder is the ID of."""
        self.rightful = rightful
        """The IDs that belong into the slots."""
        self.rightful_noun = rightful_noun
        """What a message calls one of those."""


CHAT_IN_GENERATION = Policy(
    intruder="chat-ids",
    intruder_noun="chat ID",
    intruder_channels="chat-channels",
    rightful="generation-ids",
    rightful_noun="generation ID",
)
"""The policy that ships: no chat ID in a generation's slot."""
