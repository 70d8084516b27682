"""JavaScript's own library."""

from __future__ import annotations

from genlint.model.env import ANY, APPENDED, ELEMENT, KEYS
from genlint.model.exceptions import REJECTED
from genlint.model.generators import RESULT
from genlint.model.library import (
    Arg,
    CallModel,
    Calls,
    Effect,
    EntryOf,
    Gives,
    Keyed,
    Merged,
    PairOf,
    Receiver,
    Resolved,
    Returned,
    Unless,
)

_SAME_TEXT = (
    "toLowerCase",
    "toUpperCase",
    "replace",
    "replaceAll",
    "toString",
    "valueOf",
    "trim",
    "trimStart",
    "trimEnd",
    "normalize",
    "toLocaleString",
)
_TEXT_METHODS = ("concat", "padStart", "padEnd")
_IDENTITY = (
    "String",
    "Object",
    "structuredClone",
    "encodeURIComponent",
    "decodeURIComponent",
    "encodeURI",
    "decodeURI",
    "unref",
    "toValue",
    "cloneDeep",
    "clone",
    "untrack",
)

_element = Receiver((ELEMENT,))
_each = (_element,), (), (Receiver(),)


def _method(
    name: str,
    *gives: Gives,
    effects: tuple[Effect, ...] = (),
    calls: tuple[Calls, ...] = (),
) -> CallModel:
    return CallModel(name, ".", gives, effects, calls)


def _of(
    owner: str, name: str, *gives: Gives, effects: tuple[Effect, ...] = (), calls: tuple[Calls, ...] = ()
) -> CallModel:
    return CallModel(name, owner, gives, effects, calls)


_STRINGS = (
    *(_method(name, Gives(Receiver())) for name in _SAME_TEXT),
    *(
        _method(name, Gives(Receiver(), text=True), Gives(Arg(0, rest=True), text=True))
        for name in _TEXT_METHODS
        if name != "concat"
    ),
    _method(
        "concat",
        Gives(Receiver(), text=True),
        Gives(Arg(0, rest=True), text=True),
        Gives(Receiver((ELEMENT,)), (ELEMENT,)),
        Gives(Arg(0, (ELEMENT,), rest=True), (ELEMENT,)),
    ),
    _method("join", Gives(Receiver((ELEMENT,)), text=True)),
)

_ARRAYS = (
    _method("map", Gives(Returned(0), (ELEMENT,)), calls=(Calls(0, _each),)),
    _method("flatMap", Gives(Returned(0, (ELEMENT,)), (ELEMENT,)), calls=(Calls(0, _each),)),
    _method("filter", Gives(_element, (ELEMENT,)), calls=(Calls(0, _each),)),
    _method(
        "forEach",
        calls=(Calls(0, ((Receiver((ELEMENT,)), Receiver((ANY,))), (Receiver((KEYS,)),), (Receiver(),))),),
    ),
    *(_method(name, calls=(Calls(0, _each),)) for name in ("some", "every", "findIndex", "findLastIndex")),
    *(_method(name, Gives(_element), calls=(Calls(0, _each),)) for name in ("find", "findLast")),
    _method(
        "reduce",
        Gives(Returned(0)),
        Gives(Arg(1)),
        calls=(Calls(0, ((Arg(1), Returned(0), Unless(1, _element)), (_element,), (), (Receiver(),))),),
    ),
    _method(
        "reduceRight",
        Gives(Returned(0)),
        Gives(Arg(1)),
        calls=(Calls(0, ((Arg(1), Returned(0), Unless(1, _element)), (_element,), (), (Receiver(),))),),
    ),
    _method("fill", Gives(Arg(0), (ELEMENT,)), effects=(Effect((ELEMENT,), Arg(0)),)),
    _method("at", Gives(EntryOf(0))),
    _method("pop", Gives(_element)),
    _method("shift", Gives(Receiver((0,)))),
    *(
        _method(name, Gives(Receiver((ELEMENT,)), (ELEMENT,)))
        for name in (
            "slice",
            "splice",
            "reverse",
            "sort",
            "toSorted",
            "toReversed",
            "toSpliced",
            "values",
            "copyWithin",
        )
    ),
    _method("flat", Gives(Receiver((ELEMENT, ELEMENT)), (ELEMENT,)), Gives(_element, (ELEMENT,))),
    _method("with", Gives(Receiver((ELEMENT,)), (ELEMENT,)), Gives(Arg(1), (ELEMENT,))),
    _method("entries", Gives(Receiver((ANY,)), (ELEMENT, 1))),
    _method("keys", Gives(Receiver((KEYS,)), (ELEMENT,))),
    _method("push", effects=(Effect((APPENDED,), Arg(0)), Effect((ELEMENT,), Arg(1, rest=True)))),
    _method("unshift", effects=(Effect((ELEMENT,), Arg(0, rest=True)),)),
    _of(
        "Array",
        "from",
        Gives(Unless(1, Arg(0, (ELEMENT,))), (ELEMENT,)),
        Gives(Returned(1), (ELEMENT,)),
        calls=(Calls(1, ((Arg(0, (ELEMENT,)),),)),),
    ),
    _of("Array", "of", Gives(Arg(0, rest=True), (ELEMENT,))),
    CallModel("Array", None, (Gives(Arg(0, rest=True), (ELEMENT,)),)),
)

