"""Vue's reactivity, and the signals and proxies of libraries near it."""

from __future__ import annotations

from genlint.model.library import CallModel, Calls, Gives
from genlint.model.library_words import Arg, EntryOf, Keyed, Returned

MODELS: tuple[CallModel, ...] = (
    *(
        CallModel(name, None, (Gives(Arg(0), ("value",)), Gives(Arg(0))))
        for name in ("ref", "shallowRef", "customRef", "signal", "useSignal")
    ),
    CallModel(
        "computed",
        None,
        (Gives(Returned(0), ("value",)), Gives(Returned(0, of=("get",)), ("value",)), Gives(Returned(0))),
        calls=(Calls(0), Calls(0, of=("get",))),
    ),
    *(
        CallModel(name, None, (Gives(Arg(0)),))
        for name in (
            "reactive",
            "shallowReactive",
            "shallowReadonly",
            "readonly",
            "toRaw",
            "markRaw",
            "proxyRefs",
            "proxy",
            "useSnapshot",
            "observable",
            "useLocalObservable",
        )
    ),
    *(CallModel(name, None, (Gives(Keyed(0, before=("value",))),)) for name in ("toRefs", "storeToRefs")),
    CallModel("toRef", None, (Gives(EntryOf(1, target=0), ("value",)), Gives(Arg(0)))),
    CallModel(
        "watch",
        None,
        calls=(Calls(0), Calls(1, ((Returned(0), Arg(0, ("value",))), (Returned(0), Arg(0, ("value",)))))),
    ),
    *(CallModel(name, None, calls=(Calls(0),)) for name in ("onMounted", "watchEffect", "watchPostEffect")),
)
