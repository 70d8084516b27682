"""React, and the state libraries that stand beside it."""

from __future__ import annotations

from genlint.model.env import ANY
from genlint.model.library import Arg, CalledWith, CallModel, Calls, Effect, Gives, Provided, Returned

MODELS: tuple[CallModel, ...] = (
    *(
        CallModel(name, None, (Gives(Returned(0, or_value=True), (0,)), Gives(CalledWith((1,)), (0,))))
        for name in ("useState", "useOptimistic", "useSafeState", "useStateWithCallback")
    ),
    CallModel(
        "useReducer",
        None,
        (Gives(Returned(0), (0,)), Gives(Arg(1), (0,)), Gives(Returned(2), (0,))),
        calls=(Calls(0, ((Arg(1), Returned(0)), (CalledWith((1,)),))), Calls(2, ((Arg(1),),))),
    ),
    *(CallModel(name, None, (Gives(Arg(0), ("current",)),)) for name in ("useRef", "createRef", "useLatest")),
    *(CallModel(name, None, (Gives(Returned(0)),), calls=(Calls(0),)) for name in ("useMemo", "createMemo")),
    *(
        CallModel(name, None, (Gives(Arg(0)),), callable=True)
        for name in (
            "useCallback",
            "useEvent",
            "useEffectEvent",
            "useEventCallback",
            "memo",
            "forwardRef",
            "observer",
            "cache",
        )
    ),
    *(
        CallModel(name, None, calls=(Calls(0),))
        for name in (
            "useEffect",
            "useLayoutEffect",
            "useInsertionEffect",
            "onMounted",
            "watchEffect",
            "startTransition",
        )
    ),
    CallModel("computed", None, (Gives(Returned(0), ("value",)), Gives(Returned(0))), calls=(Calls(0),)),
    *(
        CallModel(name, None, (Gives(Arg(0), ("value",)), Gives(Arg(0))))
        for name in ("ref", "shallowRef", "customRef", "signal", "useSignal")
    ),
    *(
        CallModel(name, None, (Gives(Returned(0, ("default",))), Gives(Returned(0))), calls=(Calls(0),))
        for name in ("lazy", "dynamic", "loadable", "defineAsyncComponent")
    ),
    CallModel("setState", ".", effects=(Effect(("state",), Arg(0), weak=True),)),
    CallModel("useContext", None, (Gives(Provided(0)),)),
    CallModel("use", None, (Gives(Provided(0)), Gives(Arg(0)))),
    CallModel("createContext", None),
    *(
        CallModel(name, None, (Gives(Arg(0)),))
        for name in ("useDeferredValue", "useDebounce", "useDebouncedValue", "useThrottle")
    ),
    CallModel("useSyncExternalStore", None, (Gives(Returned(1)),), calls=(Calls(1),)),
    CallModel("createElement", None, (Gives(Arg(1, (ANY,)), ("props",)),)),
)
