"""JavaScript's libraries of small functions: lodash, underscore, ramda."""

from __future__ import annotations

from collections.abc import Iterable

from genlint.frontends.libraries.words import arguments_from
from genlint.model.env import ANY, ELEMENT, KEYS
from genlint.model.library import CallModel, Calls, Effect, Gives, Moves
from genlint.model.library_words import (
    Arg,
    AtPath,
    Composed,
    EntryOf,
    FromMaker,
    Merged,
    PairOf,
    Picked,
    Returned,
)

_LODASH = ("_", "lodash", "lodash-es", "underscore", "es-toolkit", "compat")
_RAMDA = ("R", "ramda")

_element = Arg(0, (ELEMENT,))
_entry = Arg(0, (ANY,))
_all = Gives(_element, (ELEMENT,))
_each = (Calls(1, ((_element, _entry), (Arg(0, (KEYS,)),), (Arg(0),))),)
_text = Gives(Arg(0), text=True)


def _of(
    owners: Iterable[str],
    name: str,
    *gives: Gives,
    effects: tuple[Effect, ...] = (),
    calls: tuple[Calls, ...] = (),
    applied: tuple[Gives, ...] = (),
    callable: bool = False,
    alternatives: bool = False,
    moves: Moves | None = None,
) -> Iterable[CallModel]:
    for owner in owners:
        yield CallModel(
            name,
            owner,
            gives,
            effects,
            calls,
            callable=callable,
            applied=applied,
            alternatives=alternatives,
            moves=moves,
        )


def _lodash() -> Iterable[CallModel]:
    yield from _of(_LODASH, "get", Gives(AtPath()), Gives(Arg(2)), alternatives=True)
    yield from _of(_LODASH, "result", Gives(AtPath()), Gives(Arg(2)), alternatives=True)
    for name in ("set", "setWith"):
        yield from _of(_LODASH, name, Gives(Arg(0)), effects=(Effect((AtPath(0, 1),), Arg(2), target=0),))
    yield from _of(_LODASH, "unset", effects=(Effect((AtPath(0, 1),), None, target=0, clears=True),))
    yield from _of(_LODASH, "pick", Gives(Picked()))
    yield from _of(_LODASH, "omit", Gives(Picked(omits=True)))
    for name in ("pickBy", "omitBy"):
        yield from _of(_LODASH, name, Gives(Arg(0)), calls=(Calls(1, ((_entry,), (Arg(0, (KEYS,)),))),))
    for name in ("assign", "assignIn", "extend", "merge"):
        yield from _of(_LODASH, name, Gives(Merged(0)), effects=(Effect((), Merged(1), target=0),))
    for name in ("defaults", "defaultsDeep"):
        yield from _of(
            _LODASH,
            name,
            Gives(Merged(0, first_wins=True)),
            effects=(Effect((), Merged(1, first_wins=True), target=0, fills=True),),
        )
    for name in ("clone", "cloneDeep", "toPlainObject", "castArray", "identity", "tap", "chain"):
        yield from _of(_LODASH, name, Gives(Arg(0)))
    for name in ("values", "toArray"):
        yield from _of(_LODASH, name, Gives(_entry, (ELEMENT,)))
    yield from _of(_LODASH, "keys", Gives(Arg(0, (KEYS,)), (ELEMENT,)))
    for name in ("toPairs", "entries", "pairs"):
        yield from _of(_LODASH, name, Gives(_entry, (ELEMENT, 1)), Gives(Arg(0, (KEYS,)), (ELEMENT, 0)))
    for name in ("fromPairs", "object"):
        yield from _of(_LODASH, name, Gives(PairOf()))
    yield from _of(_LODASH, "zipObject", Gives(Arg(1, (ELEMENT,)), (ANY,)), Gives(_element, (KEYS,)))
    yield from _of(_LODASH, "invert", Gives(Arg(0, (KEYS,)), (ANY,)), Gives(_entry, (KEYS,)))
    yield from _of(_LODASH, "mapValues", Gives(Returned(1), (ANY,)), calls=(Calls(1, ((_entry,),)),))
    yield from _of(
        _LODASH,
        "mapKeys",
        Gives(_entry, (ANY,)),
        Gives(Returned(1), (KEYS,)),
        calls=(Calls(1, ((_entry,),)),),
    )


