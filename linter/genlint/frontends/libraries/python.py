"""Python's built-in functions, objects and classes, and the hook libraries that copy React."""

from __future__ import annotations

from genlint.frontends.libraries.words import function, member, method
from genlint.model.env import ANY, ELEMENT
from genlint.model.library import CallModel, Calls, Effect, Gives
from genlint.model.library_words import Arg, CalledWith, EntryOf, Keywords, Receiver, Returned

_ERRORS = """
    ArithmeticError AssertionError AttributeError BaseException BlockingIOError BrokenPipeError
    BufferError BytesWarning CancelledError ChildProcessError ConnectionAbortedError ConnectionError
    ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning
    EnvironmentError Exception FileExistsError FileNotFoundError FloatingPointError FutureWarning
    GeneratorExit HTTPException IOError ImportError ImportWarning IndentationError IndexError
    InterruptedError InvalidStateError IsADirectoryError KeyError KeyboardInterrupt LookupError
    MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError
    OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError
    RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration
    StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError
    UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError
    UnicodeWarning UserWarning ValueError Warning ZeroDivisionError
"""

_OBJECTS = (
    *(function(name, Gives(Arg(0))) for name in ("deepcopy", "assert_type", "reveal_type", "asdict", "vars")),
    member("copy", "copy", Gives(Arg(0))),
    CallModel("getattr", None, (Gives(EntryOf(1, target=0)), Gives(Arg(2))), alternatives=True),
    CallModel("setattr", None, effects=(Effect((Arg(1),), Arg(2), target=0),)),
    CallModel("__setattr__", ".", effects=(Effect((Arg(0),), Arg(1)), Effect((Arg(1),), Arg(2), target=0))),
    CallModel("delattr", None, effects=(Effect((Arg(1),), None, target=0, clears=True),)),
    function("replace", Gives(Keywords()), Gives(Arg(0))),
    function("evolve", Gives(Keywords()), Gives(Arg(0))),
    method("_replace", Gives(Keywords()), Gives(Receiver())),
    function("astuple", Gives(Arg(0, (ANY,)), (ELEMENT,))),
    method("_asdict", Gives(Receiver())),
    method("_make", Gives(Arg(0))),
    *(method(name, Gives(Receiver())) for name in ("model_dump", "dict", "to_dict", "as_dict", "asdict")),
    *(method(name, Gives(Receiver())) for name in ("model_dump_json", "json")),
    *(
        method(name, Gives(Arg(0)), Gives(Keywords()))
        for name in (
            "model_validate",
            "model_validate_json",
            "model_construct",
            "parse_obj",
            "parse_raw",
            "validate_python",
        )
    ),
    method("model_copy", Gives(Arg(0, name="update")), Gives(Receiver())),
    function("bool", condition=True),
    function("cast", Gives(Arg(1))),
    *(
        function(
            name,
            Gives(Arg(0), text=True),
            Gives(Arg(0, rest=True), ("args", ANY)),
            *(Gives(Arg(i), ("args", i)) for i in range(4)),
            Gives(Arg(0), ("value" if name.startswith("Stop") else "code",)),
            Gives(Arg(9, name="detail"), ("detail",)),
        )
        for name in _ERRORS.split()
    ),
    *(
        function(name, Gives(Arg(0), text=True), Gives(Arg(1), ("exceptions",)))
        for name in ("ExceptionGroup", "BaseExceptionGroup")
    ),
)

_OPERATORS = (
    *(
        member(
            "operator",
            name,
            Gives(Arg(0), text=True),
            Gives(Arg(1), text=True),
            Gives(Arg(0, (ELEMENT,)), (ELEMENT,)),
            Gives(Arg(1, (ELEMENT,)), (ELEMENT,)),
        )
        for name in ("add", "concat", "iadd", "iconcat")
    ),
    member("operator", "getitem", Gives(EntryOf(1, target=0))),
    member("operator", "setitem", effects=(Effect((Arg(1),), Arg(2), target=0),)),
    member("operator", "delitem", effects=(Effect((Arg(1),), None, target=0, clears=True),)),
    member("operator", "or_", Gives(Arg(1)), Gives(Arg(0))),
    *(member("operator", name, Gives(Arg(0))) for name in ("index", "pos")),
)

_FUNCTIONS = (
    CallModel("partial", None, binds="partial"),
    CallModel("partialmethod", None, binds="partialmethod"),
    CallModel("NewType", None, applied=(Gives(Arg(0)),)),
    *(CallModel(name, None, applied=(Gives(EntryOf(0, target=0)),)) for name in ("itemgetter", "attrgetter")),
    *(
        CallModel(name, None, (Gives(Arg(0)),), callable=True)
        for name in (
            "lru_cache",
            "cache",
            "cached",
            "use_callback",
            "staticmethod",
            "classmethod",
            "singledispatch",
            "contextmanager",
            "asynccontextmanager",
            "coroutine",
            "sync_to_async",
            "async_to_sync",
            "validate_call",
            "no_type_check",
            "override",
            "final",
            "total_ordering",
        )
    ),
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
    CallModel("use_state", None, (Gives(Returned(0, or_value=True), (0,)), Gives(CalledWith((1,)), (0,)))),
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

MODELS: tuple[CallModel, ...] = (
    *_OBJECTS,
    *_OPERATORS,
    *_FUNCTIONS,
    *_ENDING,
    *_HOOKS,
)
