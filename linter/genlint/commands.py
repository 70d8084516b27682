"""What each command does, with the options that the command line has read."""

from __future__ import annotations

import os
import sys

from genlint.cli import overrides
from genlint.engine import Engine
from genlint.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import TextIO

    from genlint.fix import FixResult
    from genlint.fixing import FixRun
    from genlint.reporters import Documented, Options
    from genlint.result import Result

CLEAN, FOUND, FAILED = 0, 1, 2
FORMATS_WITH_FIXES = frozenset({"full", "json", "sarif"})
MACHINE_FORMATS = frozenset({"json", "sarif"})
"""Formats whose whole output is one document, to which nothing may be added."""


def check(options: Namespace) -> int:
    """`genlint [check] [PATH…]`."""
    if options.verbose:
        os.environ["GENLINT_TRACEBACK"] = "1"  # read by worker processes as well
    fixes = options.fix or options.fix_only or options.diff
    for name in ("unsafe_fixes", "show_fixes"):
        if getattr(options, name) and not fixes:
            raise UsageError(f"--{name.replace('_', '-')} needs --fix, --fix-only or --diff")
    wants_fixes = fixes or _format(options, sys.stdout) in FORMATS_WITH_FIXES
    # What is listed must have been parsed, and fixes are made from what is on the disk now.
    is_plain = not (options.no_cache or fixes or options.show_files or options.no_screen)
    cache = is_plain and (options.cache_dir or True)
    engine = _engine(options, screen=not options.no_screen, wants_fixes=wants_fixes, cache=cache)
    paths = options.paths or ["."]
    if "-" in paths:
        if paths != ["-"]:
            raise UsageError("`-` reads standard input, and goes with no other path")
        if options.stdin_display_name is None:
            raise UsageError("`-` needs --stdin-display-name, which says the language and the configuration")
        source = sys.stdin.buffer.read()
        if fixes:
            return _fix_input(engine, source, options)
        result = engine.check_source(options.stdin_display_name, source)
    else:
        result = _check_paths(engine, paths, options)
        if fixes:
            return _fix_paths(engine, result, paths, options)
    _report(engine, result, options)
    return _status(result, options)


def _status(result: Result, options: Namespace) -> int:
    if result.failed:
        return FAILED
    return FOUND if result.findings and not options.exit_zero else CLEAN


def _check_paths(engine: Engine, paths: list[str], options: Namespace) -> Result:
    from genlint.progress import Progress

    with Progress(sys.stderr) as progress:
        result = engine.check_paths(paths, jobs=options.jobs, progress=progress)
    for remark in result.remarks:
        print(f"genlint: {remark}", file=sys.stderr)
    return result


def _engine(
    options: Namespace, *, screen: bool = True, wants_fixes: bool = False, cache: bool | str = False
) -> Engine:
    return Engine(
        overrides(options),
        config_file=options.config,
        isolated=options.isolated,
        screen=screen,
        wants_fixes=wants_fixes,
        cache=cache,
    )


# -- fixes


def _fix_paths(engine: Engine, result: Result, paths: list[str], options: Namespace) -> int:
    """Write the fixes of a run, or show them; then report what is left."""
    from genlint import fixing

    diffs: list[str] = []

    def show(fixed: FixResult) -> None:
        diffs.append(fixing.diff_of(result, fixed))

    run = fixing.fix_files(engine, result, show if options.diff else fixing.write, options.unsafe_fixes)
    if not options.diff and run.summary.files:
        failed = result.failed
        result = _check_paths(engine, paths, options)
        result.failed |= failed
    if options.diff:
        _write_bytes("".join(diffs))
    elif not options.fix_only:
        _report(engine, result, options)
    _say(run, result, options)
    if run.failures or result.failed:
        return FAILED
    if options.diff:
        return FOUND if diffs and not options.exit_zero else CLEAN
    return CLEAN if options.fix_only else _status(result, options)


def _fix_input(engine: Engine, source: bytes, options: Namespace) -> int:
    """Write standard input to standard output as its fixes make it, or their diff; report on the rest."""
    from genlint import fixing

    path = engine.absolute(options.stdin_display_name)
    result = engine.check_source(path, source)
    run = fixing.FixRun()
    fixed = fixing.fix_text(engine, path, source, lambda _fixed: None, options.unsafe_fixes, run)
    if options.diff:
        _write_bytes(fixing.diff_of(result, fixed))
        _say(run, result, options)
        return FAILED if result.failed else FOUND if fixed.changed and not options.exit_zero else CLEAN
    _write_bytes(fixed.after)
    engine.forget()
    result = engine.check_source(path, fixed.after)
    if not options.fix_only:
        _make_printable(sys.stderr)
        _write(engine, result, options, sys.stderr)
    _say(run, result, options)
    if result.failed:
        return FAILED
    return CLEAN if options.fix_only else _status(result, options)


