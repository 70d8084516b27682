"""zustand: stores, and the middlewares around the function that makes their first state.

A store holds its state under a hidden key. What is in it: what the initializer returns, and what is handed to
`setState`, which the initializer gets as `set`. The store is a hook itself; a selector is handed the state.
"""

from __future__ import annotations

from genlint.model.library import CallModel, Calls, Gives
from genlint.model.library_words import Arg, CalledWith, Made, Result, Returned, Unless

STATE = "##state"

_members = (
    (
        (),
        CallModel(
            "",
            gives=(Gives(Returned(0)), Gives(Unless(0, Made((STATE,))))),
            calls=(Calls(0, ((Made((STATE,)),),)),),
        ),
    ),
    (("getState",), CallModel("", gives=(Gives(Made((STATE,))),))),
    (("getInitialState",), CallModel("", gives=(Gives(Made((STATE,))),))),
    (("setState",), CallModel("", calls=(Calls(0, ((Made((STATE,)),),)),))),
    (("subscribe",), CallModel("", calls=(Calls(0, ((Made((STATE,)),), (Made((STATE,)),))),))),
)


def _store(name: str, owner: str | None) -> CallModel:
    """The maker of a store: `create(initializer)`, and `create<T>()(initializer)`, which types need."""
    gives = (Gives(Returned(0), (STATE,)), Gives(CalledWith(("setState",), changes=True), (STATE,)))
    calls = (Calls(0, ((Result(("setState",)),), (Result(("getState",)),), (Result(),))),)
    return CallModel(name, owner, gives, calls=calls, members=_members, curried=True)


_COMBINE = CallModel(
    "combine",
    "middleware",
    (
        Gives(Arg(0), (STATE,)),
        Gives(Returned(1), (STATE,)),
        Gives(CalledWith(("##set",), changes=True), (STATE,)),
    ),
    calls=(Calls(1, ((Result(("##set",)),), (Result(("##get",)),))),),
    members=(
        ((), CallModel("", gives=(Gives(Made((STATE,))),))),
        (("##get",), CallModel("", gives=(Gives(Made((STATE,))),))),
        (("##set",), CallModel("", calls=(Calls(0, ((Made((STATE,)),),)),))),
    ),
)
"""It stands where the initializer does, with a first state and the function that makes the rest of it."""

MODELS: tuple[CallModel, ...] = (
    *(_store("create", owner) for owner in ("zustand", "react")),
    *(_store("createStore", owner) for owner in ("zustand", "vanilla")),
    _store("createWithEqualityFn", None),
    *(
        CallModel(
            "useStore",
            owner,
            (Gives(Returned(1)), Gives(Unless(1, Arg(0, (STATE,))))),
            calls=(Calls(1, ((Arg(0, (STATE,)),),)),),
        )
        for owner in ("zustand", "react")
    ),
    *(
        CallModel(name, owner, callable=True)
        for name in ("devtools", "persist", "immer", "subscribeWithSelector")
        for owner in ("middleware", "immer")
    ),
    _COMBINE,
    *(CallModel("useShallow", owner, callable=True) for owner in ("shallow", "zustand")),
)
