"""JavaScript's own library: objects, collections, promises, functions."""

from __future__ import annotations

from genlint.frontends.libraries.javascript_text import ENTRY
from genlint.frontends.libraries.words import WIDTH, arguments_from, function, member, method
from genlint.model.env import ANY, ELEMENT, KEYS
from genlint.model.exceptions import REJECTED
from genlint.model.generators import RESULT
from genlint.model.library import CallModel, Calls, Effect, Gives
from genlint.model.library_words import (
    Arg,
    CalledWith,
    EntryOf,
    Keyed,
    Merged,
    PairOf,
    ProxyOf,
    Receiver,
    Resolved,
    Returned,
    Unless,
)

_IDENTITY = (
    "Object",
    "structuredClone",
    "unref",
    "toValue",
    "cloneDeep",
    "clone",
    "untrack",
)

_COLLECTIONS = (
    function(
        "Map",
        Gives(PairOf()),
        Gives(Arg(0, (ELEMENT, 1)), (ELEMENT, 1)),
        Gives(Arg(0, (ELEMENT, 0)), (ELEMENT, 0)),
        Gives(Arg(0, (ELEMENT, 0)), (KEYS,)),
    ),
    function("WeakMap", Gives(PairOf())),
    *(function(name, Gives(Arg(0, (ELEMENT,)), (ELEMENT,))) for name in ("Set", "WeakSet")),
    function("WeakRef", Gives(Arg(0))),
    method("deref", Gives(Receiver())),
    method("get", Gives(EntryOf(0))),
    method("getItem", Gives(EntryOf(0))),
    method(
        "set",
        Gives(Receiver()),
        effects=ENTRY,
    ),
    method("setItem", effects=(Effect((Arg(0),), Arg(1)),)),
    method("add", Gives(Receiver()), effects=(Effect((ELEMENT,), Arg(0)),)),
    method("removeItem", effects=(Effect((Arg(0),), None, clears=True),)),
    method("delete", effects=(Effect((Arg(0),), None, clears=True),)),
    method("clear", effects=(Effect((), None, clears=True),)),
    *(
        method(name, Gives(Receiver((ELEMENT,)), (ELEMENT,)), Gives(Arg(0, (ELEMENT,)), (ELEMENT,)))
        for name in ("union", "symmetricDifference")
    ),
    *(method(name, Gives(Receiver((ELEMENT,)), (ELEMENT,))) for name in ("difference", "intersection")),
    *(
        method(name, Gives(Receiver((ELEMENT,)), ("value",)), Gives(Receiver((RESULT,)), ("value",)))
        for name in ("next", "throw")
    ),
    method("return", Gives(Arg(0), ("value",))),
)

_getter = Returned(2, of=("get",))

