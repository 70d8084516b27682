"""Functions that run later than the call that starts them: tasks, threads, timers, callbacks of promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genlint.model import ir
from genlint.model.captures import called_name
from genlint.model.frames import Frame

if TYPE_CHECKING:
    from genlint.model.index import Index


def is_deferred(frame: Frame, index: Index) -> bool:
    """May the function that `frame` entered run, or go on, when what follows its call has happened?"""
    site = frame.site
    if not isinstance(site, ir.Call):
        return False
    if frame.calls is not None:
        return index.tells("later", called_name(site.callee))
    function = frame.function
    if not isinstance(function, ir.Function) or function.kind == "comprehension":
        return False
    facts = index.site.get(site)
    return function.is_async and facts is not None and site not in facts.awaited


def runs_at_the_end(function: ir.Function, index: Index) -> bool:
    """Is a function, written as an argument, run only when the function around it has returned?"""
    parent = function.parent
    if parent is None or parent.is_async or parent.is_generator:
        return False
    call = index.handed_to(function)
    return call is not None and index.tells("later", called_name(call.callee))
