"""Finding configuration files, and making a folder's `Settings` of them and of the command line.

`genlint.toml`, the table `[tool.genlint]` of `pyproject.toml`, the object `"genlint"` of `package.json`:
the nearest above a file holds, the first of the three in one folder; nothing is merged over folders. A
file without that table is passed over. A flag of the command line replaces the key of its name, and an
`extend-` flag adds to it.
"""

from __future__ import annotations

import os
import sys

from genlint.config_values import check_value
from genlint.errors import ConfigurationError
from genlint.settings import DEFAULTS, Settings, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Table = dict[str, object]

FILE_NAMES = ("genlint.toml", "pyproject.toml", "package.json")
COMMAND_LINE = "command line"
DEFAULT = "default"


def read_table(path: str) -> Table | None:
    """Our table in the configuration file at `path`; None where it has none, or where there is no file.

    Raises `ConfigurationError` for a file that can't be read, or that names us and can't be parsed.
    """
    try:
        with open(path, "rb") as stream:
            data = stream.read()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
    except OSError as error:
        raise ConfigurationError(f"{path}: can't be read: {error.strerror}") from None
    name = os.path.basename(path)
    own = name != "pyproject.toml" and not name.endswith(".json")
    if not own and b"genlint" not in data:
        return None  # parsing is the slow part, and most of these files don't name us
    table = _parse(path, data)
    if own:
        return table
    where: object = table
    for key in ("genlint",) if name.endswith(".json") else ("tool", "genlint"):
        where = where.get(key) if isinstance(where, dict) else None
    if where is not None and not isinstance(where, dict):
        raise ConfigurationError(f"{path}: `genlint` must be a table of options")
    return where


def _parse(path: str, data: bytes) -> Table:
    try:
        text = data.decode("utf-8-sig")
        if path.endswith(".json"):
            import json

            table = json.loads(text)
            if not isinstance(table, dict):
                raise ValueError("an object was expected")
            return table
        if sys.version_info >= (3, 11):
            import tomllib
        else:
            import tomli as tomllib
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{path}: can't be parsed: {error}") from None


class Configuration:
    """Gives the settings of any folder, each configuration file read once."""

    def __init__(
        self,
        words: Mapping[str, tuple[str, ...]],
        overrides: Mapping[str, object] | None = None,
        *,
        config_file: str | None = None,
        isolated: bool = False,
        cwd: str | None = None,
    ) -> None:
        """`words` is the default vocabulary, `overrides` the command line's values by configuration key
        (their patterns relative to `cwd`). `config_file` takes the place of every file that would be found,
        `isolated` leaves all of them unread.

        Raises `ConfigurationError` for an override or a `config_file` that may not be.
        """
        self.cwd = os.path.abspath(cwd or os.getcwd()).replace(os.sep, "/")
        self._words = {key: tuple(value) for key, value in words.items()}
        self._found: dict[str, Settings] = {}
        self._made: dict[str, Settings] = {}
        self._overrides = {
            key: check_value(COMMAND_LINE, "--" + key, key, value, self._words)
            for key, value in (overrides or {}).items()
        }
        self._fixed: Settings | None = None
        self._roots: dict[int, str] = {}
        if config_file is not None:
            path = os.path.abspath(os.path.join(self.cwd, config_file))
            if not os.path.isfile(path):
                raise ConfigurationError(f"{config_file}: there is no such configuration file")
            self._fixed = self._settings(path, read_table(path) or {})
        elif isolated:
            self._fixed = self._settings(None, {})

    def for_folder(self, folder: str) -> Settings:
        """The settings of files directly in `folder`, an absolute path.

        Raises `ConfigurationError` for the file that holds there, when it may not be so.
        """
        if self._fixed is not None:
            return self._fixed
        found = self._found.get(folder)
        if found is not None:
            return found
        way: list[str] = []
        current = folder
        while (found := self._found.get(current)) is None:
            way.append(current)
            for name in FILE_NAMES:
                path = os.path.join(current, name)
                table = read_table(path)
                if table is not None:
                    found = self._settings(path, table)
                    break
            parent = os.path.dirname(current)
            if found is not None:
                break
            if parent == current:
                found = self._settings(None, {})
                break
            current = parent
        for passed in way:
            self._found[passed] = found
        return found

    @property
    def root(self) -> str | None:
        """The folder of the configuration file that was found for the working directory; None where there is
        none, or where it was not looked for."""
        return None if self._fixed is not None else self._roots.get(id(self.for_folder(self.cwd)))

    @property
    def cache_dir(self) -> str | None:
        """The absolute path of the cache's folder that the configuration of the working directory states."""
        stated = self.for_folder(self.cwd).values["cache-dir"]
        ((base, folder),) = stated.roots
        return None if folder is None else os.path.join(base, str(folder))

    def for_file(self, path: str) -> Settings:
        """The settings of the file at the absolute `path`."""
        return self.for_folder(os.path.dirname(path))

    def _settings(self, path: str | None, table: Table) -> Settings:
        """The settings that the table of the configuration file `path` makes (None: no file)."""
        made = self._made.get(path or "")
        if made is not None:
            return made
        shown = self._shown(path) if path else DEFAULT
        own = {key: check_value(shown, key, key, value, self._words) for key, value in table.items()}
        root = os.path.dirname(path).replace(os.sep, "/") if path else self.cwd
        values = {
            key: self._layer(key, default, own, shown, root)
            for key, default in [*DEFAULTS.items(), *self._vocabulary()]
        }
        words: dict[str, tuple[str, ...]] = {}
        for key in self._words:
            plain, extra = values[key].value, values["extend-" + key].value
            assert isinstance(plain, tuple)
            assert isinstance(extra, tuple)
            words[key] = tuple(dict.fromkeys((*plain, *extra)))
        try:
            made = Settings(values, words)
        except ValueError as error:
            raise ConfigurationError(f"{shown}: {error}") from None
        self._made[path or ""] = made
        if path:
            self._roots[id(made)] = root
        return made

    def _vocabulary(self) -> Iterable[tuple[str, object]]:
        for key, words in self._words.items():
            yield key, words
            yield "extend-" + key, ()

    def _layer(self, key: str, default: object, own: Table, shown: str, root: str) -> Value:
        """One key's value: the command line's, else the file's, else the default; `extend-` keys add up."""
        layers: list[tuple[str, str, object]] = []
        if key in own:
            layers.append((shown, root, own[key]))
        if key in self._overrides:
            layers.append((COMMAND_LINE, self.cwd, self._overrides[key]))
        if not layers:
            return Value(default, DEFAULT, ((root, default),))
        if not key.startswith("extend-"):
            origin, base, value = layers[-1]
            return Value(value, origin, ((base, value),))
        total: tuple[object, ...] = ()
        for _, _, value in layers:
            assert isinstance(value, tuple)
            total += value
        return Value(
            total,
            " and ".join(layer[0] for layer in layers),
            tuple((base, value) for _, base, value in layers),
        )

    def _shown(self, path: str) -> str:
        """The path of a configuration file for people: relative to the working directory when below it."""
        path = path.replace(os.sep, "/")
        prefix = self.cwd if self.cwd.endswith("/") else self.cwd + "/"
        return path[len(prefix) :] if path.startswith(prefix) else path
