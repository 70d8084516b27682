"""Reports: one module a format, each with a `render` of the same form.

A format is a function from a `Result` to pieces of text, which are written one after the other. It reads
nothing but the result and the catalogue of codes, so the same input gives the same bytes.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Protocol

    from genlint.result import Result

    class Documented(Protocol):
        """What a report may say of a code: a rule, or one of the run's own codes."""

        @property
        def code(self) -> str: ...
        @property
        def name(self) -> str: ...
        @property
        def summary(self) -> str: ...
        @property
        def documentation(self) -> str: ...

    Render = Callable[[Result, "Options"], Iterator[str]]

FORMATS = ("full", "flake8", "json", "github", "sarif")


class Options:
    """How to render: what the output can show, and where the codes' documentation is."""

    __slots__ = ("catalogue", "color", "hyperlinks", "quiet", "unicode", "width")

    def __init__(
        self,
        catalogue: Callable[[], Sequence[Documented]] = tuple,
        *,
        color: bool = False,
        hyperlinks: bool = False,
        unicode: bool = True,
        width: int = 110,
        quiet: bool = False,
    ) -> None:
        """`catalogue` gives every code of the run, and is only called by formats that document codes.

        `width` is in terminal cells; `unicode` says whether the output can show more than ASCII; `quiet`
        leaves the summary out.
        """
        self.catalogue = catalogue
        self.color = color
        self.hyperlinks = hyperlinks
        self.unicode = unicode
        self.width = max(width, 40)
        self.quiet = quiet


def renderer(name: str) -> Render:
    """The format called `name`, one of `FORMATS`. Only its module is imported."""
    import sys

    module = f"genlint.reporters.{name}"
    __import__(module)  # `importlib` takes longer than most reporters
    render: Render = sys.modules[module].render
    return render
