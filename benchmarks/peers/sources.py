"""Trees of other people's code: fetched by name from the registries, with the registries' own clients."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TYPESCRIPT = (".ts", ".tsx", ".mts", ".cts")
PYTHON = (".py",)
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
_BUILT = {"build", "dist", "node_modules"}
"""Folders of which no tool should read anything, whatever its own defaults are."""


class Versions(NamedTuple):
    """What is pinned: requirements as npm and pip write them."""

    npm_sources: list[str]
    pypi_sources: list[str]
    npm_tools: list[str]
    pypi_tools: list[str]


def versions() -> Versions:
    """Read `versions.toml`."""
    table = tomllib.loads((Path(__file__).parent / "versions.toml").read_text(encoding="utf-8"))
    sources, tools = table["sources"], table["tools"]
    return Versions(sources["npm"], sources["pypi"], tools["npm"], tools["pypi"])


def typescript_tree(folder: Path, packages: Sequence[str]) -> Path:
    """The TypeScript sources of npm packages, in a folder of `folder`; fetched where they are missing."""
    return _tree(folder / "typescript", packages, _npm, TYPESCRIPT)


def python_tree(folder: Path, packages: Sequence[str], python: Path) -> Path:
    """The sources of source distributions, in a folder of `folder`; `python` is an interpreter with pip."""

    def fetch(package: str, place: Path) -> None:
        name = package.partition("==")[0]  # what its build needs may come as a wheel
        options = ["--quiet", "--no-deps", "--no-binary", name, "--dest", str(place)]
        subprocess.run([python, "-m", "pip", "download", *options, package], check=True)

    return _tree(folder / "python", packages, fetch, PYTHON)


def _npm(package: str, place: Path) -> None:
    options = ["--silent", "--ignore-scripts", "--pack-destination", str(place)]
    subprocess.run(["npm", "pack", *options, package], check=True, stdout=subprocess.DEVNULL)


def _tree(
    folder: Path, packages: Sequence[str], fetch: Callable[[str, Path], None], suffixes: tuple[str, ...]
) -> Path:
    """Bring `folder` to hold just the sources of `packages`, each in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {package: package.lstrip("@").replace("/", "-").replace("==", "@") for package in packages}
    for present in folder.iterdir():
        if present.is_dir() and present.name not in wanted.values():
            shutil.rmtree(present)
    for package, name in wanted.items():
        if (folder / name).exists():
            continue
        print(f"fetching {package}", flush=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as place:
            fetch(package, Path(place))
            (archive,) = Path(place).iterdir()
            extract(archive, Path(place) / "sources", suffixes)
            (Path(place) / "sources").rename(folder / name)
    return folder


def extract(archive: Path, folder: Path, suffixes: tuple[str, ...]) -> None:
    """Write the files of `archive` that end in one of `suffixes` below `folder`, without its first folder.

    Declarations and what is built are left out. Raises `ValueError` for a name that leads out of the folder.
    """
    folder.mkdir(parents=True)
    with tarfile.open(archive) as members:
        for member in members:
            parts = PurePosixPath(member.name).parts[1:]
            name = member.name
            if not member.isfile() or not name.endswith(suffixes) or name.endswith(_DECLARATIONS):
                continue
            if not _BUILT.isdisjoint(parts):
                continue
            if ".." in parts:
                raise ValueError(f"{archive.name} has {name}")
            data = members.extractfile(member)
            assert data is not None  # it is a file
            path = folder.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.read())
