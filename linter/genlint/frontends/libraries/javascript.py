"""JavaScript's own library: objects, collections, promises, functions; with its arrays, texts and events."""

from __future__ import annotations

from genlint.frontends.libraries import javascript_arrays, javascript_events, javascript_text
from genlint.frontends.libraries.words import function, member, method
from genlint.model.env import ANY, ELEMENT, KEYS
from genlint.model.library import (
    Arg,
    CalledWith,
    CallModel,
    Calls,
    Effect,
    EntryOf,
    Gives,
    Merged,
    PairOf,
    ProxyOf,
    Receiver,
    Resolved,
    Returned,
    UnderKey,
)

_IDENTITY = (
    "Object",
    "structuredClone",
    "unref",
    "toValue",
    "toRef",
    "readonly",
    "toRaw",
    "markRaw",
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
        effects=(
            Effect((Arg(0),), Arg(1)),
            Effect((ELEMENT, 1), Arg(1)),
            Effect((KEYS,), Arg(0)),
            Effect((ELEMENT, 0), Arg(0)),
        ),
    ),
    method("setItem", effects=(Effect((Arg(0),), Arg(1)),)),
    method("add", Gives(Receiver()), effects=(Effect((ELEMENT,), Arg(0)),)),
    method("delete", effects=(Effect((Arg(0),), None, clears=True),)),
    method("clear", effects=(Effect((), None, clears=True),)),
    *(
        method(name, Gives(Receiver((ELEMENT,)), (ELEMENT,)), Gives(Arg(0, (ELEMENT,)), (ELEMENT,)))
        for name in ("union", "symmetricDifference")
    ),
    *(method(name, Gives(Receiver((ELEMENT,)), (ELEMENT,))) for name in ("difference", "intersection")),
)

_getter = Returned(2, of=("get",))

_OBJECTS = (
    member("Object", "assign", Gives(Merged(0)), effects=(Effect((), Merged(1), target=0),)),
    *(member("Object", name, Gives(Arg(0))) for name in ("freeze", "seal", "preventExtensions")),
    member("Object", "create", Gives(Arg(0)), Gives(UnderKey(1, ("value",)))),
    member("Object", "setPrototypeOf", Gives(Arg(0)), effects=(Effect((), Arg(1), target=0, fills=True),)),
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
            calls=(Calls(2, receiver=Arg(0)),),
        )
        for owner in ("Object", "Reflect")
    ),
    member(
        "Object",
        "defineProperties",
        Gives(Arg(0)),
        effects=(Effect((), UnderKey(1, ("value",)), target=0),),
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

_rejected = Receiver(("#rejected",))

_PROMISES = (
    method(
        "then",
        Gives(Returned(0)),
        Gives(Returned(1)),
        Gives(_rejected, ("#rejected",)),
        calls=(Calls(0, ((Receiver(),),)), Calls(1, ((_rejected,),))),
    ),
    method("catch", Gives(Receiver()), Gives(Returned(0)), calls=(Calls(0, ((_rejected,),)),)),
    method("finally", Gives(Receiver()), calls=(Calls(0),)),
    member("Promise", "resolve", Gives(Arg(0))),
    member("Promise", "reject", Gives(Arg(0), ("#rejected",))),
    member("Promise", "all", Gives(Arg(0)), Gives(Arg(0, (ELEMENT, "#rejected")), ("#rejected",))),
    *(
        member(
            "Promise",
            name,
            Gives(Arg(0, (ELEMENT,))),
            Gives(Arg(0, (ELEMENT, "#rejected")), ("#rejected",)),
        )
        for name in ("race", "any")
    ),
    member(
        "Promise",
        "allSettled",
        Gives(Arg(0, (ELEMENT,)), (ELEMENT, "value")),
        Gives(Arg(0, (ELEMENT, "#rejected")), (ELEMENT, "reason")),
        *(Gives(Arg(0, (i,)), (i, "value")) for i in range(6)),
        *(Gives(Arg(0, (i, "#rejected")), (i, "reason")) for i in range(6)),
    ),
    member("Promise", "try", Gives(Returned(0)), calls=(Calls(0, tuple((Arg(i),) for i in range(1, 6))),)),
    member(
        "Promise",
        "withResolvers",
        Gives(CalledWith(("resolve",)), ("promise",)),
        Gives(CalledWith(("reject",)), ("promise", "#rejected")),
    ),
    function("Promise", Gives(Resolved(0, 1), ("#rejected",)), Gives(Resolved(0, 0))),
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

MODELS: tuple[CallModel, ...] = (
    *javascript_text.MODELS,
    *_OBJECTS,
    *_PROMISES,
    *javascript_arrays.MODELS,
    *javascript_events.MODELS,
    *_COLLECTIONS,
    *_FUNCTIONS,
)
