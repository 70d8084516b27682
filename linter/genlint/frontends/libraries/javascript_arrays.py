"""JavaScript's arrays and iterators."""

from __future__ import annotations

from genlint.frontends.libraries.words import function, member, method
from genlint.model.env import ANY, APPENDED, ELEMENT, KEYS
from genlint.model.library import CallModel, Calls, Effect, Gives, Moves
from genlint.model.library_words import (
    Arg,
    Concatenated,
    EntryOf,
    Listed,
    Receiver,
    Returned,
    Reversed,
    Section,
    Unless,
)

_element = Receiver((ELEMENT,))
_all = Gives(_element, (ELEMENT,))
_calls = (Calls(0, ((_element,), (), (Receiver(),)), receiver=Arg(1)),)
_compares = (Calls(0, ((_element,), (_element,))),)
_folds = (Calls(0, ((Arg(1), Returned(0), Unless(1, _element)), (_element,), (), (Receiver(),))),)

MODELS: tuple[CallModel, ...] = (
    method("map", Gives(Returned(0), (ELEMENT,)), calls=_calls),
    method(
        "flatMap", Gives(Returned(0, (ELEMENT,)), (ELEMENT,)), Gives(Returned(0), (ELEMENT,)), calls=_calls
    ),
    method("filter", _all, calls=_calls),
    method(
        "forEach",
        calls=(
            Calls(
                0,
                ((Receiver((ELEMENT,)), Receiver((ANY,))), (Receiver((KEYS,)),), (Receiver(),)),
                receiver=Arg(1),
            ),
        ),
    ),
    *(method(name, calls=_calls) for name in ("some", "every", "findIndex", "findLastIndex")),
    *(method(name, Gives(_element), calls=_calls) for name in ("find", "findLast")),
    *(method(name, Gives(Returned(0)), Gives(Arg(1)), calls=_folds) for name in ("reduce", "reduceRight")),
    method("fill", Gives(Arg(0), (ELEMENT,)), effects=(Effect((ELEMENT,), Arg(0)),)),
    method("at", Gives(EntryOf(0))),
    method("pop", Gives(Receiver((-1,))), moves=Moves("last")),
    method("shift", Gives(Receiver((0,))), moves=Moves("first")),
    method("slice", Gives(Section()), Gives(Receiver(), text=True)),
    method("splice", _all, moves=Moves("splice")),
    method("reverse", Gives(Reversed()), moves=Moves("reverse")),
    method("toReversed", Gives(Reversed())),
    method("sort", _all, calls=_compares, moves=Moves("shuffle")),
    method("toSorted", _all, calls=_compares),
    method("toSpliced", _all, Gives(Arg(2, rest=True), (ELEMENT,))),
    method("copyWithin", _all, moves=Moves("shuffle")),
    method("values", _all),
    method(
        "flat",
        *(Gives(Receiver((ELEMENT,) * depth), (ELEMENT,)) for depth in (1, 2, 3)),
    ),
    method("with", _all, Gives(Arg(1), (ELEMENT,))),
    method("entries", Gives(Receiver((ANY,)), (ELEMENT, 1)), Gives(Receiver((KEYS,)), (ELEMENT, 0))),
    method("keys", Gives(Receiver((KEYS,)), (ELEMENT,))),
    method(
        "concat",
        Gives(Concatenated()),
        Gives(Receiver(), text=True),
        Gives(Arg(0, rest=True), text=True),
    ),
    method(
        "push",
        effects=(Effect((APPENDED,), Arg(0)), Effect((ELEMENT,), Arg(1, rest=True))),
        moves=Moves("append"),
    ),
    method("unshift", effects=(Effect((ELEMENT,), Arg(0, rest=True)),), moves=Moves("front")),
    member(
        "Array",
        "from",
        Gives(Unless(1, Listed(0))),
        Gives(Returned(1), (ELEMENT,)),
        calls=(Calls(1, ((Arg(0, (ELEMENT,)),),)),),
    ),
    member("Array", "fromAsync", Gives(Unless(1, Listed(0))), Gives(Returned(1), (ELEMENT,))),
    member("Array", "of", Gives(Arg(0, rest=True), (ELEMENT,))),
    function("Array", Gives(Arg(0, rest=True), (ELEMENT,))),
    # helpers of iterators
    *(method(name, _all) for name in ("take", "drop", "toArray")),
    member("Iterator", "from", Gives(Listed(0))),
)
