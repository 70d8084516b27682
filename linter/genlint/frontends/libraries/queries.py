"""Libraries of remote state: `@tanstack/react-query`, and `swr`.

A query's data is what the function that fetches it returns, or what `select` makes of that. A mutation calls
its function with what `mutate` is given.
"""

from __future__ import annotations

from genlint.model.env import ELEMENT, FullPath
from genlint.model.library import CallModel, Calls, Gives
from genlint.model.library_words import Arg, CalledWith, Made, Origin, Returned, Under, Unless

FETCH = ("queryFn",)
MUTATE = ("mutationFn",)


def _gives(at: FullPath, of: FullPath = ()) -> tuple[Gives, ...]:
    """A query's data, at `at` of the result; its options stand at `of` of the argument."""
    fetched = Returned(0, of=(*of, *FETCH))
    return (
        Gives(Returned(0, of=(*of, "select")), at),
        Gives(Unless(0, fetched, of=(*of, "select")), at),
        *(Gives(Arg(0, (*of, key)), at) for key in ("initialData", "placeholderData")),
    )


def _calls(of: FullPath = ()) -> tuple[Calls, ...]:
    fetched = Returned(0, of=(*of, *FETCH))
    return (
        Calls(0, ((Under(("queryKey",), Arg(0, (*of, "queryKey"))),),), of=(*of, *FETCH)),
        Calls(0, ((fetched,),), of=(*of, "select")),
    )


def _query(name: str, at: FullPath, owner: str | None = None) -> CallModel:
    """A query by its options; or, as it once was, by key, function and options."""
    return CallModel(
        name,
        owner,
        gives=(*_gives(at), Gives(Returned(1), at)),
        calls=(*_calls(), Calls(1, ((Under(("queryKey",), Arg(0)),),))),
    )


def _queries(name: str) -> CallModel:
    """Several queries, by position where it is known."""
    keys = (*range(6), ELEMENT)
    return CallModel(
        name,
        gives=tuple(each for key in keys for each in _gives((key, "data"), ("queries", key))),
        calls=tuple(each for key in keys for each in _calls(("queries", key))),
    )


_INFINITE = CallModel(
    "useInfiniteQuery",
    gives=(Gives(Returned(0, of=FETCH), ("data", "pages", ELEMENT)),),
    calls=(Calls(0, ((Under(("queryKey",), Arg(0, ("queryKey",))),),), of=FETCH),),
)

_given: tuple[Origin, ...] = (CalledWith(("mutate",)), CalledWith(("mutateAsync",)))
_made = Returned(0, of=MUTATE)
_MUTATION = CallModel(
    "useMutation",
    gives=(
        Gives(_made, ("data",)),
        Gives(Returned(0), ("data",)),
        *(Gives(each, ("variables",)) for each in _given),
    ),
    calls=(
        Calls(0, (_given,), of=MUTATE),
        Calls(0, (_given,)),
        Calls(0, (_given,), of=("onMutate",)),
        Calls(0, ((_made,), _given), of=("onSuccess",)),
        Calls(0, ((), _given), of=("onError",)),
        Calls(0, ((_made,), (), _given), of=("onSettled",)),
    ),
    members=(
        (("mutate",), CallModel("", calls=(Calls(1, ((Made(("data",)),), (Arg(0),)), of=("onSuccess",)),))),
        (
            ("mutateAsync",),
            CallModel(
                "",
                gives=(Gives(Made(("data",))),),
                calls=(Calls(1, ((Made(("data",)),), (Arg(0),)), of=("onSuccess",)),),
            ),
        ),
    ),
)

_key: tuple[Origin, ...] = (Returned(0, or_value=True),)
_SWR = tuple(
    CallModel(
        name,
        gives=(
            Gives(Returned(1), ("data", *at)),
            Gives(CalledWith(("mutate",)), ("data",)),
            Gives(Arg(2, ("fallbackData",)), ("data",)),
        ),
        calls=(Calls(0), Calls(1, (_key,))),
    )
    for name, at in (
        ("useSWR", ()),
        ("useSWRImmutable", ()),
        ("useSWRInfinite", (ELEMENT,)),
    )
)
_SWR_MUTATION = CallModel(
    "useSWRMutation",
    gives=(Gives(Returned(1), ("data",)),),
    calls=(Calls(1, (_key, (Under(("arg",), CalledWith(("trigger",))),))),),
    members=((("trigger",), CallModel("", gives=(Gives(Made(("data",))),))),),
)

MODELS: tuple[CallModel, ...] = (
    *(_query(name, ("data",)) for name in ("useQuery", "useSuspenseQuery", "createQuery")),
    *(_queries(name) for name in ("useQueries", "useSuspenseQueries")),
    *(_query(name, (), owner=".") for name in ("fetchQuery", "ensureQueryData")),
    _INFINITE,
    _MUTATION,
    *_SWR,
    _SWR_MUTATION,
    *(
        CallModel(name, None, (Gives(Arg(0)),))
        for name in ("queryOptions", "infiniteQueryOptions", "mutationOptions")
    ),
)