_OBJECTS = (
    member("Object", "assign", Gives(Merged(0)), effects=(Effect((), Merged(1), target=0),)),
    *(member("Object", name, Gives(Arg(0))) for name in ("freeze", "seal", "preventExtensions")),
    member("Object", "create", Gives(Arg(0)), Gives(Keyed(1, after=("value",)))),
    member("Object", "setPrototypeOf", Gives(Arg(0)), effects=(Effect((), Arg(1), target=0, fills=True),)),
    *(
        CallModel(
            "inherits", owner, effects=(Effect(("prototype",), Arg(1, ("prototype",)), target=0, weak=True),)
        )
        for owner in (None, ".")
    ),
    member("Object", "values", Gives(Arg(0, (ANY,)), (ELEMENT,))),
    *(
        member(owner, name, Gives(Arg(0, (KEYS,)), (ELEMENT,)))
        for owner, name in (("Object", "keys"), ("Object", "getOwnPropertyNames"), ("Reflect", "ownKeys"))
    ),
    member("Object", "entries", Gives(Arg(0, (ANY,)), (ELEMENT, 1)), Gives(Arg(0, (KEYS,)), (ELEMENT, 0))),
    member("Object", "fromEntries", Gives(PairOf()), Gives(Arg(0, (ELEMENT, 0)), (KEYS,))),
    member(
        "Object",
        "groupBy",
        Gives(Arg(0, (ELEMENT,)), (ANY, ELEMENT)),
        Gives(Returned(1), (KEYS,)),
        calls=(Calls(1, ((Arg(0, (ELEMENT,)),),)),),
    ),
    member(
        "Map",
        "groupBy",
        Gives(Arg(0, (ELEMENT,)), (ANY, ELEMENT)),
        Gives(Arg(0, (ELEMENT,)), (ELEMENT, 1, ELEMENT)),
        Gives(Returned(1), (ELEMENT, 0)),
        calls=(Calls(1, ((Arg(0, (ELEMENT,)),),)),),
    ),
    *(
        member(
            owner,
            "defineProperty",
            Gives(Arg(0)),
            effects=(
                Effect((Arg(1),), Arg(2, ("value",)), target=0),
                Effect((Arg(1),), _getter, target=0),
            ),
            calls=(Calls(2, of=("get",), receiver=Arg(0)),),
        )
        for owner in ("Object", "Reflect")
    ),
    member(
        "Object",
        "defineProperties",
        Gives(Arg(0)),
        effects=(Effect((), Keyed(1, after=("value",)), target=0),),
    ),
    *(
        member(owner, "getOwnPropertyDescriptor", Gives(EntryOf(1, target=0), ("value",)))
        for owner in ("Object", "Reflect")
    ),
    member("Object", "getOwnPropertyDescriptors", Gives(Arg(0, (ANY,)), (ANY, "value"))),
    member("Reflect", "get", Gives(EntryOf(1, target=0))),
    member("Reflect", "set", effects=(Effect((Arg(1),), Arg(2), target=0),)),
    member("Reflect", "deleteProperty", effects=(Effect((Arg(1),), None, target=0, clears=True),)),
    member("JSON", "parse", Gives(Arg(0))),
    member("JSON", "stringify", Gives(Arg(0))),
    *(function(name, Gives(Arg(0))) for name in _IDENTITY),
    function("Boolean", condition=True),
    function("Proxy", Gives(ProxyOf())),
    *(
        function(
            name,
            Gives(Arg(0), ("message",)),
            Gives(Arg(1, ("cause",)), ("cause",)),
            Gives(Arg(0), text=True),
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
    function("DOMException", Gives(Arg(0), ("message",)), Gives(Arg(1), ("name",)), Gives(Arg(0), text=True)),
    function("AggregateError", Gives(Arg(0), ("errors",)), Gives(Arg(1), ("message",))),
    member("Symbol", "for", Gives(Arg(0))),
)

_PROMISES = (
    method(
        "then",
        Gives(Returned(0)),
        Gives(Returned(1)),
        *(Gives(Returned(index, (REJECTED,)), (REJECTED,)) for index in range(2)),
        Gives(Unless(1, Receiver((REJECTED,))), (REJECTED,)),
        calls=(Calls(0, ((Receiver(),),)), Calls(1, ((Receiver((REJECTED,)),),))),
    ),
    method(
        "catch",
        Gives(Receiver()),
        Gives(Returned(0)),
        Gives(Returned(0, (REJECTED,)), (REJECTED,)),
        calls=(Calls(0, ((Receiver((REJECTED,)),),)),),
    ),
    method("finally", Gives(Receiver()), calls=(Calls(0),)),
    member("Promise", "resolve", Gives(Arg(0))),
    member("Promise", "reject", Gives(Arg(0), (REJECTED,))),
    member("Promise", "all", Gives(Arg(0)), Gives(Arg(0, (ELEMENT, REJECTED)), (REJECTED,))),
    *(
        member("Promise", name, Gives(Arg(0, (ELEMENT,))), Gives(Arg(0, (ELEMENT, REJECTED)), (REJECTED,)))
        for name in ("race", "any")
    ),
    member(
        "Promise",
        "allSettled",
        Gives(Arg(0, (ELEMENT,)), (ELEMENT, "value")),
        Gives(Arg(0, (ELEMENT, REJECTED)), (ELEMENT, "reason")),
        *(Gives(Arg(0, (i,)), (i, "value")) for i in range(WIDTH)),
        *(Gives(Arg(0, (i, REJECTED)), (i, "reason")) for i in range(WIDTH)),
    ),
    member("Promise", "try", Gives(Returned(0)), calls=(Calls(0, arguments_from(1)),)),
    member(
        "Promise",
        "withResolvers",
        Gives(CalledWith(("resolve",)), ("promise",)),
        Gives(CalledWith(("reject",)), ("promise", REJECTED)),
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
        CallModel(name, None, callable=True, gives=(Gives(Arg(0)),))
        for name in ("debounce", "throttle", "memoize", "memoizeOne", "once", "pDebounce", "pThrottle")
    ),
)

MODELS: tuple[CallModel, ...] = (*_OBJECTS, *_PROMISES, *_COLLECTIONS, *_FUNCTIONS, *_ENDING)
