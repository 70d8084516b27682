"""What a configuration key may hold, and what is said when it holds something else."""

from __future__ import annotations

from genlint.codes import is_code_prefix
from genlint.errors import ConfigurationError
from genlint.settings import CONFIDENCES, DEFAULTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_CODES = frozenset({"select", "extend-select", "ignore", "extend-ignore"})


def check_value(
    where: str, shown: str, key: str, value: object, words: Mapping[str, tuple[str, ...]]
) -> object:
    """`value` as the settings hold it: lists are tuples, codes upper case.

    `where` names the file, `shown` the key as it was written, `words` the default vocabulary, whose keys
    are keys of the configuration too. Raises `ConfigurationError` for an unknown key and a wrong value.
    """
    if key in _CODES:
        return _codes(where, shown, value)
    if key == "per-file-ignores":
        if not isinstance(value, dict):
            raise _wrong(
                where, shown, 'a table from path pattern to codes, like {"tests/**" = ["GEN2"]}', value
            )
        return {pattern: _codes(where, f"{shown}.{pattern}", codes) for pattern, codes in value.items()}
    if key == "min-confidence":
        if value not in CONFIDENCES:
            raise _wrong(where, shown, "one of " + ", ".join(f'"{name}"' for name in CONFIDENCES), value)
        return value
    if key == "max-file-size":
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise _wrong(where, shown, "a whole number of bytes above 0", value)
        return value
    if key == "cache-dir":
        if not isinstance(value, str) or not value.strip():
            raise _wrong(where, shown, "the path of a folder", value)
        return value
    if key in DEFAULTS:
        return _strings(where, shown, "path patterns", value)
    if key in words or key.removeprefix("extend-") in words:
        return _strings(where, shown, "words", value)
    raise ConfigurationError(f"{where}: unknown key `{shown}`{_nearest(key, words)}")


def _codes(where: str, shown: str, value: object) -> tuple[str, ...]:
    codes = tuple(code.upper() for code in _strings(where, shown, "codes", value))
    for code in codes:
        if not is_code_prefix(code):
            raise ConfigurationError(
                f"{where}: `{shown}` holds `{code}`, which is no code: up to three letters and up to three "
                "digits were expected, like GEN101 or GEN1"
            )
    return codes


def _strings(where: str, shown: str, what: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _wrong(where, shown, f"a list of {what}", value)
    for item in value:
        if not isinstance(item, str) or not item.strip():
            raise _wrong(where, shown, f"a list of {what}, each a text that isn't empty", item, inside=True)
    return tuple(item.strip() for item in value)


def _wrong(
    where: str, shown: str, expected: str, value: object, *, inside: bool = False
) -> ConfigurationError:
    match value:
        case bool():
            got = "true" if value else "false"
        case str():
            got = f'the text "{value}"'
        case int() | float():
            got = f"the number {value}"
        case list() | tuple():
            got = "a list"
        case dict():
            got = "a table"
        case None:
            got = "null"
        case _:
            got = f"a {type(value).__name__}"
    return ConfigurationError(
        f"{where}: `{shown}` must be {expected}, {'with no item' if inside else 'not'} {got}"
    )


def _nearest(key: str, words: Mapping[str, tuple[str, ...]]) -> str:
    import difflib

    known = [*DEFAULTS, *words, *("extend-" + word for word in words)]
    found = difflib.get_close_matches(key.lower().replace("_", "-"), known, n=1, cutoff=0.5)
    return f"; did you mean `{found[0]}`?" if found else "; `genlint config` lists the known ones"
