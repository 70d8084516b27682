"""JavaScript's events, observables, timers and queues, and Node's utilities round them."""

from __future__ import annotations

from genlint.frontends.libraries.words import WIDTH, arguments_from, function, member, method
from genlint.model.library import CallModel, Calls, Gives
from genlint.model.library_words import Arg, CalledWith, HandedBack, Receiver, Returned, Sent

_emitted = tuple((Sent(("emit",), 1 + i, keyed=True),) for i in range(WIDTH))
_subscribed = ((Sent(("next", "emit", "publish"), 0), Receiver(("value",))),)

_EVENTS = (
    *(
        method(name, Gives(Receiver()), calls=(Calls(1, _emitted, receiver=Receiver()),))
        for name in (
            "on",
            "once",
            "addListener",
            "prependListener",
            "prependOnceListener",
            "prependListenerOnce",
        )
    ),
    method("addEventListener", calls=(Calls(1, ((Sent(("dispatchEvent",), 0, keyed=True),),)),)),
    function("CustomEvent", Gives(Arg(1, ("detail",)), ("detail",)), Gives(Arg(0), ("type",))),
    function("MessageEvent", Gives(Arg(1, ("data",)), ("data",)), Gives(Arg(0), ("type",))),
    method("subscribe", calls=(Calls(0, _subscribed),)),
    function("BehaviorSubject", Gives(Arg(0), ("value",)), Gives(CalledWith(("next",)), ("value",))),
    method("getValue", Gives(Receiver(("value",)))),
    method("asObservable", Gives(Receiver())),
)

_TIMERS = (
    *(
        function(name, calls=(Calls(0, arguments_from(start)),))
        for name, start in (("setTimeout", 2), ("setInterval", 2), ("setImmediate", 1))
    ),
    *(
        function(name, calls=(Calls(0),))
        for name in ("queueMicrotask", "requestAnimationFrame", "requestIdleCallback")
    ),
    # Vue's
    function("nextTick", Gives(Returned(0)), calls=(Calls(0),)),
    member("process", "nextTick", calls=(Calls(0, arguments_from(1)),)),
    CallModel(
        "promisify",
        None,
        (Gives(Arg(0)),),
        callable=True,
        applied=(Gives(HandedBack(0, 1)),),
    ),
    CallModel("callbackify", None, (Gives(Arg(0)),), callable=True),
    CallModel("deprecate", None, (Gives(Arg(0)),), callable=True),
)

MODELS: tuple[CallModel, ...] = (*_EVENTS, *_TIMERS)