_COLLECTIONS = (
    CallModel(
        "Map",
        None,
        (
            Gives(PairOf()),
            Gives(Arg(0, (ELEMENT, 1)), (ELEMENT, 1)),
            Gives(Arg(0, (ELEMENT, 0)), (KEYS,)),
        ),
    ),
    CallModel("WeakMap", None, (Gives(PairOf()),)),
    CallModel("Set", None, (Gives(Arg(0, (ELEMENT,)), (ELEMENT,)),)),
    _method("get", Gives(EntryOf(0))),
    _method("getItem", Gives(EntryOf(0))),
    _method(
        "set",
        Gives(Receiver()),
        effects=(
            Effect((Arg(0),), Arg(1)),
            Effect((ELEMENT, 1), Arg(1)),
            Effect((KEYS,), Arg(0)),
            Effect((ELEMENT, 0), Arg(0)),
        ),
    ),
    _method("append", effects=(Effect((Arg(0),), Arg(1), weak=True),)),
    _method("setItem", effects=(Effect((Arg(0),), Arg(1)),)),
    _method("add", Gives(Receiver()), effects=(Effect((ELEMENT,), Arg(0)),)),
    _method("removeItem", effects=(Effect((Arg(0),), None, clears=True),)),
    _method("delete", effects=(Effect((Arg(0),), None, clears=True),)),
    _method("clear", effects=(Effect((), None, clears=True),)),
    *(
        _method(name, Gives(Receiver((ELEMENT,)), ("value",)), Gives(Receiver((RESULT,)), ("value",)))
        for name in ("next", "throw")
    ),
    _method("return", Gives(Arg(0), ("value",))),
)

_OBJECTS = (
    _of(
        "Object",
        "assign",
        Gives(Merged(0)),
        effects=(Effect((), Merged(1), target=0),),
    ),
    *(_of("Object", name, Gives(Arg(0))) for name in ("freeze", "seal", "preventExtensions", "create")),
    _of("Object", "values", Gives(Arg(0, (ANY,)), (ELEMENT,))),
    _of("Object", "keys", Gives(Arg(0, (KEYS,)), (ELEMENT,))),
    _of("Object", "entries", Gives(Arg(0, (ANY,)), (ELEMENT, 1)), Gives(Arg(0, (KEYS,)), (ELEMENT, 0))),
    _of("Object", "fromEntries", Gives(PairOf())),
    _of(
        "Object", "defineProperty", Gives(Arg(0)), effects=(Effect((Arg(1),), Arg(2, ("value",)), target=0),)
    ),
    *(
        CallModel(
            "inherits", owner, effects=(Effect(("prototype",), Arg(1, ("prototype",)), target=0, weak=True),)
        )
        for owner in (None, ".")
    ),
    _of("Reflect", "get", Gives(EntryOf(1, target=0))),
    _of("Reflect", "set", effects=(Effect((Arg(1),), Arg(2), target=0),)),
    _of("JSON", "parse", Gives(Arg(0))),
    _of("JSON", "stringify", Gives(Arg(0))),
    *(CallModel(name, None, (Gives(Arg(0)),)) for name in _IDENTITY),
    CallModel("Boolean", None, condition=True),
    *(
        CallModel(
            name,
            None,
            (Gives(Arg(0), ("message",)), Gives(Arg(1, ("cause",)), ("cause",)), Gives(Arg(0), text=True)),
        )
        for name in (
            "Error",
            "TypeError",
            "RangeError",
            "SyntaxError",
            "ReferenceError",
            "EvalError",
            "URIError",
        )
    ),
    CallModel("AggregateError", None, (Gives(Arg(0), ("errors",)), Gives(Arg(1), ("message",)))),
    CallModel(
        "URL", None, (Gives(Arg(0), text=True), Gives(Arg(0), ("href",), text=True), Gives(Arg(1), text=True))
    ),
    *(
        CallModel(name, None, (Gives(Arg(0), text=True), Gives(Arg(0, (ANY,)), text=True), Gives(Keyed(0))))
        for name in ("URLSearchParams", "Headers")
    ),
)

