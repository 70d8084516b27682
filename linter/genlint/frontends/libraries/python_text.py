"""Python's texts: methods of `str`, `re`, `string`, `textwrap`, paths, encodings and their way back."""

from __future__ import annotations

from genlint.frontends.libraries.words import function, member, method
from genlint.model.env import ANY, ELEMENT, ITER
from genlint.model.library import CallModel, Calls, Effect, Gives
from genlint.model.library_words import Arg, Keywords, OfExpression, Pieces, Receiver, Returned

_SAME = (
    "lower",
    "upper",
    "title",
    "capitalize",
    "swapcase",
    "casefold",
    "removeprefix",
    "removesuffix",
    "strip",
    "lstrip",
    "rstrip",
    "expandtabs",
    "translate",
    "zfill",
    "center",
    "ljust",
    "rjust",
    "__str__",
    "__repr__",
    "__format__",
    "decode",
    "encode",
    "hex",
    "as_posix",
    "as_uri",
    "resolve",
    "absolute",
    "expanduser",
)
_FUNCTIONS = (
    "str",
    "int",
    "repr",
    "ascii",
    "quote",
    "quote_plus",
    "unquote",
    "unquote_plus",
    "intern",
    "UUID",
    "fspath",
    "dedent",
    "fill",
    "shorten",
    "indent",
    "escape",
    "unescape",
    "format",
    "capwords",
    "fsencode",
    "fsdecode",
)
_ROUND_TRIPS = (
    ("b64encode", "b64decode"),
    ("urlsafe_b64encode", "urlsafe_b64decode"),
    ("b32encode", "b32decode"),
    ("b16encode", "b16decode"),
    ("hexlify", "unhexlify"),
)

_receiver = Gives(Receiver(), text=True)

_STRINGS = (
    *(method(name, Gives(Receiver())) for name in _SAME),
    *(function(name, Gives(Arg(0))) for name in _FUNCTIONS),
    CallModel("bytes", None, (Gives(Arg(0)),)),
    CallModel("bytearray", None, (Gives(Arg(0)),)),
    CallModel("memoryview", None, (Gives(Arg(0)),)),
    method("replace", Gives(Receiver()), Gives(Arg(1), text=True)),
    method("join", Gives(Arg(0, (ITER,)), text=True), _receiver),
    method("format", _receiver, Gives(Arg(0, rest=True), text=True), Gives(Keywords(each=True), text=True)),
    method("format_map", _receiver, Gives(Arg(0, (ANY,)), text=True)),
    *(
        method(name, _receiver, Gives(Keywords(each=True), text=True), Gives(Arg(0, (ANY,)), text=True))
        for name in ("substitute", "safe_substitute")
    ),
    function("Template", Gives(Arg(0))),
    *(method(name, Gives(Pieces())) for name in ("split", "rsplit", "splitlines")),
    *(method(name, Gives(Pieces(keeps=True))) for name in ("partition", "rpartition")),
    function("wrap", Gives(Arg(0), (ELEMENT,), text=True)),
)

_EXPRESSIONS = (
    *(
        member(
            "re",
            name,
            Gives(Arg(1), text=True),
            Gives(Returned(1), text=True),
            Gives(Arg(2)),
            calls=(Calls(1),),
        )
        for name in ("sub", "subn")
    ),
    method(
        "sub",
        Gives(OfExpression(Arg(0)), text=True),
        Gives(OfExpression(Returned(0)), text=True),
        Gives(OfExpression(Arg(1))),
        calls=(Calls(0),),
    ),
    *(
        member("re", name, Gives(Arg(1), ("#groups",), text=True), Gives(Arg(1), (ANY,), text=True))
        for name in ("match", "search", "fullmatch")
    ),
    *(
        method(
            name, Gives(OfExpression(Arg(0)), ("#groups",)), Gives(OfExpression(Arg(0)), (ANY,), text=True)
        )
        for name in ("match", "search", "fullmatch")
    ),
    *(member("re", name, Gives(Arg(1), (ELEMENT,), text=True)) for name in ("findall", "split")),
    method("findall", Gives(OfExpression(Arg(0)), (ELEMENT,), text=True)),
    member("re", "finditer", Gives(Arg(1), (ELEMENT, "#groups"), text=True)),
    method("finditer", Gives(OfExpression(Arg(0)), (ELEMENT, "#groups"))),
    method("group", Gives(Receiver(("#groups",)))),
    method("groups", Gives(Receiver(("#groups",)), (ELEMENT,))),
    method("groupdict", Gives(Receiver(("#groups",)), (ANY,))),
)

