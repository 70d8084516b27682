"""Python's ways to run a function elsewhere or later: threads, futures, tasks, exit stacks, contexts."""

from __future__ import annotations

from genlint.frontends.libraries.words import WIDTH, arguments_from, function, member, method
from genlint.model.env import ELEMENT, ITER
from genlint.model.exceptions import REJECTED
from genlint.model.library import CallModel, Calls, Effect, Gives
from genlint.model.library_words import Arg, CalledWith, Entered, FromMaker, Keywords, Receiver, Returned

_each = tuple(Gives(Arg(i), (i,)) for i in range(WIDTH))

_rejected = Gives(Arg(0, (REJECTED,), rest=True), (REJECTED,))
_settled = CalledWith(("set_result",), 0)


def _runs(index: int, start: int | None = None) -> tuple[Calls, ...]:
    return (Calls(index, arguments_from(index + 1 if start is None else start), keywords=Keywords()),)


def _packed(at: int, name: str = "args") -> tuple[tuple[Arg, ...], ...]:
    """The arguments that stand as a tuple in one argument."""
    return tuple((Arg(at, (i,), name=name),) for i in range(WIDTH))


_THREADS = (
    *(
        function(name, calls=(Calls(1, _packed(9), name="target", keywords=Arg(9, name="kwargs")),))
        for name in ("Thread", "Process")
    ),
    function(
        "Timer",
        calls=(Calls(1, _packed(2), name="function", keywords=Arg(3, name="kwargs")),),
    ),
    method("submit", Gives(Returned(0)), calls=_runs(0)),
    *(
        method(
            name,
            Gives(Returned(0)),
            calls=(Calls(0, _packed(1), keywords=Arg(2, name="kwds")),),
        )
        for name in ("apply", "apply_async")
    ),
    *(
        method(name, Gives(Returned(0), (ELEMENT,)), calls=(Calls(0, ((Arg(1, (ITER,)),),)),))
        for name in ("imap", "imap_unordered", "map_async")
    ),
    *(
        method(
            name,
            calls=(Calls(2, _packed(3, "argument"), name="action", keywords=Arg(4, name="kwargs")),),
        )
        for name in ("enter", "enterabs")
    ),
)

_TASKS = (
    *(
        function(name, Gives(Arg(0)))
        for name in (
            "wait_for",
            "shield",
            "create_task",
            "ensure_future",
        )
    ),
    *(
        member(owner, "create_task", Gives(Arg(0)))
        for owner in ("loop", "_loop", "event_loop", "tg", "group", "task_group")
    ),
    method("run_until_complete", Gives(Arg(0))),
    method("start_soon", calls=_runs(0)),
    *(member(owner, "run", Gives(Arg(0))) for owner in ("asyncio", "uvloop")),
    function("run_coroutine_threadsafe", Gives(Arg(0))),
    function("gather", *_each, Gives(Arg(0, rest=True), (ELEMENT,)), _rejected),
    function("as_completed", Gives(Arg(0, (ITER,)), (ELEMENT,))),
    member("asyncio", "wait", Gives(Arg(0, (ITER,)), (0, ELEMENT)), Gives(Arg(0, (ITER,)), (1, ELEMENT))),
    member("futures", "wait", Gives(Arg(0, (ITER,)), (0, ELEMENT)), Gives(Arg(0, (ITER,)), (1, ELEMENT))),
    function("to_thread", Gives(Returned(0)), calls=_runs(0)),
    method("run_in_executor", Gives(Returned(1)), calls=_runs(1)),
    *(method(name, calls=_runs(0)) for name in ("call_soon", "call_soon_threadsafe")),
    *(method(name, calls=_runs(1)) for name in ("call_later", "call_at")),
    CallModel("result", ".", (Gives(Receiver()),), raises=(Gives(Receiver((REJECTED,))),)),
    method("exception", Gives(Receiver((REJECTED,)))),
    method("set_exception", effects=(Effect((REJECTED,), Arg(0)),)),
    method("add_done_callback", calls=(Calls(0, ((Receiver(),),)),)),
    method("create_future", Gives(_settled)),
    function("Future", Gives(_settled)),
)

_CONTEXTS = (
    *(function(name, Gives(Arg(0))) for name in ("nullcontext", "closing", "aclosing")),
    *(method(name, Gives(Entered(0))) for name in ("enter_context", "enter_async_context")),
    *(method(name, calls=_runs(0)) for name in ("callback", "push_async_callback")),
    member("atexit", "register", calls=_runs(0)),
    function("finalize", calls=_runs(1)),
    CallModel("ref", None, applied=(Gives(FromMaker(Arg(0))),)),
    CallModel("WeakMethod", None, (Gives(Arg(0)),), callable=True),
    member("weakref", "proxy", Gives(Arg(0))),
    method("run", Gives(Returned(0)), calls=_runs(0)),
    method("set", effects=(Effect((ELEMENT,), Arg(0)),)),
    CallModel("ContextVar", None, (Gives(Arg(9, name="default"), (ELEMENT,)),)),
    CallModel("local", None),
)

MODELS: tuple[CallModel, ...] = (*_THREADS, *_TASKS, *_CONTEXTS)
