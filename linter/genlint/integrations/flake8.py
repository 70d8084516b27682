"""The flake8 extension: the command's findings for Python, among those of flake8's other plugins.

flake8 makes one `Flake8Plugin` a file and hands over what it has read and parsed, so the disk is never
asked for the text. Importing this module imports nothing but itself: the engine is made for the first file,
and parsers, models and rules are imported for the first file that passes the screen.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from argparse import Namespace
    from collections.abc import Iterator, Sequence
    from typing import Any, ClassVar

    from genlint.engine import Engine

    Report = tuple[int, int, str, type[object]]
    """A line from 1, a column in characters from 0, `CODE text`, and the class that says so."""

CONFIDENCES = ("low", "medium", "high")

_NOQA = re.compile(rb"(#\s*)noqa", re.IGNORECASE)


class Flake8Plugin:
    """What flake8 calls, by the entry point `GEN`."""

    # On the class, since a worker process knows no more than the class and the arguments of the command.
    _overrides: ClassVar[dict[str, object]] = {}
    _config_file: ClassVar[str | None] = None
    _obeys_noqa: ClassVar[bool] = True
    _engine: ClassVar[Engine | None] = None

    def __init__(self, tree: ast.Module, lines: Sequence[str], filename: str) -> None:
        """`tree` was parsed from the joined `lines`. `filename` is a path, or what stands for one."""
        self._tree = tree
        self._lines = lines
        self._filename = filename

    @staticmethod
    def add_options(manager: Any) -> None:
        """Declare our options to flake8's `OptionManager`. Each is also a key of flake8's configuration."""
        manager.add_option(
            "--genlint-min-confidence", choices=CONFIDENCES, metavar="LEVEL", parse_from_config=True,
            help="the least confidence to report: low, medium or high (default: genlint's configuration)",
        )  # fmt: skip
        manager.add_option(
            "--genlint-config", metavar="FILE", parse_from_config=True, normalize_paths=True,
            help="genlint's configuration file (default: the nearest above each file)",
        )  # fmt: skip

    @classmethod
    def parse_options(cls, options: Namespace) -> None:
        """Take the options that flake8 has read. Raises flake8's `ExecutionError` for one that may not be."""
        confidence = options.genlint_min_confidence
        if confidence is not None and confidence not in CONFIDENCES:  # flake8 checks no configuration file
            raise _failure(f"genlint-min-confidence must be low, medium or high, not {confidence!r}")
        cls._overrides = {} if confidence is None else {"min-confidence": confidence}
        cls._config_file = options.genlint_config
        cls._obeys_noqa = not options.disable_noqa
        cls._engine = None

    def run(self) -> Iterator[Report]:
        """The file's findings, in the command's order.

        Raises flake8's `ExecutionError`, which ends its run with one line, for a wrong configuration.
        """
        from genlint.errors import ConfigurationError, UsageError

        source = "".join(self._lines).encode()
        if not self._obeys_noqa:
            source = _NOQA.sub(rb"\1n0qa", source)
        path = self._filename
        if not path.endswith((".py", ".pyi")):
            path += ".py"  # standard input without a name, or a script: Python it is, as flake8 parsed it
        try:
            result = self._shared_engine().check_source(path, source, tree=self._tree)
        except ConfigurationError as error:
            raise _failure(f"GEN900 {error}") from None
        except UsageError as error:
            raise _failure(str(error)) from None
        if not result.findings:
            return
        from genlint.reporters.terminal import printable

        for finding in result.findings:
            line, column = result.place(finding.location)[0]
            text = printable(f"{finding.code} {finding.message}; {finding.help}")
            yield line, column - 1, text, type(self)

    @classmethod
    def _shared_engine(cls) -> Engine:
        """The one engine of the process, which remembers the modules that imports have reached."""
        if cls._engine is None:
            from genlint.engine import Engine

            cls._engine = Engine(cls._overrides, config_file=cls._config_file)
        return cls._engine


def _failure(message: str) -> Exception:
    """The exception that makes flake8 print `message` and fail."""
    from flake8.exceptions import ExecutionError  # type: ignore[import-untyped]

    failure: Exception = ExecutionError(f"genlint: {message}")
    return failure
