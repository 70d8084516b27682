"""Python's standard library, and the hook libraries that copy React."""

from __future__ import annotations

import builtins

from genlint.model.env import ANY, APPENDED, ELEMENT, ITER, KEYS
from genlint.model.exceptions import REJECTED
from genlint.model.generators import RESULT
from genlint.model.library import (
    Arg,
    CalledWith,
    CallModel,
    Calls,
    Effect,
    EntryOf,
    Gives,
    Keywords,
    PairOf,
    Receiver,
    Returned,
    Unless,
)

_IDENTITY = (
    "str",
    "deepcopy",
    "int",
    "quote",
    "quote_plus",
    "unquote",
    "unquote_plus",
    "intern",
    "repr",
    "UUID",
    "wait_for",
    "shield",
    "create_task",
    "ensure_future",
    "run",
    "fspath",
    "assert_type",
    "nullcontext",
    "asdict",
    "vars",
    "model_dump",
)
_SAME_TEXT = (
    "lower",
    "upper",
    "casefold",
    "replace",
    "removeprefix",
    "removesuffix",
    "__await__",
    "__iter__",
    "__aiter__",
    "strip",
    "lstrip",
    "rstrip",
    "__str__",
    "decode",
    "encode",
    "copy",
    "format_map",
    "hex",
)


def _method(
    name: str, *gives: Gives, effects: tuple[Effect, ...] = (), calls: tuple[Calls, ...] = ()
) -> CallModel:
    return CallModel(name, ".", gives, effects, calls)


def _fallback(name: str, *gives: Gives, effects: tuple[Effect, ...] = ()) -> CallModel:
    return CallModel(name, ".", gives, effects, alternatives=True)


def _function(name: str, *gives: Gives, calls: tuple[Calls, ...] = (), condition: bool = False) -> CallModel:
    return CallModel(name, None, gives, calls=calls, condition=condition)


_SEQUENCES = (
    *(
        _function(name, Gives(Arg(0, (ITER,)), (ELEMENT,)), Gives(Arg(0, (ITER,)), (ANY,)))
        for name in ("list", "tuple", "set", "frozenset", "iter", "sorted", "reversed", "deque")
    ),
    _function("chain", Gives(Arg(0, (ITER,), rest=True), (ELEMENT,))),
    *(
        _function(
            name,
            Gives(Keywords()),
            Gives(Arg(0)),
            Gives(PairOf()),
            Gives(Arg(0, (ELEMENT, 0)), (ITER,)),
            Gives(Arg(0, (ELEMENT, 0)), (KEYS,)),
        )
        for name in ("dict", "OrderedDict", "Counter")
    ),
    _function("SimpleNamespace", Gives(Keywords()), Gives(Arg(0))),
    *(_function(name, Gives(Arg(0))) for name in ("MappingProxyType", "ChainMap")),
    _function("defaultdict", Gives(Arg(1)), Gives(Returned(0), (ANY,)), calls=(Calls(0),)),
    CallModel(
        "next",
        None,
        (Gives(Arg(0, (ELEMENT,))), Gives(Arg(1))),
        raises=(Gives(Arg(0, (RESULT,)), ("value",)),),
        alternatives=True,
    ),
    _function("anext", Gives(Arg(0, (ELEMENT,)))),
    *(_function(name, Gives(Arg(0, (ITER,))), Gives(Arg(0, rest=True))) for name in ("max", "min")),
    _function("enumerate", Gives(Arg(0, (ITER,)), (ELEMENT, 1))),
    *(
        _function(name, *(Gives(Arg(index, (ITER,)), (ELEMENT, index)) for index in range(6)))
        for name in ("zip", "zip_longest")
    ),
    _function("repeat", Gives(Arg(0), (ELEMENT,))),
    _function(
        "map",
        Gives(Returned(0), (ELEMENT,)),
        calls=(Calls(0, ((Arg(1, (ITER,)),), (Arg(2, (ITER,)),))),),
    ),
    _function("filter", Gives(Arg(1, (ITER,)), (ELEMENT,)), calls=(Calls(0, ((Arg(1, (ITER,)),),)),)),
    _function(
        "reduce",
        Gives(Returned(0)),
        Gives(Arg(2)),
        calls=(Calls(0, ((Arg(2), Returned(0), Unless(2, Arg(1, (ITER,)))), (Arg(1, (ITER,)),))),),
    ),
    *(
        _function(name, Gives(Arg(0, (ITER,)), (ELEMENT,)))
        for name in ("islice", "cycle", "as_completed", "takewhile", "dropwhile")
    ),
    _function(
        "gather",
        *(Gives(Arg(index), (index,)) for index in range(6)),
        Gives(Arg(0, rest=True), (ELEMENT,)),
        Gives(Arg(0, (REJECTED,), rest=True), (REJECTED,)),
    ),
    _method("append", effects=(Effect((APPENDED,), Arg(0)),)),
    _method("appendleft", effects=(Effect((ELEMENT,), Arg(0)),)),
    _method("add", effects=(Effect((ELEMENT,), Arg(0)),)),
    _method("insert", effects=(Effect((ELEMENT,), Arg(1)),)),
    _method("put", effects=(Effect((ELEMENT,), Arg(0)),)),
    _method("put_nowait", effects=(Effect((ELEMENT,), Arg(0)),)),
    _method("extend", effects=(Effect((ELEMENT,), Arg(0, (ITER,))),)),
    _method("from_iterable", Gives(Arg(0, (ITER, ITER)), (ELEMENT,))),
    _method("__anext__", Gives(Receiver((ELEMENT,)))),
    *(
        CallModel(name, ".", (Gives(Receiver((ELEMENT,))),), raises=(Gives(Receiver((RESULT,)), ("value",)),))
        for name in ("__next__", "send", "throw", "asend", "athrow")
    ),
    _method("popleft", Gives(Receiver((0,)))),
    _method("get_nowait", Gives(Receiver((ELEMENT,)))),
)

