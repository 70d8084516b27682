"""React: hooks, components, elements and contexts; and the hooks of libraries that are alike."""

from __future__ import annotations

from genlint.model.env import ELEMENT
from genlint.model.library import CallModel, Calls, Effect, Gives
from genlint.model.library_words import (
    Arg,
    CalledWith,
    Left,
    Made,
    OwnMember,
    Provided,
    Receiver,
    Result,
    Returned,
    Unless,
)

_setter = (((1,), CallModel("", calls=(Calls(0, ((Made((0,)),),)),))),)
"""What a setter is handed may be a function of the state."""

_HOOKS = (
    *(
        CallModel(
            name,
            None,
            (Gives(Returned(0, or_value=True), (0,)), Gives(CalledWith((1,), changes=changes), (0,))),
            calls=(Calls(0),),
            members=_setter,
        )
        for name, changes in (
            ("useState", False),
            ("useSafeState", False),
            ("useStateWithCallback", False),
            ("useImmer", True),
        )
    ),
    CallModel(
        "useOptimistic",
        None,
        (Gives(Arg(0), (0,)), Gives(Returned(1), (0,)), Gives(Unless(1, CalledWith((1,))), (0,))),
        calls=(Calls(1, ((Arg(0), Result((0,))), (CalledWith((1,)),))),),
        members=_setter,
    ),
    CallModel(
        "useReducer",
        None,
        (Gives(Returned(0), (0,)), Gives(Arg(1), (0,)), Gives(Returned(2), (0,))),
        calls=(Calls(0, ((Arg(1), Returned(0)), (CalledWith((1,)),))), Calls(2, ((Arg(1),),))),
    ),
    *(
        CallModel(
            name,
            None,
            (Gives(Returned(0), (0,)), Gives(Arg(1), (0,))),
            calls=(Calls(0, ((Arg(1), Returned(0)), (CalledWith((1,)),))),),
        )
        for name in ("useActionState", "useFormState")
    ),
    CallModel("useTransition", None, members=(((1,), CallModel("", calls=(Calls(0),))),)),
    *(CallModel(name, None, (Gives(Arg(0), ("current",)),)) for name in ("useRef", "createRef", "useLatest")),
    *(CallModel(name, None, (Gives(Returned(0)),), calls=(Calls(0),)) for name in ("useMemo", "createMemo")),
    *(
        CallModel(name, None, calls=(Calls(0),))
        for name in ("useEffect", "useLayoutEffect", "useInsertionEffect", "startTransition")
    ),
    CallModel("useImperativeHandle", None, effects=(Effect(("current",), Returned(1), target=0),)),
    *(
        CallModel(name, None, (Gives(Arg(0)),))
        for name in ("useDeferredValue", "useDebounce", "useDebouncedValue", "useThrottle")
    ),
    CallModel("useSyncExternalStore", None, (Gives(Returned(1)),), calls=(Calls(1),)),
)

_CONTEXTS = (
    CallModel("createContext", None),
    CallModel("useContext", None, (Gives(Provided(0)),)),
    CallModel("use", None, (Gives(Provided(0)), Gives(Arg(0)))),
    CallModel("Consumer", ".", calls=(Calls(0, ((Provided(-1),),), of=("children",)),)),
)

_each_child = (Calls(1, ((Arg(0, (ELEMENT,)), Arg(0)),)),)

_COMPONENTS = (
    CallModel("map", "Children", (Gives(Returned(1), (ELEMENT,)),), calls=_each_child),
    CallModel("forEach", "Children", calls=_each_child),
    CallModel("toArray", "Children", (Gives(Arg(0)),)),
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
        CallModel(name, None, (Gives(Returned(0, ("default",))), Gives(Returned(0))), calls=(Calls(0),))
        for name in ("lazy", "dynamic", "loadable", "defineAsyncComponent")
    ),
    CallModel(
        "createElement",
        None,
        (Gives(Arg(0), ("type",)), Gives(Arg(1), ("props",)), Gives(Arg(2), ("props", "children"))),
        calls=(Calls(0, ((Arg(1),),)),),
    ),
    CallModel(
        "cloneElement",
        None,
        (
            Gives(Arg(0, ("type",)), ("type",)),
            Gives(Arg(1), ("props",)),
            Gives(Arg(0, ("props",)), ("props",)),
        ),
        calls=(Calls(0, ((Arg(1),),), of=("type",)),),
    ),
    *(
        CallModel(
            name,
            None,
            instance=(
                Gives(Arg(0), ("props",)),
                Gives(OwnMember("defaultProps"), ("props",)),
                Gives(OwnMember("contextType", "provided"), ("context",)),
                Gives(OwnMember("getDerivedStateFromProps", "returned"), ("state",)),
            ),
        )
        for name in ("Component", "PureComponent")
    ),
    CallModel(
        "setState",
        ".",
        effects=(Effect(("state",), Returned(0, or_value=True), weak=True),),
        calls=(Calls(0, ((Receiver(("state",)),), (Receiver(("props",)),))),),
    ),
)

_DRAFTS = (
    CallModel(
        "produce", None, (Gives(Returned(1)), Gives(Left(1)), Gives(Arg(0))), calls=(Calls(1, ((Arg(0),),)),)
    ),
)

MODELS: tuple[CallModel, ...] = (*_HOOKS, *_CONTEXTS, *_COMPONENTS, *_DRAFTS)
