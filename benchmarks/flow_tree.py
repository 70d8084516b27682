"""An application whose chat IDs go a long way: wrappers ten deep, import cycles, and pages that call them.

A *chain* is a package of ten wrappers. The first calls a generation hook, if the chain is *live*, and an
ordinary one if not; every other wrapper calls the one before. Each also reads a caption of the next, so that
the modules of a chain import each other in a circle. Ten pages hand a chat ID to the last wrapper of a live
chain, through the package's index: each is one finding, eleven calls away from the hook. All other modules
are ordinary code, in circles of imports as well.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

from benchmarks import trees

DEPTH = 10
"""Wrappers between a page and the hook."""
PAGES = 10
"""Pages, and so findings, of a chain."""
CHAIN = DEPTH + 1 + PAGES
"""Modules of a chain: its wrappers, its index, its pages."""

_CIRCLE = 25
"""Ordinary modules that import each other."""

_WRAPPER_TS = """\
import {{ {inner} }} from "{origin}";
import {{ caption{above} }} from "./level{above}";

export const caption{level} = "level {level}";

export function usePanel{chain}Level{level}(target: string, options?: PanelOptions) {{
  const label = options?.label ?? caption{above};
  const panel = {inner}(target);
  return {{ ...panel, label }};
}}
"""
_INDEX_TS = 'export * from "./level{level}";\n'
_PAGE_TS = """\
import {{ usePanel{chain}Level{last} as usePanel }} from "../chain{chain}";

export function Page{chain}x{page}({{ {name}, title }}: PageProps) {{
  const panel = usePanel({name}, {{ label: title }});
  return <Panel title={{title}} {{...panel}} />;
}}
"""
_WRAPPER_PY = '''\
from {origin} import {inner}
from app.chain{chain} import level{above}

CAPTION = "level {level}"


def use_panel_{chain}_level_{level}(target, options=None):
    """A panel, in the words of level {level}."""
    label = options or level{above}.CAPTION
    panel = {inner}(target)
    panel.label = label
    return panel
'''
_INDEX_PY = "from app.chain{chain}.level{level} import use_panel_{chain}_level_{level}\n"
_PAGE_PY = '''\
from app.chain{chain} import use_panel_{chain}_level_{last}


def page_{chain}_{page}({name}, title):
    """The page with a panel."""
    return use_panel_{chain}_level_{last}({name}, title)
'''


class _Language(NamedTuple):
    """How an application is written in a language: names and contents of its files."""

    suffix: str
    page_suffix: str
    index_file: str
    wrapper: str
    index_line: str
    page: str
    inner: str
    """The wrapper of a level, by chain and level."""
    origin: str
    """Where another wrapper imports that one from."""
    kit: str
    """The package that both hooks come from."""
    live_hook: str
    other_hook: str
    chat_id: str
    project_id: str


_LANGUAGES = {
    "TypeScript": _Language(
        suffix=".ts",
        page_suffix=".tsx",
        index_file="index.ts",
        wrapper=_WRAPPER_TS,
        index_line=_INDEX_TS,
        page=_PAGE_TS,
        inner="usePanel{chain}Level{level}",
        origin="./level{level}",
        kit="media-kit",
        live_hook="useImageGeneration",
        other_hook="useLayout",
        chat_id="chatId",
        project_id="projectId",
    ),
    "Python": _Language(
        suffix=".py",
        page_suffix=".py",
        index_file="__init__.py",
        wrapper=_WRAPPER_PY,
        index_line=_INDEX_PY,
        page=_PAGE_PY,
        inner="use_panel_{chain}_level_{level}",
        origin="app.chain{chain}.level{level}",
        kit="media_kit",
        live_hook="use_image_generation",
        other_hook="use_layout",
        chat_id="chat_id",
        project_id="project_id",
    ),
}
LANGUAGES = tuple(_LANGUAGES)


def make(folder: Path, language: str, modules: int, chains: int, findings: int) -> None:
    """Write an application of `modules` modules in `language` below `folder`, which must not exist.

    It has `chains` chains, of which those are live that `findings` findings need: with none it differs in
    nothing else. Raises `ValueError` where the chains have no room for the findings, or the modules for the
    chains.
    """
    if findings > chains * PAGES or modules < chains * CHAIN:
        raise ValueError(f"{modules} modules are too few for {chains} chains with {findings} findings")
    app, written = folder / "app", _LANGUAGES[language]
    for chain in range(chains):
        _chain(app, written, chain, min(PAGES, max(0, findings - chain * PAGES)))
    _fill_up(app, written.page_suffix, modules - chains * CHAIN)


def _chain(app: Path, written: _Language, chain: int, findings: int) -> None:
    """Write one chain; it is live if it has findings."""
    for level in range(DEPTH):
        inner = written.inner.format(chain=chain, level=level - 1)
        origin = written.origin.format(chain=chain, level=level - 1)
        if level == 0:
            inner, origin = written.live_hook if findings else written.other_hook, written.kit
        above = (level + 1) % DEPTH
        text = written.wrapper.format(inner=inner, origin=origin, chain=chain, level=level, above=above)
        _write(app / f"chain{chain}" / f"level{level}{written.suffix}", text)
    index = "".join(written.index_line.format(chain=chain, level=level) for level in range(DEPTH))
    _write(app / f"chain{chain}" / written.index_file, index)
    for page in range(PAGES):
        # What is handed to a chain that isn't live makes no difference, so that stays as it is.
        name = written.chat_id if not findings or page < findings else written.project_id
        text = written.page.format(chain=chain, page=page, last=DEPTH - 1, name=name)
        _write(app / f"pages{chain}" / f"page{page}{written.page_suffix}", text)


def _fill_up(app: Path, suffix: str, modules: int) -> None:
    """Write `modules` modules of ordinary code: the same ones for the same number, and for a greater one."""
    chance = random.Random(1)
    for number in range(modules):
        circle, place = divmod(number, _CIRCLE)
        after = (place + 1) % min(_CIRCLE, modules - circle * _CIRCLE)
        if suffix == ".py":
            head = f"from app.part{circle} import module{after}\n"
        else:
            head = f'import * as module{after} from "./module{after}";\n'
        topic = trees.topic(chance)
        text = head + "\n" + trees.body(chance, suffix, topic)
        _write(app / f"part{circle}" / f"module{place}{suffix}", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