_PROMISES = (
    _method(
        "then",
        Gives(Returned(0)),
        Gives(Returned(1)),
        *(Gives(Returned(index, (REJECTED,)), (REJECTED,)) for index in range(2)),
        Gives(Unless(1, Receiver((REJECTED,))), (REJECTED,)),
        calls=(Calls(0, ((Receiver(),),)), Calls(1, ((Receiver((REJECTED,)),),))),
    ),
    _method(
        "catch",
        Gives(Receiver()),
        Gives(Returned(0)),
        Gives(Returned(0, (REJECTED,)), (REJECTED,)),
        calls=(Calls(0, ((Receiver((REJECTED,)),),)),),
    ),
    _method("finally", Gives(Receiver()), calls=(Calls(0),)),
    _of("Promise", "resolve", Gives(Arg(0))),
    _of("Promise", "reject", Gives(Arg(0), (REJECTED,))),
    _of("Promise", "all", Gives(Arg(0)), Gives(Arg(0, (ELEMENT, REJECTED)), (REJECTED,))),
    *(_of("Promise", name, Gives(Arg(0, (ELEMENT,)))) for name in ("race", "any")),
    _of(
        "Promise",
        "allSettled",
        Gives(Arg(0, (ELEMENT,)), (ELEMENT, "value")),
        Gives(Arg(0, (ELEMENT, REJECTED)), (ELEMENT, "reason")),
        *(Gives(Arg(0, (i,)), (i, "value")) for i in range(6)),
        *(Gives(Arg(0, (i, REJECTED)), (i, "reason")) for i in range(6)),
    ),
    CallModel(
        "Promise",
        None,
        (
            Gives(Resolved(0, 1), (REJECTED,)),
            Gives(Returned(0, (REJECTED,)), (REJECTED,)),
            Gives(Resolved(0, 0)),
        ),
        calls=(Calls(0),),
    ),
)

_ENDING = (
    CallModel("exit", "process", ends=True),
    CallModel("abort", "process", ends=True),
    CallModel("notFound", "navigation", ends=True),
    CallModel("redirect", "navigation", ends=True),
    CallModel("permanentRedirect", "navigation", ends=True),
)

_FUNCTIONS = (
    CallModel("bind", ".", binds="bind"),
    CallModel("call", ".", binds="call"),
    CallModel("apply", ".", binds="apply"),
    *(
        CallModel(name, None, (Gives(Returned(0)),), calls=(Calls(0, ((Arg(2),), (Arg(3),), (Arg(4),))),))
        for name in ("setTimeout", "setInterval", "setImmediate")
    ),
    *(
        CallModel(name, None, (Gives(Returned(0)),), calls=(Calls(0),))
        for name in (
            "queueMicrotask",
            "requestAnimationFrame",
            "requestIdleCallback",
            "nextTick",
        )
    ),
    *(
        CallModel(name, None, callable=True, gives=(Gives(Arg(0)),))
        for name in ("debounce", "throttle", "memoize", "once")
    ),
    _method("addEventListener", calls=(Calls(1),)),
    _of("Symbol", "for", Gives(Arg(0))),
)

MODELS: tuple[CallModel, ...] = (
    *_STRINGS,
    *_OBJECTS,
    *_PROMISES,
    *_ARRAYS,
    *_COLLECTIONS,
    *_FUNCTIONS,
    *_ENDING,
)

COPIES = {
    **dict.fromkeys(("slice", "concat", "filter", "from", "toSorted", "toReversed", "entries"), "shallow"),
    **dict.fromkeys(("structuredClone", "cloneDeep", "parse"), "deep"),
}
"""The functions and methods that make a new object like another."""
