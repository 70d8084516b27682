"""The rule sets of a run: our own, and those that installed distributions offer.

A distribution offers one with the entry point group `genlint.rules`, whose value is `module:ATTRIBUTE`
of a `RuleSet`. Our own set needs no installed metadata, so a bare checkout works.

Most runs end at the screen, and importing rules costs more than reading a hundred files. So:

* Entry points are read straight from `sys.path` (a folder listing and a few small files), since
  importing `importlib.metadata` alone takes longer than that. Distributions that only an import
  hook knows (inside a zip file) are not found.
* A module that defines `WORDS` (the vocabulary) and `screen` (a function from the effective vocabulary to a
  `Screen`; likewise `slots_screen` and `feeds_screen`) beside its rule set is asked for these first; the
  rule set itself, which may then be made on demand by the module's `__getattr__`, is only fetched for a file
  that passes the screen.
"""

from __future__ import annotations

import os
import sys

from genlint.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

    from genlint.rule import Context, Reader, Rule, RuleSet, Screen, Words
    from genlint.sieve import Sieve

GROUP = "genlint.rules"
BUILT_IN = "genlint_rules:RULES"


def entry_points(search_path: Iterable[str]) -> list[str]:
    """The values of our entry point group in the distributions on `search_path`, in a fixed order."""
    found: dict[str, None] = {}
    for folder in search_path:
        try:
            names = sorted(
                name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info"))
            )
        except OSError:
            continue
        for name in names:
            try:
                handle = os.open(os.path.join(folder, name, "entry_points.txt"), os.O_RDONLY)
            except OSError:
                continue
            with open(handle, "rb", buffering=0) as file:
                data = file.read()
            if GROUP.encode() in data:
                found.update(dict.fromkeys(_values(data.decode("utf-8", "replace"))))
    return list(found)


def _values(text: str) -> Iterable[str]:
    """The values of our group in the text of an `entry_points.txt`."""
    group = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            group = line.strip("[] ")
        elif group == GROUP and "=" in line and not line.startswith(("#", ";")):
            yield line.split("=", 1)[1].split("[")[0].strip()


def _imported(name: str) -> ModuleType:
    """The module of a dotted name. `importlib` takes as long as all that a run needs of it."""
    __import__(name)
    return sys.modules[name]


class _Source:
    """One rule set, named or given."""

    __slots__ = ("_module", "_set", "_value")

    def __init__(self, value: str, rule_set: RuleSet | None = None) -> None:
        self._value = value
        self._set = rule_set
        self._module: ModuleType | None = None

    def _import(self) -> ModuleType:
        if self._module is None:
            try:
                self._module = _imported(self._value.partition(":")[0])
            except Exception as error:
                raise UsageError(
                    f"the rules {self._value} can't be loaded: {type(error).__name__}: {error}"
                ) from error
        return self._module

    @property
    def module(self) -> str:
        return self._value.partition(":")[0]

    def rule_set(self) -> RuleSet:
        if self._set is None:
            module, attribute = self._import(), self._value.partition(":")[2]
            try:
                self._set = getattr(module, attribute)
            except Exception as error:
                raise UsageError(
                    f"the rules {self._value} can't be loaded: {type(error).__name__}: {error}"
                ) from error
            if not (hasattr(self._set, "rules") and hasattr(self._set, "words")):
                raise UsageError(f"the entry point {self._value} is no rule set")
        assert self._set is not None
        return self._set

    def words(self) -> Words:
        if self._set is None:
            light = vars(self._import()).get("WORDS")
            if light is not None:
                words: Words = light
                return words
        return self.rule_set().words

    def screen(self, name: str, words: Words) -> Screen:
        """What the function or method `name` gives for the vocabulary."""
        if self._set is None:
            module = vars(self._import())
            light = module.get(name)
            if callable(light):
                screen: Screen = light(words)
                return screen
            if name != "screen" and callable(module.get("screen")):
                return ()  # the module does without, as a rule set does by default
        found: Screen = getattr(self.rule_set(), name)(words)
        return found


