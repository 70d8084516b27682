"""Python's containers: sequences, mappings, sets, iterators and the modules that work on them."""

from __future__ import annotations

from genlint.frontends.libraries.words import WIDTH, function, member, method
from genlint.model.env import ANY, APPENDED, ELEMENT, ITER, KEYS
from genlint.model.generators import RESULT
from genlint.model.library import CallModel, Calls, Effect, Gives, Moves
from genlint.model.library_words import (
    Arg,
    EntryOf,
    Keywords,
    Listed,
    Merged,
    Next,
    PairOf,
    Receiver,
    Returned,
    Reversed,
    Section,
    Unless,
    UnlessHeld,
)

_all = Arg(0, (ITER,))
_by_key = (Calls(9, ((_all,),), name="key"),)
_one_of_each = tuple((Arg(1 + i, (ITER,)),) for i in range(WIDTH))
_unpacked = tuple((Arg(1, (ITER, i)),) for i in range(WIDTH))
_each_key = (Calls(9, ((Arg(1, (ITER,)),),), name="key"),)
_put_in = Effect((ELEMENT,), Arg(0))
_returned = (Gives(Receiver((RESULT,)), ("value",)),)
_SHUFFLES = Moves("shuffle")


def _fallback(
    name: str, *gives: Gives, effects: tuple[Effect, ...] = (), moves: Moves | None = None
) -> CallModel:
    return CallModel(name, ".", gives, effects, alternatives=True, moves=moves)


_MAKERS = (
    *(function(name, Gives(Listed(0))) for name in ("list", "tuple", "deque")),
    function("iter", Gives(Listed(0)), Gives(Returned(0), (ELEMENT,)), calls=(Calls(0),)),
    *(function(name, Gives(_all, (ELEMENT,)), Gives(_all, (ANY,))) for name in ("set", "frozenset")),
    function("sorted", Gives(_all, (ELEMENT,)), Gives(_all, (ANY,)), calls=_by_key),
    function("reversed", Gives(Reversed(0))),
    *(
        function(
            name,
            Gives(Keywords()),
            Gives(Arg(0)),
            Gives(PairOf()),
            Gives(Arg(0, (ELEMENT, 0)), (ITER,)),
            Gives(Arg(0, (ELEMENT, 0)), (KEYS,)),
        )
        for name in ("dict", "OrderedDict")
    ),
    function("Counter", Gives(_all, (ITER,)), Gives(_all, (KEYS,))),
    method("most_common", Gives(Receiver((KEYS,)), (ELEMENT, 0))),
    function("SimpleNamespace", Gives(Keywords()), Gives(Arg(0))),
    function("MappingProxyType", Gives(Arg(0))),
    function("UserDict", Gives(Keywords()), Gives(Arg(0))),
    function("UserList", Gives(Listed(0))),
    function("ChainMap", Gives(Merged(first_wins=True)), Gives(Arg(0, rest=True), ("maps", ELEMENT))),
    method("new_child", Gives(Arg(0)), Gives(Receiver())),
    function("defaultdict", Gives(Arg(1)), Gives(Returned(0), (ANY,)), calls=(Calls(0),)),
    function("array", Gives(Arg(1, (ITER,)), (ELEMENT,))),
)

