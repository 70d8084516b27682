"""Redux and its toolkit: slices, reducers, stores, and the hooks that reach the program's one store.

A reducer's state is what it returns, or leaves in the draft that it is handed; a slice keeps its own under a
hidden key, a store under each key the state of the reducer that stands there. An action's payload is what the
function that makes the action is called with. The store is not named where it is used: `useSelector` and
`useDispatch` mean the one that is in sight, or a slice by its name.
"""

from __future__ import annotations

from genlint.model.library import EACH, CallModel, Calls, Gives
from genlint.model.library_words import (
    Arg,
    CalledWith,
    Keyed,
    Left,
    Made,
    Result,
    Returned,
    Shared,
    Undefined,
    Under,
)

STATE = "##state"
PAYLOAD = "##payload"
BUILDER = "##builder"
DISPATCHED = "##dispatched"

_reducers = ("reducers", EACH)
_reducer = (
    (Result((STATE,)),),
    (Under(("payload",), CalledWith(("actions", EACH))),),
)

_builder = tuple(
    (
        (BUILDER, name),
        CallModel(
            "",
            gives=(Gives(Made((BUILDER,))),),
            calls=(Calls(1, ((Made((STATE,)),), (Under(("payload",), Arg(0, (PAYLOAD,))),))),),
        ),
    )
    for name in ("addCase", "addMatcher")
)
_built = tuple(
    Gives(CalledWith((BUILDER, name), 1, changes=True), (STATE,)) for name in ("addCase", "addMatcher")
)

_SLICE = CallModel(
    "createSlice",
    gives=(
        Gives(Arg(0, ("initialState",)), (STATE,)),
        Gives(Returned(0, of=("initialState",)), (STATE,)),
        Gives(Returned(0, of=_reducers), (STATE,)),
        Gives(Left(0, of=_reducers), (STATE,)),
        Gives(Returned(0, of=("reducers", EACH, "reducer")), (STATE,)),
        Gives(Left(0, of=("reducers", EACH, "reducer")), (STATE,)),
        *_built,
        Gives(Result((STATE,)), ("reducer", STATE)),
        Gives(Returned(0, of=("selectors",), keyed=True), ("##selected",)),
    ),
    calls=(
        Calls(0, _reducer, of=_reducers),
        Calls(0, _reducer, of=("reducers", EACH, "reducer")),
        Calls(0, ((CalledWith(("actions", EACH)),),), of=("reducers", EACH, "prepare")),
        Calls(0, ((Result((BUILDER,)),),), of=("extraReducers",)),
        Calls(0, ((Result((STATE,)),),), of=("selectors", EACH)),
    ),
    members=(
        (("actions", EACH), CallModel("", gives=(Gives(Arg(0), ("payload",)),))),
        (("selectors", EACH), CallModel("", gives=(Gives(Made(("##selected", EACH))),))),
        *_builder,
    ),
    pool=("redux", Arg(0, ("name",))),
)

_REDUCER = CallModel(
    "createReducer",
    gives=(Gives(Returned(0, or_value=True), (STATE,)), *_built),
    calls=(Calls(1, ((Result((BUILDER,)),),)),),
    members=_builder,
)

_ACTION = CallModel(
    "createAction",
    gives=(Gives(CalledWith(()), (PAYLOAD,)),),
    members=(((), CallModel("", gives=(Gives(Arg(0), ("payload",)),))),),
)

_THUNK = CallModel(
    "createAsyncThunk",
    gives=(Gives(Returned(1), ("fulfilled", PAYLOAD)),),
    calls=(Calls(1, ((CalledWith(()),), ())),),
    members=(((), CallModel("")),),
)

_dispatched = (Result((DISPATCHED,)),)
_store_members = (
    (("getState",), CallModel("", gives=(Gives(Made((STATE,))),))),
    (("dispatch",), CallModel("", gives=(Gives(Arg(0)),))),
)


def _store(name: str, of: tuple[str, ...], first: Arg, owner: str | None = None) -> CallModel:
    """A store, whose root reducer, or the record of the reducers under it, is at `of` of the argument."""
    return CallModel(
        name,
        owner,
        gives=(
            Gives(Keyed(0, of, after=(STATE,)), (STATE,)),
            Gives(Arg(0, (*of, STATE)), (STATE,)),
            Gives(Returned(0, of=of, keyed=True), (STATE,)),
            Gives(Returned(0, of=of), (STATE,)),
            Gives(first, (STATE,)),
            Gives(CalledWith(("dispatch",)), (DISPATCHED,)),
        ),
        calls=(
            Calls(0, ((Result((STATE, EACH)), Undefined()), _dispatched), of=(*of, EACH)),
            Calls(0, ((Result((STATE,)), Undefined()), _dispatched), of=of),
        ),
        members=_store_members,
        pool=("redux", None),
    )


_COMBINE = CallModel(
    "combineReducers",
    gives=(
        Gives(Keyed(0, after=(STATE,)), (STATE,)),
        Gives(Returned(0, keyed=True), (STATE,)),
    ),
    calls=(Calls(0, ((Result((STATE, EACH)), Undefined()), (Shared("redux", (DISPATCHED,)),)), of=(EACH,)),),
)

_STATE = (Shared("redux", (STATE,)),)

MODELS: tuple[CallModel, ...] = (
    _SLICE,
    _REDUCER,
    _ACTION,
    _THUNK,
    _store("configureStore", ("reducer",), Arg(0, ("preloadedState",))),
    _store("legacy_createStore", (), Arg(1)),
    _store("createStore", (), Arg(1), "redux"),
    _COMBINE,
    *(
        CallModel(name, None, (Gives(Returned(0)),), calls=(Calls(0, (_STATE,)),))
        for name in ("useSelector", "useAppSelector", "useTypedSelector", "useStoreSelector")
    ),
    *(
        CallModel(name, None, (Gives(Shared("redux", ("dispatch",))),))
        for name in ("useDispatch", "useAppDispatch")
    ),
    CallModel("useStore", "react-redux", (Gives(Shared("redux")),)),
    CallModel(
        "connect",
        None,
        (Gives(Returned(0), ("##props",)),),
        calls=(Calls(0, (_STATE,)),),
        members=(((), CallModel("", calls=(Calls(0, ((Made(("##props",)),),)),), callable=True)),),
    ),
    CallModel(
        "createSelector",
        None,
        (Gives(Returned(-1), ("##result",)),),
        calls=(
            Calls(-1, tuple((Returned(i), Returned(0, of=(i,))) for i in range(4))),
            *(Calls(i, (_STATE,)) for i in range(4)),
            *(Calls(0, (_STATE,), of=(i,)) for i in range(4)),
        ),
        members=(((), CallModel("", gives=(Gives(Made(("##result",))),))),),
    ),
)