def _say(run: FixRun, result: Result, options: Namespace) -> None:
    """Tell what became of the fixes: on standard error, since what was asked for goes to the output."""
    from genlint import fixing

    _make_printable(sys.stderr)
    for line in fixing.lines(run, result, show=options.show_fixes, written=not options.diff):
        if not options.quiet or line.startswith("error: "):
            print(f"genlint: {line}", file=sys.stderr)


def _write_bytes(data: str | bytes) -> None:
    """Write to standard output with the line ends that are in `data`."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data if isinstance(data, bytes) else data.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


# -- reports


def _report(engine: Engine, result: Result, options: Namespace) -> None:
    if options.output_file is None:
        _make_printable(sys.stdout)
        _write(engine, result, options, sys.stdout)
        return
    try:
        with open(options.output_file, "w", encoding="utf-8", newline="\n") as stream:
            _write(engine, result, options, stream)
    except OSError as error:
        raise UsageError(f"{options.output_file} can't be written: {error.strerror}") from None


def _write(engine: Engine, result: Result, options: Namespace, stream: TextIO) -> None:
    name = _format(options, stream)
    document = name in MACHINE_FORMATS  # quiet or not, half a document is none
    if options.quiet == 1 and not document:
        for path in dict.fromkeys(finding.location.path for finding in result.findings):
            print(result.display(path), file=stream)
    elif document or (not options.quiet and (result.findings or name != "flake8")):
        from genlint.reporters import renderer

        rendering = _rendering(engine, options, stream)
        for piece in renderer(name)(result, rendering):
            stream.write(piece)
    extra = sys.stderr if document else stream
    if options.statistics:
        _print_statistics(result, extra)
    if options.show_files:
        for path, why in result.parsed_files():
            print(f"{why:<9} {result.display(path)}", file=extra)
    if options.count:
        print(len(result.findings), file=extra)
    if not options.quiet and name not in ("full", "github") and result.skipped:
        from genlint.reporters.summary import skipped

        for line in skipped(result):
            print(f"genlint: {line}", file=sys.stderr)


def _format(options: Namespace, stream: TextIO) -> str:
    """The format of a report that is written to `stream`."""
    if options.format is not None:
        return str(options.format)
    on_terminal = stream is sys.stdout and options.output_file is None and _is_terminal(stream)
    return "full" if on_terminal else "flake8"


def _rendering(engine: Engine, options: Namespace, stream: TextIO) -> Options:
    from genlint.reporters import Options

    terminal = _is_terminal(stream)
    color = options.color == "always" or (options.color == "auto" and _wants_color(terminal))
    encoding = (stream.encoding or "ascii").lower()
    return Options(
        lambda: _catalogue(engine),
        color=color,
        hyperlinks=color and terminal and _has_hyperlinks(),
        unicode=encoding.startswith("utf"),
        width=_width(stream) if terminal else 110,
        quiet=False,
    )


def _catalogue(engine: Engine) -> tuple[Documented, ...]:
    return tuple(sorted((*engine.rules(), *engine.run_codes()), key=lambda documented: documented.code))


def _print_statistics(result: Result, stream: TextIO) -> None:
    counts: dict[tuple[str, str], int] = {}
    for finding in result.findings:
        key = (finding.code, finding.name)
        counts[key] = counts.get(key, 0) + 1
    for (code, name), count in sorted(counts.items()):
        print(f"{count:<5} {code} {name}", file=stream)


def _make_printable(stream: TextIO) -> None:
    """A message may hold what the terminal's encoding lacks: an escape is better than an exception."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