_PATHS = (
    *(
        member("path", name, Gives(Arg(0)))
        for name in (
            "abspath",
            "normpath",
            "normcase",
            "realpath",
            "expanduser",
            "expandvars",
            "basename",
            "dirname",
            "relpath",
        )
    ),
    member("path", "join", Gives(Arg(0, rest=True), text=True)),
    member("path", "splitext", Gives(Arg(0), (ELEMENT,), text=True)),
    *(
        function(
            name,
            Gives(Arg(0, rest=True), text=True),
            Gives(Arg(0, rest=True), ("name",), text=True),
            Gives(Arg(0, rest=True), ("stem",), text=True),
            Gives(Arg(0, rest=True), ("parts", ELEMENT), text=True),
        )
        for name in ("Path", "PurePath", "PosixPath", "PurePosixPath")
    ),
    method("joinpath", _receiver, Gives(Arg(0, rest=True), text=True)),
    method("with_suffix", Gives(Receiver())),
    *(method(name, _receiver, Gives(Arg(0), text=True)) for name in ("with_name", "with_stem")),
    *(
        method(name, effects=(Effect(("#text",), Arg(0), weak=True),))
        for name in ("write", "write_text", "write_bytes")
    ),
    *(
        method(name, Gives(Receiver(("#text",))))
        for name in ("getvalue", "read_text", "read_bytes", "readline")
    ),
    *(
        function(name, Gives(Arg(0), ("#text",)), Gives(Arg(0), (ELEMENT,), text=True))
        for name in ("StringIO", "BytesIO")
    ),
    *(
        member("csv", name, Gives(Arg(0, (ITER,)), (ELEMENT, ANY), text=True))
        for name in ("reader", "DictReader")
    ),
)

_ENCODINGS = (
    *(function(name, Gives(Arg(0), (f"#{name}",))) for name, _ in _ROUND_TRIPS),
    *(function(back, Gives(Arg(0, (f"#{name}",)))) for name, back in _ROUND_TRIPS),
    *(
        member(owner, name, Gives(Arg(0)))
        for owner in (
            "json",
            "orjson",
            "ujson",
            "pickle",
            "marshal",
            "yaml",
            "msgpack",
            "tomllib",
            "cloudpickle",
        )
        for name in ("dumps", "loads", "packb", "unpackb", "safe_load", "safe_dump", "dump", "load")
        if owner == "yaml" or name not in ("dump", "load")
    ),
    function("urlencode", Gives(Arg(0, (ANY,)), text=True), Gives(Arg(0, (ELEMENT, 1)), text=True)),
    function("urljoin", Gives(Arg(0), text=True), Gives(Arg(1), text=True)),
    *(
        function(name, Gives(Arg(0), (part,), text=True), Gives(Arg(0), (ELEMENT,), text=True))
        for name, part in (("urlparse", "path"), ("urlsplit", "path"), ("urldefrag", "url"))
    ),
    method("geturl", Gives(Receiver(("path",)))),
    function("compress", Gives(Arg(0), ("#compress",)), Gives(Arg(0, (ITER,)), (ELEMENT,))),
    function("decompress", Gives(Arg(0, ("#compress",)))),
    function("urlunparse", Gives(Arg(0, (ELEMENT,)), text=True)),
    function("urlunsplit", Gives(Arg(0, (ELEMENT,)), text=True)),
)

MODELS: tuple[CallModel, ...] = (*_STRINGS, *_EXPRESSIONS, *_PATHS, *_ENCODINGS)
