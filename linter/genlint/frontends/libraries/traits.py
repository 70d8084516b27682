"""What is to be known of library functions by their names alone, besides what they carry."""

from __future__ import annotations

from collections.abc import Mapping

from genlint.model.library import Trait

JAVASCRIPT: Mapping[Trait, frozenset[str]] = {
    "later": frozenset(
        {
            *("setTimeout", "setInterval", "setImmediate", "queueMicrotask", "nextTick"),
            *("requestAnimationFrame", "requestIdleCallback", "addEventListener", "then", "catch", "finally"),
        }
    ),
    "shaping": frozenset({"assign", "defineProperty", "defineProperties", "setPrototypeOf", "inherits"}),
    "taking": frozenset({"delete"}),
    "resizing": frozenset({"pop", "shift", "unshift", "splice", "sort", "reverse", "copyWithin", "clear"}),
    "empty": frozenset({"Array"}),
    "expression": frozenset({"RegExp"}),
    "path": frozenset({"URL"}),
    "remote": frozenset({"io", "connect", "Socket", "WebSocket", "Worker", "Server", "createServer"}),
}

PYTHON: Mapping[Trait, frozenset[str]] = {
    "later": frozenset(
        {
            *("Thread", "Timer", "Process", "submit", "run_in_executor", "apply_async"),
            *("call_soon", "call_soon_threadsafe", "call_later", "call_at", "add_done_callback"),
        }
    ),
    "taking": frozenset({"remove", "discard"}),
    "resizing": frozenset(
        {
            *("pop", "insert", "extend", "remove", "clear", "sort", "reverse"),
            *("popleft", "appendleft", "extendleft", "rotate"),
        }
    ),
    "empty": frozenset({"list", "tuple", "deque", "set"}),
    "sequence": frozenset({"list", "deque"}),
    "expression": frozenset({"compile"}),
    "path": frozenset({"Path", "PurePath", "PosixPath", "PurePosixPath", "cwd", "home"}),
}

JAVASCRIPT_COPIES: Mapping[str, str] = {
    **dict.fromkeys(("slice", "concat", "filter", "from", "toSorted", "toReversed", "entries"), "shallow"),
    **dict.fromkeys(("structuredClone", "cloneDeep", "parse"), "deep"),
}
"""The functions and methods that make a new object like another."""

PYTHON_COPIES: Mapping[str, str] = {
    **dict.fromkeys(("copy", "dict", "list", "tuple", "set", "frozenset", "sorted", "replace"), "shallow"),
    **dict.fromkeys(("deepcopy", "loads", "asdict", "model_dump"), "deep"),
}
