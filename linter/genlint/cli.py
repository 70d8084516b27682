"""The command line: what may be written, and which command it means.

Nothing heavy is imported here: `--help`, `--version` and a run without a candidate stay fast.
"""

from __future__ import annotations

import os
import sys

from genlint.errors import ConfigurationError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, HelpFormatter, Namespace
    from collections.abc import Sequence

FAILED = 2
COMMANDS = ("check", "explain", "rules", "config", "trace", "clean")
FORMATS = ("full", "flake8", "json", "github", "sarif")

_DESCRIPTION = """\
Find chat IDs in generation hooks, and connections that open without a generation,
in TypeScript, JavaScript and Python.

commands:
  genlint [check] [PATH ...]   judge files and folders (default: the working directory)
  genlint trace PLACE          where the value at PATH:LINE[:COLUMN] comes from, and what it implies
  genlint explain CODE         what a code means, and how to mend it
  genlint rules                all codes
  genlint config [PATH]        the effective configuration, and where each value comes from
  genlint clean                remove the cache of earlier runs
"""

_EPILOG = "exit status: 0 nothing found, 1 findings, 2 the run itself failed"
_TRACE_EPILOG = "exit status: 0 answered, 2 nothing can be answered for the place"


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` (without the program's name) mean; returns the exit status."""
    command = arguments[0] if arguments and arguments[0] in COMMANDS else "check"
    rest = arguments[1:] if arguments and arguments[0] in COMMANDS else arguments
    if command == "check" and not any(argument.startswith("-") for argument in rest):
        options: Namespace = PlainOptions(rest)  # type: ignore[assignment]
    else:
        options = _parser(command).parse_args(rest)
    from genlint import commands

    try:
        match command:
            case "explain":
                return commands.explain(options.code, options)
            case "rules":
                return commands.list_rules(options)
            case "clean":
                return commands.clean(options.cache_dir, options)
            case "config":
                return commands.show_configuration(options.paths, options)
            case "trace":
                return commands.trace(options.place, options)
            case _:
                return commands.check(options)
    except ConfigurationError as error:
        print(f"genlint: error: GEN900 {error}", file=sys.stderr)
    except UsageError as error:
        print(f"genlint: error: {error}", file=sys.stderr)
    except BrokenPipeError:
        raise
    except Exception as error:
        _tell_failure(error)
    return FAILED


def _tell_failure(error: Exception) -> None:
    """Say that genlint itself failed, in one line unless its user asked for more."""
    message = " ".join(str(error).split())
    print(f"genlint: internal error: {type(error).__name__}: {message}", file=sys.stderr)
    if os.environ.get("GENLINT_TRACEBACK"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    else:
        print("genlint: set GENLINT_TRACEBACK=1 to see where, and please report it", file=sys.stderr)


class PlainOptions:
    """What the parser makes of paths alone: importing argparse takes a third of such a run."""

    color = "auto"

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = list(paths)
        self.quiet = 0

    def __getattr__(self, name: str) -> None:
        """Every other option is off, or not given."""


def _parser(command: str) -> ArgumentParser:
    from argparse import ArgumentParser

    usage = {
        "explain": "genlint explain CODE",
        "rules": "genlint rules",
        "config": "genlint config [options] [PATH]",
        "clean": "genlint clean [--cache-dir DIR]",
        "trace": "genlint trace [options] PATH:LINE[:COLUMN]",
    }
    parser = ArgumentParser(
        prog="genlint",
        usage=usage.get(command, "genlint [check] [options] [PATH ...]"),
        description=_DESCRIPTION,
        epilog=_TRACE_EPILOG if command == "trace" else _EPILOG,
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    from genlint import __version__

    parser.add_argument("-V", "--version", action="version", version=f"genlint {__version__}")
    if command == "explain":
        parser.add_argument("code", metavar="CODE", help="a code, like GEN101, or a rule's name")
        return parser
    if command == "rules":
        return parser
    if command == "clean":
        _add_cache_folder(parser)
        return parser
    _add_configuration(parser)
    if command == "config":
        parser.add_argument(
            "paths", metavar="PATH", nargs="?", default=".", help="the file or folder to ask for"
        )
        return parser
    if command == "trace":
        _add_trace(parser)
    else:
        _add_check(parser)
    return parser


def _formatter(prog: str) -> HelpFormatter:
    """argparse makes one for every argument, and imports much to learn the width where it isn't told."""
    from argparse import RawDescriptionHelpFormatter

    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) > 40 else 100
    return RawDescriptionHelpFormatter(prog, max_help_position=30, width=width)


def _add_configuration(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("configuration (each also a key of the configuration file)")
    codes = "comma-separated codes, or beginnings of codes, "
    group.add_argument("--select", type=_list, metavar="CODES", help=codes + "to report (default: all)")
    group.add_argument(
        "--extend-select", type=_list, action="extend", metavar="CODES", help=codes + "to report too"
    )
    group.add_argument("--ignore", type=_list, metavar="CODES", help=codes + "not to report")
    group.add_argument(
        "--extend-ignore", type=_list, action="extend", metavar="CODES", help=codes + "to ignore too"
    )
    paths = "comma-separated path patterns "
    group.add_argument(
        "--exclude", type=_list, metavar="PATTERNS", help=paths + "to leave out, in place of the defaults"
    )
    group.add_argument(
        "--extend-exclude", type=_list, action="extend", metavar="PATTERNS", help=paths + "to leave out too"
    )
    group.add_argument(
        "--per-file-ignores",
        type=_per_file,
        metavar="PATTERN:CODES",
        help="codes not to report in some files: `tests/*:GEN1,GEN201 other.py:GEN2`",
    )
    group.add_argument(
        "--min-confidence",
        choices=("low", "medium", "high"),
        help="the least confidence to report (default: medium)",
    )
    group.add_argument("--max-file-size", type=int, metavar="BYTES", help="the largest file to parse")
    source = group.add_mutually_exclusive_group()
    source.add_argument(
        "--config", metavar="FILE", help="the configuration file to read, in place of those found"
    )
    source.add_argument("--isolated", action="store_true", help="read no configuration file")


def _add_trace(parser: ArgumentParser) -> None:
    parser.add_argument(
        "place",
        metavar="PATH:LINE[:COLUMN]",
        help="lines and columns count from 1; without a column, what is worth asking for on the line",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def _add_check(parser: ArgumentParser) -> None:
    from argparse import SUPPRESS

    parser.add_argument("paths", metavar="PATH", nargs="*", help="files and folders; `-` is standard input")
    parser.add_argument(
        "--stdin-display-name",
        metavar="NAME",
        help="the file that standard input stands for: says its language",
    )
    output = parser.add_argument_group("output")
    output.add_argument("--format", choices=FORMATS, help="default: full on a terminal, else flake8")
    output.add_argument(
        "--output-file", metavar="FILE", help="write the report there, not to standard output"
    )
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    output.add_argument("--statistics", action="store_true", help="count the findings of each code")
    output.add_argument(
        "--show-files", action="store_true", help="list the files that were parsed, and why each was"
    )
    output.add_argument("--count", action="store_true", help="print the number of findings")
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    output.add_argument("-q", "--quiet", action="count", default=0, help="only file names; twice: nothing")
    output.add_argument("-v", "--verbose", action="store_true", help="show where genlint itself failed")
    fixes = parser.add_argument_group("fixes")
    fixes.add_argument("--fix", action="store_true", help="write the safe fixes into the files")
    fixes.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: suggested fixes as well"
    )
    fixes.add_argument("--diff", action="store_true", help="print what --fix would change, and write nothing")
    fixes.add_argument("--fix-only", action="store_true", help="as --fix, and report no findings")
    fixes.add_argument("--show-fixes", action="store_true", help="name every fix that is made")
    parser.add_argument(
        "-j", "--jobs", type=_jobs, metavar="N", help="processes: a number, or auto (default)"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="neither use judgements of earlier runs nor keep any"
    )
    _add_cache_folder(parser)
    parser.add_argument("--no-screen", action="store_true", help=SUPPRESS)


def _add_cache_folder(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--cache-dir",
        metavar="DIR",
        help="the folder of the cache (default: what `cache-dir` says, else .genlint_cache in the project)",
    )


def _list(text: str) -> list[str]:
    """The items of a list with commas, white space or both between them."""
    return text.replace(",", " ").split()


def _jobs(text: str) -> int | None:
    if text == "auto":
        return None
    if not text.isdecimal() or int(text) < 1:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(f"a number above 0, or auto, was expected, not {text!r}")
    return int(text)


def _per_file(text: str) -> dict[str, list[str]]:
    """As flake8 writes it: patterns with commas, a colon, codes with commas; then the next patterns."""
    from argparse import ArgumentTypeError

    found: dict[str, list[str]] = {}
    patterns: list[str] = []
    in_codes = False
    for item in _list(text.replace(":", " : ")):
        if item == ":":
            if in_codes or not patterns:
                raise ArgumentTypeError(f"PATTERN:CODES was expected, not {text!r}")
            in_codes = True
            continue
        if in_codes and not _looks_like_code(item):
            in_codes = False
            patterns = []
        if in_codes:
            for pattern in patterns:
                found.setdefault(pattern, []).append(item)
        else:
            patterns.append(item)
    if patterns and any(pattern not in found for pattern in patterns):
        raise ArgumentTypeError(f"PATTERN:CODES was expected, not {text!r}")
    return found


def _looks_like_code(item: str) -> bool:
    from genlint.codes import is_code_prefix

    return is_code_prefix(item.upper()) and (item.isupper() or any(char.isdigit() for char in item))


def overrides(options: Namespace) -> dict[str, object]:
    """The configuration values that the command line states, by configuration key."""
    keys = (
        "select", "extend-select", "ignore", "extend-ignore", "exclude", "extend-exclude",
        "per-file-ignores", "min-confidence", "max-file-size",
    )  # fmt: skip
    stated = {key: getattr(options, key.replace("-", "_"), None) for key in keys}
    return {key: value for key, value in stated.items() if value is not None}