_ITERATION = (
    CallModel(
        "next",
        None,
        (Gives(Next()), Gives(Arg(1))),
        raises=(Gives(Arg(0, (RESULT,)), ("value",)),),
        alternatives=True,
        moves=Moves("first", target=0),
    ),
    function("anext", Gives(Next()), moves=Moves("first", target=0)),
    function("aiter", Gives(Listed(0))),
    *(
        function(
            name,
            Gives(_all),
            Gives(Arg(0, rest=True)),
            Gives(Arg(9, name="default")),
            calls=(Calls(9, ((_all, Arg(0), Arg(1)),), name="key"),),
        )
        for name in ("max", "min")
    ),
    function("sum", Gives(Arg(0, (ITER, ELEMENT)), (ELEMENT,)), Gives(Arg(1))),
    function("enumerate", Gives(_all, (ELEMENT, 1))),
    function("zip", *(Gives(Arg(i, (ITER,)), (ELEMENT, i)) for i in range(WIDTH))),
    function(
        "zip_longest",
        *(Gives(Arg(i, (ITER,)), (ELEMENT, i)) for i in range(WIDTH)),
        Gives(Arg(9, name="fillvalue"), (ELEMENT, ANY)),
        *(Gives(Arg(9, name="fillvalue"), (ELEMENT, i)) for i in range(WIDTH)),
    ),
    function("repeat", Gives(Arg(0), (ELEMENT,))),
    *(
        each
        for maker in (function, method)
        for each in (
            maker("map", Gives(Returned(0), (ELEMENT,)), calls=(Calls(0, _one_of_each),)),
            maker("starmap", Gives(Returned(0), (ELEMENT,)), calls=(Calls(0, _unpacked),)),
        )
    ),
    *(
        function(name, Gives(Arg(1, (ITER,)), (ELEMENT,)), calls=(Calls(0, ((Arg(1, (ITER,)),),)),))
        for name in ("filter", "filterfalse", "takewhile", "dropwhile")
    ),
    function(
        "reduce",
        Gives(Returned(0)),
        Gives(Arg(2)),
        calls=(Calls(0, ((Arg(2), Returned(0), Unless(2, Arg(1, (ITER,)))), (Arg(1, (ITER,)),))),),
    ),
    function(
        "accumulate",
        Gives(_all, (ELEMENT,)),
        Gives(Returned(1), (ELEMENT,)),
        Gives(Returned(9, name="func"), (ELEMENT,)),
        Gives(Arg(9, name="initial"), (ELEMENT,)),
        calls=(
            Calls(1, ((_all, Returned(1)), (_all,))),
            Calls(9, ((_all, Returned(9, name="func")), (_all,)), name="func"),
        ),
    ),
    function("chain", Gives(Arg(0, (ITER,), rest=True), (ELEMENT,))),
    method("from_iterable", Gives(Arg(0, (ITER, ITER)), (ELEMENT,))),
    function("islice", Gives(Section(1, 0, stop_first=True))),
    function("cycle", Gives(_all, (ELEMENT,))),
    function("tee", Gives(_all, (ANY, ELEMENT))),
    function("pairwise", Gives(_all, (ELEMENT, ANY))),
    function("batched", Gives(_all, (ELEMENT, ANY))),
    *(
        function(name, Gives(_all, (ELEMENT, ANY)))
        for name in ("permutations", "combinations", "combinations_with_replacement")
    ),
    function("product", *(Gives(Arg(i, (ITER,)), (ELEMENT, i)) for i in range(WIDTH))),
    function(
        "groupby",
        Gives(Unless(1, _all), (ELEMENT, 0)),
        Gives(Returned(1), (ELEMENT, 0)),
        Gives(Returned(9, name="key"), (ELEMENT, 0)),
        Gives(_all, (ELEMENT, 1, ELEMENT)),
        calls=(Calls(1, ((_all,),)), Calls(9, ((_all,),), name="key")),
    ),
    method("__anext__", Gives(Next(-1)), moves=Moves("first")),
    CallModel("__next__", ".", (Gives(Next(-1)),), raises=_returned, moves=Moves("first")),
    *(
        CallModel(name, ".", (Gives(Receiver((ELEMENT,))),), raises=_returned)
        for name in ("send", "throw", "asend", "athrow")
    ),
    *(method(name, Gives(Receiver())) for name in ("__iter__", "__aiter__", "__await__", "copy", "__copy__")),
)