_MAPPINGS = (
    _fallback("get", Gives(EntryOf(0)), Gives(Arg(1))),
    _fallback("pop", Gives(EntryOf(0)), Gives(Arg(1)), effects=(Effect((Arg(0),), None, clears=True),)),
    _fallback(
        "setdefault", Gives(EntryOf(0)), Gives(Arg(1)), effects=(Effect((Arg(0),), Arg(1), weak=True),)
    ),
    _method("update", effects=(Effect((), Arg(0)), Effect((), Keywords()))),
    *(
        _method(name, Gives(Receiver((ITER,)), (ELEMENT,)), Gives(Arg(0, (ITER,), rest=True), (ELEMENT,)))
        for name in ("union", "symmetric_difference")
    ),
    *(
        _method(name, Gives(Receiver((ITER,)), (ELEMENT,)))
        for name in ("difference", "intersection", "elements")
    ),
    _method(
        "map", Gives(Returned(0), (ELEMENT,)), calls=(Calls(0, ((Arg(1, (ITER,)),), (Arg(2, (ITER,)),))),)
    ),
    _method("fromkeys", Gives(Arg(1), (ANY,))),
    _method("items", Gives(Receiver((ANY,)), (ELEMENT, 1)), Gives(Receiver((KEYS,)), (ELEMENT, 0))),
    _method("values", Gives(Receiver((ANY,)), (ELEMENT,))),
    _method("keys", Gives(Receiver((KEYS,)), (ELEMENT,))),
    _method("set", effects=(Effect((ELEMENT,), Arg(0)),)),
    CallModel("ContextVar", None, (Gives(Arg(9, name="default"), (ELEMENT,)),)),
    _method("clear", effects=(Effect((), None, clears=True),)),
    _method("__getitem__", Gives(EntryOf(0))),
    _method("__setitem__", effects=(Effect((Arg(0),), Arg(1)),)),
    _method("_asdict", Gives(Receiver())),
    _method("model_copy", Gives(Arg(0, name="update")), Gives(Receiver())),
)

