"""JavaScript's texts: methods of strings, regular expressions, encodings, URLs."""

from __future__ import annotations

from genlint.frontends.libraries.words import function, member, method
from genlint.model.env import ANY, ELEMENT, KEYS
from genlint.model.library import CallModel, Calls, Effect, Gives
from genlint.model.library_words import (
    Arg,
    EntryOf,
    Keyed,
    OfExpression,
    PairOf,
    Pieces,
    Receiver,
    Returned,
    Unless,
)

_SAME = (
    "toLowerCase",
    "toUpperCase",
    "valueOf",
    "trim",
    "trimStart",
    "trimEnd",
    "trimLeft",
    "trimRight",
    "normalize",
    "toWellFormed",
    "toLocaleString",
    "toLocaleLowerCase",
    "toLocaleUpperCase",
)
_FUNCTIONS = (
    "String",
    "encodeURIComponent",
    "decodeURIComponent",
    "encodeURI",
    "decodeURI",
    "escape",
    "unescape",
)

_receiver = Gives(Receiver(), text=True)
_whole = Gives(Arg(0), text=True)

_STRINGS = (
    *(method(name, Gives(Receiver())) for name in _SAME),
    *(function(name, Gives(Arg(0))) for name in _FUNCTIONS),
    method("toString", Gives(Unless(0, Receiver())), Gives(Receiver((ANY,)), text=True)),
    *(
        method(
            name,
            Gives(Receiver()),
            Gives(Arg(1), text=True),
            Gives(Returned(1), text=True),
            calls=(Calls(1, ((Receiver(),),)),),
        )
        for name in ("replace", "replaceAll")
    ),
    *(method(name, _receiver, Gives(Arg(1), text=True)) for name in ("padStart", "padEnd")),
    *(method(name, _receiver) for name in ("repeat", "substring", "substr")),
    method("split", Gives(Pieces())),
    method("join", Gives(Receiver((ELEMENT,)), text=True), Gives(Arg(0), text=True)),
    method("match", Gives(Receiver(), (ELEMENT,), text=True), Gives(Receiver(), ("groups", ANY), text=True)),
    method(
        "matchAll",
        Gives(Receiver(), (ELEMENT, ELEMENT), text=True),
        Gives(Receiver(), (ELEMENT, "groups", ANY), text=True),
    ),
    method(
        "exec",
        Gives(OfExpression(Arg(0)), (ELEMENT,), text=True),
        Gives(OfExpression(Arg(0)), ("groups", ANY), text=True),
    ),
    member("String", "raw", Gives(Arg(1, rest=True), text=True)),
    member("path", "join", Gives(Arg(0, rest=True), text=True)),
    member("path", "resolve", Gives(Arg(0, rest=True), text=True)),
    *(member("path", name, _whole) for name in ("basename", "dirname", "normalize")),
    member("util", "format", Gives(Arg(0, rest=True), text=True)),
    member("util", "inspect", _whole),
)

_ENCODINGS = (
    function("btoa", Gives(Arg(0), ("#base64",))),
    function("atob", Gives(Arg(0, ("#base64",)))),
    member("Buffer", "from", Gives(Unless(1, Arg(0)))),
    *(function(name) for name in ("TextEncoder", "TextDecoder")),
    method("encode", Gives(Arg(0), ("#bytes",))),
    method("decode", Gives(Arg(0, ("#bytes",)))),
)

ENTRY = (
    Effect((Arg(0),), Arg(1)),
    Effect((ELEMENT, 1), Arg(1)),
    Effect((ELEMENT, 0), Arg(0)),
    Effect((KEYS,), Arg(0)),
)
"""What an entry that is put into a map adds to its values, its pairs and its keys."""

_URLS = (
    function(
        "URL",
        _whole,
        Gives(Arg(1), text=True),
        *(Gives(Arg(0), (part,), text=True) for part in ("href", "pathname", "search", "hash")),
        Gives(Arg(0), ("searchParams", ANY), text=True),
    ),
    *(
        function(
            name,
            _whole,
            Gives(Arg(0, (ANY,)), text=True),
            Gives(Keyed(0)),
            Gives(PairOf()),
            Gives(Arg(0, (ANY,)), (ELEMENT, 1)),
            Gives(Arg(0, (KEYS,)), (ELEMENT, 0)),
        )
        for name in ("URLSearchParams", "Headers")
    ),
    function("FormData"),
    # of a `FormData`, `Headers` or `URLSearchParams`; one of a document's node changes nothing that is asked
    method("append", effects=tuple(Effect(e.at, e.origin, weak=True) for e in ENTRY)),
    method("getAll", Gives(EntryOf(0), (ELEMENT,))),
)

MODELS: tuple[CallModel, ...] = (*_STRINGS, *_ENCODINGS, *_URLS)