def _collections() -> Iterable[CallModel]:
    for name in ("map", "collect"):
        yield from _of(
            _LODASH,
            name,
            Gives(Returned(1), (ELEMENT,)),
            Gives(AtPath(0, 1, inside=(ELEMENT,)), (ELEMENT,)),
            calls=_each,
        )
    yield from _of(_LODASH, "flatMap", Gives(Returned(1, (ELEMENT,)), (ELEMENT,)), calls=_each)
    yield from _of(_LODASH, "pluck", Gives(AtPath(0, 1, inside=(ELEMENT,)), (ELEMENT,)))
    for name in ("forEach", "each", "some", "every", "findIndex", "forEachRight", "eachRight", "any", "all"):
        yield from _of(_LODASH, name, calls=_each)
    for name in ("forOwn", "forIn"):
        yield from _of(_LODASH, name, calls=(Calls(1, ((_entry,), (Arg(0, (KEYS,)),))),))
    for name in (
        "filter",
        "reject",
        "sortBy",
        "orderBy",
        "uniqBy",
        "uniq",
        "sortedUniq",
        "compact",
        "without",
        "difference",
        "differenceBy",
        "intersection",
        "shuffle",
        "sampleSize",
        "take",
        "takeRight",
        "takeWhile",
        "drop",
        "dropRight",
        "dropWhile",
        "tail",
        "rest",
        "initial",
        "slice",
    ):
        yield from _of(_LODASH, name, _all, calls=_each)
    for name in ("union", "unionBy", "concat", "xor"):
        yield from _of(_LODASH, name, Gives(Arg(0, (ELEMENT,), rest=True), (ELEMENT,)))
    for name in ("flatten", "flattenDeep", "flattenDepth"):
        yield from _of(_LODASH, name, *(Gives(Arg(0, (ELEMENT,) * n), (ELEMENT,)) for n in (1, 2, 3)))
    for name in ("find", "findLast", "sample", "max", "min", "maxBy", "minBy"):
        yield from _of(_LODASH, name, Gives(_element), calls=_each)
    for name in ("head", "first"):
        yield from _of(_LODASH, name, Gives(Arg(0, (0,))))
    yield from _of(_LODASH, "last", Gives(Arg(0, (-1,))))
    yield from _of(_LODASH, "nth", Gives(EntryOf(1, target=0)))
    yield from _of(_LODASH, "pull", moves=Moves("unknown", target=0))
    yield from _of(_LODASH, "chunk", Gives(_element, (ELEMENT, ELEMENT)))
    yield from _of(_LODASH, "zip", *(Gives(Arg(i, (ELEMENT,)), (ELEMENT, i)) for i in range(4)))
    yield from _of(_LODASH, "partition", Gives(_element, (ANY, ELEMENT)), calls=_each)
    yield from _of(_LODASH, "keyBy", Gives(_element, (ANY,)), calls=_each)
    yield from _of(
        _LODASH, "groupBy", Gives(_element, (ANY, ELEMENT)), Gives(Returned(1), (KEYS,)), calls=_each
    )
    yield from _of(_LODASH, "countBy", Gives(Returned(1), (KEYS,)), calls=_each)
    for name in ("reduce", "reduceRight", "transform"):
        yield from _of(
            _LODASH,
            name,
            Gives(Returned(1)),
            Gives(Arg(2)),
            calls=(Calls(1, ((Arg(2), Returned(1)), (_element, _entry))),),
        )
    yield from _of(_LODASH, "times", Gives(Returned(1), (ELEMENT,)), calls=(Calls(1),))