# -- the terminal


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _wants_color(terminal: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or os.environ.get("FORCE_COLOR", "") not in ("", "0")


def _has_hyperlinks() -> bool:
    environment = os.environ
    if environment.get("FORCE_HYPERLINK"):
        return environment["FORCE_HYPERLINK"] != "0"
    if environment.get("CI") or environment.get("TMUX"):
        return False
    if environment.get("TERM_PROGRAM") in ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"):
        return True
    version = environment.get("VTE_VERSION", "0")
    if version.isdecimal() and int(version) >= 5000:
        return True
    term = environment.get("TERM", "")
    return "WT_SESSION" in environment or any(
        name in term for name in ("kitty", "alacritty", "foot", "ghostty")
    )


def _width(stream: TextIO) -> int:
    try:
        return min(os.get_terminal_size(stream.fileno()).columns, 140) or 110
    except (OSError, ValueError):
        return 110


# -- the other commands


def explain(code: str, options: Namespace) -> int:
    """`genlint explain CODE`: the documentation of one code."""
    catalogue = _catalogue(Engine(isolated=True))
    wanted = code.strip().lower()
    for documented in catalogue:
        if wanted in (documented.code.lower(), documented.name):
            _make_printable(sys.stdout)
            sys.stdout.write(_page(documented))
            return CLEAN
    import difflib

    known = {name.lower(): name for documented in catalogue for name in (documented.code, documented.name)}
    nearest = difflib.get_close_matches(wanted, known, n=1)
    hint = f"; did you mean {known[nearest[0]]}?" if nearest else "; `genlint rules` lists them"
    raise UsageError(f"no rule is called {code}{hint}")


def _page(documented: Documented) -> str:
    from textwrap import dedent

    summary = documented.summary[:1].upper() + documented.summary[1:]
    page = (
        f"# {documented.code} {documented.name}\n\n{summary}.\n\n{dedent(documented.documentation).strip()}\n"
    )
    for example in getattr(documented, "examples", ()):
        for word, text in (("Bad", example.bad), ("Good", example.good)):
            page += f"\n{word}:\n\n```{example.language}\n{dedent(text).strip()}\n```\n"
    return page


def list_rules(options: Namespace) -> int:
    """`genlint rules`: a line for each code."""
    catalogue = _catalogue(Engine(isolated=True))
    width = max(len(documented.name) for documented in catalogue)
    _make_printable(sys.stdout)
    for documented in catalogue:
        print(f"{documented.code}  {documented.name:<{width}}  {documented.summary}")
    return CLEAN


def clean(folder: str | None, options: Namespace) -> int:
    """`genlint clean`: remove the cache that holds for the working directory, or the one in `folder`."""
    from genlint.cache import folder_of
    from genlint.cache.folder import BrokenCache
    from genlint.cache.folder import clean as remove

    if folder is None:
        configuration = Engine().configuration
        folder = folder_of(configuration.cache_dir, configuration.cwd, configuration.root)
    try:
        is_removed = folder is not None and remove(folder)
    except BrokenCache as error:
        raise UsageError(f"{folder}: {error}") from None
    except OSError as error:
        raise UsageError(f"{folder} can't be removed: {error.strerror}") from None
    print(f"removed {folder}" if is_removed else "there is no cache")
    return CLEAN


def show_configuration(path: str, options: Namespace) -> int:
    """`genlint config [PATH]`: every value that holds there, as TOML, with its origin."""
    engine = _engine(options)
    if not os.path.lexists(path):
        raise UsageError(f"no such file or folder: {path}")
    folder = engine.absolute(path)
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    _make_printable(sys.stdout)
    for key, value in engine.configuration.for_folder(folder).values.items():
        unset = {"select": "every code", "cache-dir": ".genlint_cache in the project"}
        stated = f"{key} = {_toml(value.value)}" if value.value is not None else f"# {key}: {unset[key]}"
        print(f"{stated}  # {value.origin}")
    return CLEAN


def trace(place: str, options: Namespace) -> int:
    """`genlint trace PATH:LINE[:COLUMN]`: where the value there comes from, and what it implies."""
    from importlib import import_module

    from genlint.tracing.ask import trace as ask
    from genlint.tracing.place import parse

    engine = _engine(options)
    found = ask(engine, parse(place))
    _make_printable(sys.stdout)
    report = import_module(f"genlint.tracing.{options.format}")
    for piece in report.render(found, engine.configuration.cwd, _rendering(engine, options, sys.stdout)):
        sys.stdout.write(piece)
    return CLEAN


def _toml(value: object) -> str:
    import json

    match value:
        case tuple() | list():
            return "[" + ", ".join(_toml(item) for item in value) + "]"
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items()) + "}"
        case _:
            return json.dumps(value, ensure_ascii=False)