_OBJECTS = (
    *(_function(name, Gives(Arg(0))) for name in _IDENTITY),
    *(_method(name, Gives(Receiver())) for name in _SAME_TEXT),
    CallModel("getattr", None, (Gives(EntryOf(1, target=0)), Gives(Arg(2))), alternatives=True),
    CallModel("setattr", None, effects=(Effect((Arg(1),), Arg(2), target=0),)),
    CallModel("__setattr__", ".", effects=(Effect((Arg(0),), Arg(1)), Effect((Arg(1),), Arg(2), target=0))),
    CallModel("delattr", None, effects=(Effect((Arg(1),), None, target=0, clears=True),)),
    _function("replace", Gives(Keywords()), Gives(Arg(0))),
    CallModel("copy", "copy", (Gives(Arg(0)),)),
    _method("create_task", Gives(Arg(0))),
    CallModel("result", ".", (Gives(Receiver()),), raises=(Gives(Receiver((REJECTED,))),)),
    _method("exception", Gives(Receiver((REJECTED,)))),
    _method("set_exception", effects=(Effect((REJECTED,), Arg(0)),)),
    _function("bool", condition=True),
    _function("cast", Gives(Arg(1))),
    CallModel("loads", "json", (Gives(Arg(0)),)),
    CallModel("dumps", "json", (Gives(Arg(0)),)),
    _method("join", Gives(Arg(0, (ITER,)), text=True)),
    _method("format", Gives(Receiver(), text=True), Gives(Arg(0, rest=True), text=True)),
    *(
        _function(
            name,
            Gives(Arg(0), text=True),
            Gives(Arg(0, rest=True), ("args", ANY)),
            *(Gives(Arg(i), ("args", i)) for i in range(4)),
            Gives(Arg(0), ("value" if name.startswith("Stop") else "code",)),
        )
        for name, kind in vars(builtins).items()
        if isinstance(kind, type) and issubclass(kind, BaseException) and not name.endswith("Group")
    ),
    *(
        _function(name, Gives(Arg(0), text=True), Gives(Arg(1), ("exceptions",)))
        for name in ("ExceptionGroup", "BaseExceptionGroup")
    ),
)

_FUNCTIONS = (
    CallModel("partial", None, binds="partial"),
    CallModel("NewType", None, applied=(Gives(Arg(0)),)),
    *(CallModel(name, None, applied=(Gives(EntryOf(0, target=0)),)) for name in ("itemgetter", "attrgetter")),
    *(
        CallModel(name, None, (Gives(Arg(0)),), callable=True)
        for name in ("lru_cache", "cache", "use_callback", "staticmethod", "classmethod")
    ),
    CallModel("to_thread", None, (Gives(Returned(0)),), calls=(Calls(0, ((Arg(1),), (Arg(2),), (Arg(3),))),)),
    *(
        CallModel(
            name,
            None,
            calls=(Calls(1, tuple((Arg(9, (i,), name="args"),) for i in range(4)), name="target"),),
        )
        for name in ("Thread", "Process", "Timer")
    ),
    CallModel(
        "submit",
        ".",
        (Gives(Returned(0)),),
        calls=(Calls(0, ((Arg(1),), (Arg(2),), (Arg(3),))),),
    ),
    *(
        CallModel(name, ".", calls=(Calls(0, ((Arg(1),), (Arg(2),), (Arg(3),))),))
        for name in ("call_soon", "call_soon_threadsafe")
    ),
    *(
        CallModel(name, ".", calls=(Calls(1, ((Arg(2),), (Arg(3),), (Arg(4),))),))
        for name in ("call_later", "call_at")
    ),
    CallModel("run_in_executor", ".", (Gives(Returned(1)),), calls=(Calls(1, ((Arg(2),), (Arg(3),))),)),
)

_ENDING = (
    CallModel("exit", None, ends=True),
    CallModel("quit", None, ends=True),
    CallModel("exit", "sys", ends=True),
    CallModel("_exit", "os", ends=True),
    CallModel("abort", "os", ends=True),
    CallModel("fail", "pytest", ends=True),
    CallModel("skip", "pytest", ends=True),
    CallModel("abort", "flask", ends=True),
)

_HOOKS = (
    *(
        CallModel(name, None, (Gives(Returned(0, or_value=True), (0,)), Gives(CalledWith((1,)), (0,))))
        for name in ("use_state",)
    ),
    CallModel(
        "use_reducer",
        None,
        (Gives(Returned(0), (0,)), Gives(Arg(1), (0,))),
        calls=(Calls(0, ((Arg(1), Returned(0)), (CalledWith((1,)),))),),
    ),
    CallModel("use_ref", None, (Gives(Arg(0), ("current",)),)),
    CallModel("use_memo", None, (Gives(Returned(0)),), calls=(Calls(0),)),
    CallModel("use_effect", None, calls=(Calls(0),)),
)

MODELS: tuple[CallModel, ...] = (*_OBJECTS, *_SEQUENCES, *_MAPPINGS, *_FUNCTIONS, *_ENDING, *_HOOKS)

COPIES = {
    **dict.fromkeys(("copy", "dict", "list", "tuple", "set", "frozenset", "sorted", "replace"), "shallow"),
    **dict.fromkeys(("deepcopy", "loads", "asdict", "model_dump"), "deep"),
}
"""The functions and methods that make a new object like another."""
