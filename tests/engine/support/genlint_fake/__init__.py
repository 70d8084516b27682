"""A small rule set that the engine's tests run: it flags names, and can fail on purpose."""

from __future__ import annotations

WORDS = {"fake-words": ("forbidden",)}


def screen(words):
    return (*((word,) for word in words["fake-words"]), ("explode",), ("plunge",))


def __getattr__(name):
    if name == "RULES":
        from genlint_fake.rules import RULES

        return RULES
    raise AttributeError(name)