_SEQUENCES = (
    method("append", effects=(Effect((APPENDED,), Arg(0)),), moves=Moves("append")),
    method("appendleft", effects=(_put_in,), moves=Moves("front")),
    method("add", effects=(_put_in,)),
    method("insert", effects=(Effect((ELEMENT,), Arg(1)),), moves=Moves("insert")),
    method("extend", effects=(Effect((ELEMENT,), Arg(0, (ITER,))),), moves=Moves("extend")),
    method("extendleft", effects=(Effect((ELEMENT,), Arg(0, (ITER,))),), moves=Moves("unknown")),
    method("popleft", Gives(Receiver((0,))), moves=Moves("first")),
    method("remove", moves=Moves("unknown")),
    method("sort", calls=(Calls(9, ((Receiver((ELEMENT,)),),), name="key"),), moves=_SHUFFLES),
    method("rotate", moves=_SHUFFLES),
    method("reverse", moves=Moves("reverse")),
    member("random", "shuffle", moves=Moves("shuffle", target=0)),
    member("random", "choice", Gives(_all)),
    *(member("random", name, Gives(_all, (ELEMENT,))) for name in ("choices", "sample")),
    *(method(name, effects=(_put_in,)) for name in ("put", "put_nowait")),
    method("get_nowait", Gives(Receiver((ELEMENT,)))),
    function("heapify", moves=Moves("shuffle", target=0)),
    function("heappush", effects=(Effect((ELEMENT,), Arg(1), target=0),), moves=Moves("unknown", target=0)),
    *(
        function(
            name,
            Gives(Arg(0, (ELEMENT,))),
            Gives(Arg(1)),
            effects=(Effect((ELEMENT,), Arg(1), target=0),),
            moves=Moves("unknown", target=0),
        )
        for name in ("heappushpop", "heapreplace")
    ),
    function("heappop", Gives(Arg(0, (ELEMENT,))), moves=Moves("unknown", target=0)),
    *(
        function(name, Gives(Arg(1, (ITER,)), (ELEMENT,)), calls=_each_key)
        for name in ("nlargest", "nsmallest")
    ),
    function("merge", Gives(Arg(0, (ITER,), rest=True), (ELEMENT,))),
    *(
        function(name, effects=(Effect((ELEMENT,), Arg(1), target=0),), moves=Moves("unknown", target=0))
        for name in ("insort", "insort_left", "insort_right")
    ),
)

_MAPPINGS = (
    _fallback("get", Gives(EntryOf(0)), Gives(UnlessHeld(0, Arg(1)))),
    _fallback(
        "pop",
        Gives(EntryOf(0, default=-1)),
        Gives(UnlessHeld(0, Arg(1))),
        effects=(Effect((Arg(0),), None, clears=True),),
        moves=Moves("remove"),
    ),
    _fallback(
        "setdefault",
        Gives(EntryOf(0)),
        Gives(UnlessHeld(0, Arg(1))),
        effects=(Effect((Arg(0),), Arg(1), fills=True),),
    ),
    method("popitem", Gives(Receiver((ANY,)), (1,)), Gives(Receiver((KEYS,)), (0,))),
    method(
        "update", effects=(Effect((), Keywords()), Effect((), Arg(0)), Effect((ELEMENT,), Arg(0, (ITER,))))
    ),
    *(
        method(name, Gives(Receiver((ITER,)), (ELEMENT,)), Gives(Arg(0, (ITER,), rest=True), (ELEMENT,)))
        for name in ("union", "symmetric_difference")
    ),
    *(
        method(name, Gives(Receiver((ITER,)), (ELEMENT,)))
        for name in ("difference", "intersection", "elements")
    ),
    method("fromkeys", Gives(Arg(1), (ANY,)), Gives(_all, (KEYS,)), Gives(_all, (ITER,))),
    method("items", Gives(Receiver((ANY,)), (ELEMENT, 1)), Gives(Receiver((KEYS,)), (ELEMENT, 0))),
    method("values", Gives(Receiver((ANY,)), (ELEMENT,))),
    method("keys", Gives(Receiver((KEYS,)), (ELEMENT,))),
    method("clear", effects=(Effect((), None, clears=True),)),
    method("__getitem__", Gives(EntryOf(0))),
    method("__setitem__", effects=(Effect((Arg(0),), Arg(1)),)),
    method("__delitem__", effects=(Effect((Arg(0),), None, clears=True),)),
)

MODELS: tuple[CallModel, ...] = (*_MAKERS, *_ITERATION, *_SEQUENCES, *_MAPPINGS)
