"""Writes `contents.py` of the front ends' libraries: what the tables have, read off the tables.

python tests/frontends/library_contents.py
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path

from genlint import frontends
from genlint.frontends.libraries import models_of

TABLES = {
    "TYPESCRIPT": (
        *("zustand", "redux", "queries", "atoms", "vue", "react"),
        *("javascript_text", "javascript_arrays", "javascript_events", "javascript", "utilities"),
    ),
    "PYTHON": ("python", "python_text", "python_collections", "python_tasks"),
}
"""The tables of each language. Where two know a name, the first is asked first."""

PLACE = Path(frontends.__file__).parent / "libraries" / "contents.py"
HEAD = '''"""What the tables have, for a look without making them.

Written by `python tests/frontends/library_contents.py`.
"""

from __future__ import annotations

from genlint.model.library import Contents
'''


def contents() -> str:
    """The text of the module."""
    return HEAD + "".join(_of_language(language, tables) for language, tables in TABLES.items())


def _of_language(language: str, tables: Iterable[str]) -> str:
    models = {table: tuple(models_of(table)) for table in tables}
    all_models = [model for each in models.values() for model in each]
    changing = (m.name for m in all_models if m.effects or m.moves is not None)
    ending = (m.name if m.owner is None else f"{m.owner}.{m.name}" for m in all_models if m.ends)
    parts = [f"\n{language} = Contents(\n    tables={{\n"]
    for table, its_models in models.items():
        parts.append(f'        "{table}": {_text((m.name for m in its_models), 12)},\n')
    parts.append(f"    }},\n    changing={_text(changing, 8)},\n    ending={_text(ending, 8)},\n)\n")
    return "".join(parts)


def _text(names: Iterable[str], indent: int) -> str:
    """The names, each once, as a literal over several lines."""
    unique = dict.fromkeys(names)
    assert not any(set(name) & set(' "\\') for name in unique)
    margin = " " * indent
    lines = textwrap.fill(" ".join(unique), 108, initial_indent=margin, subsequent_indent=margin)
    return f'"""\n{lines}\n{margin[4:]}"""'


if __name__ == "__main__":
    PLACE.write_text(contents(), encoding="utf-8")