_sieves: dict[tuple[object, ...], tuple[tuple[RuleSet, ...], Sieve]] = {}
"""With the rule sets whose identities are in the key, so that these stay theirs."""


class Registry:
    """The rule sets of a run, as one."""

    def __init__(self, rule_sets: Sequence[RuleSet] | None = None) -> None:
        """`rule_sets` None finds them: our own, then the entry points in the order of `sys.path`.

        Raises `UsageError` when there are none.
        """
        self.given = None if rule_sets is None else tuple(rule_sets)
        """What the constructor was given: enough to make an equal registry in another process."""
        if rule_sets is not None:
            self._sources = [_Source("", rule_set) for rule_set in rule_sets]
        else:
            values = entry_points(sys.path)
            if BUILT_IN not in values and _is_importable(BUILT_IN.partition(":")[0]):
                values.append(BUILT_IN)
            values.sort(key=lambda value: value != BUILT_IN)
            self._sources = [_Source(value) for value in values]
        if not self._sources:
            raise UsageError("there are no rules: neither genlint_rules nor another rule set is installed")
        self._rules: tuple[Rule, ...] | None = None

    def modules(self) -> tuple[str, ...]:
        """The names of the modules that the rule sets come from; none for those that were given."""
        return tuple(source.module for source in self._sources if source.module)

    def words(self) -> dict[str, tuple[str, ...]]:
        """The default vocabulary. A list that several sets have holds the words of all."""
        merged: dict[str, tuple[str, ...]] = {}
        for source in self._sources:
            for key, words in source.words().items():
                merged[key] = tuple(dict.fromkeys((*merged.get(key, ()), *words)))
        return merged

    def screens(self, words: Words) -> dict[str, Screen]:
        """What a file must hold for any rule of any set, given the effective vocabulary: `RuleSet`'s three
        screens, by their names."""
        return {
            name: tuple(combination for source in self._sources for combination in source.screen(name, words))
            for name in ("screen", "slots_screen", "feeds_screen")
        }

    def rules(self) -> tuple[Rule, ...]:
        """All rules, by code. Raises `UsageError` where two have the same code."""
        if self._rules is None:
            by_code: dict[str, Rule] = {}
            for source in self._sources:
                for rule in source.rule_set().rules:
                    other = by_code.setdefault(rule.code, rule)
                    if other is not rule:
                        raise UsageError(f"two rules have the code {rule.code}: {other.name} and {rule.name}")
            self._rules = tuple(by_code[code] for code in sorted(by_code))
        return self._rules

    def sieve(self, words: Words) -> Sieve:
        """The screens, ready to be asked. One for all equal vocabularies of a process and its copies, since a
        sieve gets faster while it is used."""
        given = self.given or ()
        key = (tuple(map(id, given)), self.modules(), tuple(sorted(words.items())))
        found = _sieves.get(key)
        if found is None:
            from genlint.sieve import Sieve

            found = _sieves[key] = given, Sieve(self.screens(words))
        return found[1]

    def reported(self, context: Context) -> frozenset[str] | None:
        """Where that may be reported which comes into the context's module. See `RuleSet.reported`."""
        found: set[str] = set()
        for source in self._sources:
            paths = source.rule_set().reported(context)
            if paths is None:
                return None
            found.update(paths)
        return frozenset(found)

    def readers(self, context: Context) -> tuple[Reader, ...]:
        """How the rule sets read a module; of those that tell. See `RuleSet.reader`."""
        found = (source.rule_set().reader(context) for source in self._sources)
        return tuple(reader for reader in found if reader is not None)


def _is_importable(name: str) -> bool:
    """Whether there is a top-level module of this name; it is imported, as it will be needed."""
    try:
        _imported(name)
    except ModuleNotFoundError as error:
        return error.name != name
    except Exception:
        return True  # it is there, and says what is wrong with it when it is asked for its rules
    return True
