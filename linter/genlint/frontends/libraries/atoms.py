"""Atoms: jotai's, and recoil's.

An atom keeps its value under a hidden key, and the function that writes it under another; the hooks that read
and write an atom give these parts of it.
"""

from __future__ import annotations

from genlint.model.library import CallModel, Calls, Gives
from genlint.model.library_words import Arg, CalledWith, Made, Result, Returned

STATE = "##state"
GET = "##get"
SET = "##set"
WRITE = "##write"

_members = (
    ((GET,), CallModel("", gives=(Gives(Arg(0, (STATE,))),))),
    ((SET,), CallModel("", calls=(Calls(0, ((Made((STATE,)),),)),))),
    ((WRITE,), CallModel("", means=Arg(0, (SET,)))),
)
_written = Gives(CalledWith((SET,), changes=True), (STATE,))


def _atom(name: str, owner: str | None, first: int = 0) -> CallModel:
    """An atom with its first value, or the function that derives one, and the function that writes others."""
    read = Gives(Returned(first, or_value=True), (STATE,))
    return CallModel(
        name,
        owner,
        (read, _written),
        calls=(
            Calls(first, ((Result((GET,)),),)),
            Calls(first + 1, ((Result((GET,)),), (Result((WRITE,)),), (CalledWith((SET,)),))),
        ),
        members=_members,
    )


def _recoil(name: str, key: str) -> CallModel:
    """An atom or selector of recoil, whose options hold its value or the function that derives it."""
    return CallModel(
        name,
        "recoil",
        (Gives(Arg(0, (key,)), (STATE,)), Gives(Returned(0, of=(key,)), (STATE,)), _written),
        calls=(Calls(0, ((Result(("##tools",)),),), of=(key,)),),
        members=((("##tools", "get"), CallModel("", gives=(Gives(Arg(0, (STATE,))),))), _members[1]),
    )


MODELS: tuple[CallModel, ...] = (
    _atom("atom", "jotai"),
    _atom("atom", "vanilla"),
    _atom("atomWithReset", "utils"),
    _atom("atomWithStorage", "utils", 1),
    _recoil("atom", "default"),
    _recoil("selector", "get"),
    *(
        CallModel(name, None, (Gives(Arg(0, (STATE,)), (0,)), Gives(Arg(0, (SET,)), (1,))))
        for name in ("useAtom", "useRecoilState")
    ),
    *(CallModel(name, None, (Gives(Arg(0, (STATE,))),)) for name in ("useAtomValue", "useRecoilValue")),
    *(CallModel(name, None, (Gives(Arg(0, (SET,))),)) for name in ("useSetAtom", "useSetRecoilState")),
)
