"""Data classes that cost nothing to import: the part of `dataclasses` that genlint needs.

The standard module writes and compiles the methods of every class when that class is defined, and imports
`inspect` to do so: half a millisecond a class, more than a run over a small file takes altogether. Here a
class gets its methods when they are first called, so that those of a class which a run doesn't use are never
made. For type checkers this module is the standard one.

What is different: `frozen` is left to the type checker, and annotations must be texts, as `from __future__
import annotations` makes them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    from operator import attrgetter

    class _Nothing:
        """Stands for an argument that a caller has left out, and for a default that there isn't."""

        __slots__ = ()

    _NOTHING = _Nothing()

    class _Field:
        """What `field()` says of an attribute."""

        __slots__ = ("compare", "default", "default_factory", "init")

        def __init__(self, default, default_factory, init, compare):
            self.default = default
            self.default_factory = default_factory
            self.init = init
            self.compare = compare

    def field(*, default=_NOTHING, default_factory=None, init=True, compare=True):
        """An attribute whose default is made anew for each instance, that no argument sets, or that makes no
        difference."""
        return _Field(default, default_factory, init, compare)

    def dataclass(cls=None, /, *, eq=True, order=False, frozen=False, repr=True, slots=False):
        """A class whose annotated attributes are the arguments of its `__init__`."""
        if cls is None:
            return lambda cls: _make(cls, eq, order, frozen, repr, slots)
        return _make(cls, eq, order, frozen, repr, slots)

    def replace(record, /, **changes):
        """A copy of a record with some attributes changed."""
        values = {
            name: getattr(record, name)
            for name, default in type(record).__fields__.items()
            if _is_set(default)
        }
        values.update(changes)
        return type(record)(**values)

    def _is_set(default):
        """Whether an argument of `__init__` sets the attribute."""
        return not isinstance(default, _Field) or default.init

    def _make(cls, eq, order, frozen, repr, slots):
        own = {
            name: cls.__dict__.get(name, _NOTHING)
            for name, annotation in cls.__annotations__.items()
            if not annotation.startswith("ClassVar")
        }
        fields = {**getattr(cls, "__fields__", {}), **own}
        members = {"__init__": _late_init()}
        if repr:
            members["__repr__"] = _repr
        if eq:
            telling = (n for n, each in fields.items() if not isinstance(each, _Field) or each.compare)
            members.update(_comparisons(tuple(telling), order))
            if not frozen:
                members["__hash__"] = None
        for name in members.keys() & cls.__dict__.keys():
            if cls.__dict__[name] is not None:  # what the class says itself
                del members[name]
        late = members.get("__init__")
        members["__fields__"] = fields
        members["__match_args__"] = tuple(name for name, default in fields.items() if _is_set(default))
        if slots:
            cls = _with_slots(cls, own, members)
        else:
            for name, default in own.items():
                if isinstance(default, _Field):
                    delattr(cls, name)
            for name, member in members.items():
                setattr(cls, name, member)
        if late is not None:
            late.cls = cls
        return cls

    def _with_slots(cls, own, members):
        """A class has its slots from birth, so it is born again, without the defaults in their way."""
        rest = {key: value for key, value in cls.__dict__.items() if key not in own}
        rest.pop("__dict__", None)
        rest.pop("__weakref__", None)
        inherited = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
        names = tuple(name for name in own if name not in inherited)
        members = {**members, "__slots__": names, "__qualname__": cls.__qualname__}
        return type(cls)(cls.__name__, cls.__bases__, {**rest, **members})

    def _late_init():
        """The `__init__` that a class has until it is first called, and compiled."""

        def __init__(self, *args, **kwargs):
            cls = __init__.cls
            if cls.__init__ is __init__:
                cls.__init__ = _initializer(cls)
            cls.__init__(self, *args, **kwargs)

        return __init__

    _SHAPES = {}
    """The code of `__init__` by what tells it from those of other classes but for the attributes' names."""

    def _initializer(cls):
        """The `__init__` of a class: its arguments, with their defaults, into the attributes.

        To compile it takes longer than all the rest, so that classes of one shape share what is compiled.
        """
        names = {"_nothing": _NOTHING}
        fields = []
        made = []
        defaults = []
        for name, default in cls.__fields__.items():
            if isinstance(default, _Field) and default.default is not _NOTHING:
                default = default.default
            is_made = isinstance(default, _Field)
            if is_made:
                if default.default_factory is None:
                    continue
                names[f"_make_{len(fields)}"] = default.default_factory
                default = _NOTHING
            if is_made or default is not _NOTHING:
                defaults.append(default)
            elif defaults:
                raise TypeError(f"{name!r} has no default and follows one that has: {cls.__qualname__}")
            fields.append(name)
            made.append(is_made)
        shape = (*made, hasattr(cls, "__post_init__"))
        code = _SHAPES.get(shape)
        if code is None:
            code = _SHAPES[shape] = _compiled(made, shape[-1])
        real = {f"_field_{index}": name for index, name in enumerate(fields)}
        code = code.replace(
            co_names=tuple(real.get(name, name) for name in code.co_names),
            co_varnames=tuple(real.get(name, name) for name in code.co_varnames),
        )
        return type(_initializer)(code, names, "__init__", tuple(defaults))

    def _compiled(made, finishes):
        """The code of an `__init__` for attributes that are named `_field_0` and so on.

        `made` says which of them are made anew where the argument is left out, `finishes` whether it calls
        `__post_init__`.
        """
        body = []
        for index, is_made in enumerate(made):
            value = name = f"_field_{index}"
            if is_made:
                value = f"_make_{index}() if {name} is _nothing else {name}"
            body.append(f"self.{name} = {value}")
        if finishes:
            body.append("self.__post_init__()")
        arguments = ", ".join(["self", *(f"_field_{index}" for index in range(len(made)))])
        names = {}
        exec(f"def __init__({arguments}):\n " + "\n ".join(body or ["pass"]), names)
        return names["__init__"].__code__

    def _repr(self):
        values = (f"{name}={getattr(self, name, None)!r}" for name in self.__fields__)
        return f"{type(self).__qualname__}({', '.join(values)})"

    def _comparisons(names, order):
        """`__eq__` and `__hash__`, and `__lt__` where there is an order."""
        key = attrgetter(*names) if names else type

        def __eq__(self, other):
            return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):
            return hash(key(self))

        def __lt__(self, other):
            return key(self) < key(other) if other.__class__ is self.__class__ else NotImplemented

        def __le__(self, other):
            return key(self) <= key(other) if other.__class__ is self.__class__ else NotImplemented

        ordered = {"__lt__": __lt__, "__le__": __le__} if order else {}
        return {"__eq__": __eq__, "__hash__": __hash__, **ordered}