def _functions() -> Iterable[CallModel]:
    for name in (
        "debounce",
        "throttle",
        "once",
        "memoize",
        "unary",
        "ary",
        "curry",
        "rearg",
        "before",
        "after",
    ):
        yield from _of(_LODASH, name, Gives(Arg(0)), callable=True)
    yield from (CallModel("partial", owner, binds="partial") for owner in _LODASH)
    for name in ("constant", "always"):
        yield from _of((*_LODASH, *_RAMDA), name, applied=(Gives(FromMaker(Arg(0))),))
    for name, backwards in (("flow", False), ("pipe", False), ("flowRight", True), ("compose", True)):
        owners = (*_LODASH, *_RAMDA, "fp", "redux", "recompose")
        yield from _of(owners, name, applied=(Gives(Composed(backwards)),))
    for name in ("property", "prop"):
        yield from _of(_LODASH, name, applied=(Gives(EntryOf(0, target=0)),))
    yield from _of(_LODASH, "attempt", Gives(Returned(0)), calls=(Calls(0, arguments_from(1)),))
    yield from _of(_LODASH, "defer", calls=(Calls(0, arguments_from(1)),))
    yield from _of(_LODASH, "delay", calls=(Calls(0, arguments_from(2)),))
    for name in (
        "toString",
        "trim",
        "toLower",
        "toUpper",
        "camelCase",
        "kebabCase",
        "snakeCase",
        "startCase",
        "capitalize",
        "upperFirst",
        "lowerFirst",
        "escape",
        "unescape",
        "padStart",
        "padEnd",
        "truncate",
        "deburr",
    ):
        yield from _of(_LODASH, name, _text)
    yield from _of(_LODASH, "replace", _text, Gives(Arg(2), text=True))
    yield from _of(_LODASH, "join", Gives(_element, text=True))
    yield from _of(_LODASH, "defaultTo", Gives(Arg(0)), Gives(Arg(1)), alternatives=True)


def _ramda() -> Iterable[CallModel]:
    for name in ("prop", "path", "view"):
        yield from _of(_RAMDA, name, Gives(AtPath(1, 0)))
    for name in ("propOr", "pathOr"):
        yield from _of(_RAMDA, name, Gives(AtPath(2, 1)), Gives(Arg(0)), alternatives=True)
    for name in ("head", "last"):
        yield from _of(_RAMDA, name, Gives(Arg(0, (0 if name == "head" else -1,))))
    for name in ("identity", "clone", "tap"):
        yield from _of(_RAMDA, name, Gives(Arg(0)))
    yield from _of(
        _RAMDA,
        "map",
        Gives(Returned(0), (ELEMENT,)),
        calls=(Calls(0, ((Arg(1, (ELEMENT,)),),)),),
    )
    for name in ("filter", "reject", "uniqBy", "sortBy", "take", "drop"):
        yield from _of(
            _RAMDA, name, Gives(Arg(1, (ELEMENT,)), (ELEMENT,)), calls=(Calls(0, ((Arg(1, (ELEMENT,)),),)),)
        )
    yield from _of(_RAMDA, "forEach", calls=(Calls(0, ((Arg(1, (ELEMENT,)),),)),))
    for name in ("mergeRight", "mergeDeepRight", "merge"):
        yield from _of(_RAMDA, name, Gives(Merged(0)))
    for name in ("mergeLeft", "mergeDeepLeft"):
        yield from _of(_RAMDA, name, Gives(Merged(0, first_wins=True)))
    for name in ("curry", "memoizeWith", "once", "unary"):
        yield from _of(_RAMDA, name, Gives(Arg(0)), callable=True)
    yield from _of(
        _RAMDA,
        "reduce",
        Gives(Returned(0)),
        Gives(Arg(1)),
        calls=(Calls(0, ((Arg(1), Returned(0)), (Arg(2, (ELEMENT,)),))),),
    )


MODELS: tuple[CallModel, ...] = (*_lodash(), *_collections(), *_functions(), *_ramda())
