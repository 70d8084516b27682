"""What becomes of an opened connection: who holds it, who closes it, and whether somebody out of sight may.

The connection is followed from where it is opened through variables, fields, refs and functions in sight.
Whatever can't be followed (an unknown function that is handed it, a caller to whom it is returned) may
close it, and so ends the search.
"""

from __future__ import annotations

from genlint.model.ir import (
    Argument,
    Attribute,
    Await,
    Binding,
    Branch,
    Call,
    Case,
    Choice,
    Class,
    Comma,
    Compare,
    Declare,
    Default,
    Delete,
    Element,
    Enter,
    Evaluate,
    Function,
    Index,
    Literal,
    Logical,
    Loop,
    Name,
    Node,
    Not,
    Opaque,
    Record,
    Sequence,
    Store,
    Template,
    Value,
    With,
)
from genlint.model.traverse import walk
from genlint.records import dataclass, field

from genlint_rules.domain.inputs import parameters_of
from genlint_rules.domain.reading import Reading
from genlint_rules.domain.usage import Path, Usage, class_of, is_inside, is_receiver, path_of
from genlint_rules.words import split, word_set

_MAX_PLACES = 400
"""How many places a connection is followed through; beyond them somebody is assumed to close it."""

_MAX_LINEAGE = 4
"""How many classes a class is followed through to those that it is made of."""

_LOGGING = word_set("console logger logging log print")
_REGISTRATIONS = (("add", "event", "listener"), ("on",), ("once",), ("add", "listener"))
_PROMISE_ENDS = word_set("catch finally")
_EMPTY_OBJECTS = (("ref",), ("signal",), ("latest",))

# Base classes that know nothing of the fields of those that are made of them.
_PLAIN_BASES = word_set(
    "object ABC Protocol Generic EventTarget EventEmitter BaseModel Thread Component PureComponent"
)


@dataclass(eq=False, slots=True)
class Custody:
    """What is known of an opened connection."""

    escapes: bool = False
    """Whether somebody out of sight gets it."""
    closings: list[Node] = field(default_factory=list)
    """The places that close it, whatever happened."""
    on_error: list[Node] = field(default_factory=list)
    """The places that close it when it has failed, and only then."""
    starts: str | None = None
    """The method that is called on it and makes it connect."""
    holder: Node | None = None
    """The variable or field that holds it, as it is first written."""


def custody(reading: Reading, call: Call) -> Custody:
    """What becomes of the connection that `call` opens."""
    return _Search(reading, call).run()


def closes_with_owner(reading: Reading, call: Call) -> bool:
    """Whether the connection is opened by a session or client, and that one is closed in sight."""
    usage = Usage.of(reading)
    owner = call.callee.object if isinstance(call.callee, Attribute) else None
    found = path_of(owner) if owner is not None else None
    if owner is None or found is None:
        return False
    name, path = found
    binding = name.scope.lookup(name.text)
    if path and is_receiver(name):
        places: list[Node] = [each for each in usage.attributes.get(path[-1], []) if each is not owner]
    elif binding is not None and not path and binding.kind != "import":
        if any(isinstance(given, Enter) for given in usage.definitions.get(binding, [])):
            return True
        places = list(usage.reads.get(binding, []))
    else:
        return False
    return any(
        isinstance(parent, With)
        or (isinstance(parent, Attribute) and reading.lexicon.matches("closing-calls", split(parent.key)))
        for place in places
        for parent in usage.parents.get(place, [])
    )


class _Search:
    def __init__(self, reading: Reading, call: Call) -> None:
        self.reading = reading
        self.usage = Usage.of(reading)
        self.call = call
        self.found = Custody()
        self._pending: list[Node] = [call]
        self._seen: set[Node] = {call}
        self._held: set[object] = set()
        self._handlers: set[Function] = set()
        self._error_handlers: set[Function] = set()

    def run(self) -> Custody:
        self._arguments()
        while self._pending and not self.found.escapes:
            if len(self._seen) > _MAX_PLACES:
                self.found.escapes = True
                break
            node = self._pending.pop(0)
            for parent in self.usage.parents.get(node, []):
                self._use(node, parent)
        for handler in self._handlers:
            self._own_closings(handler)
        only_errors = self._error_handlers - self._handlers
        for closing in list(self.found.closings):
            if any(is_inside(closing, handler) for handler in only_errors):
                self.found.closings.remove(closing)
                self.found.on_error.append(closing)
        return self.found

    # -- Uses -----------------------------------------------------------------------------------------

    def _push(self, node: Node) -> None:
        if node not in self._seen:
            self._seen.add(node)
            self._pending.append(node)

    def _use(self, node: Node, parent: Node) -> None:
        match parent:
            case Await() | Default() | Enter():
                self._push(parent)
            case Logical():
                if parent.operator != "and" or node is parent.operands[-1]:
                    self._push(parent)
            case Choice():
                if node is not parent.test:
                    self._push(parent)
            case Comma():
                if node is parent.values[-1]:
                    self._push(parent)
            case Declare():
                self._declared(parent)
            case Store():
                if node is parent.value:
                    self._stored(parent)
                    self._push(parent)
            case Attribute():
                self._member(parent)
            case Index():
                if node is parent.object:
                    self._computed(parent)
            case With():
                self.found.closings.append(node)
            case Call():
                # What `subscribe(…)` gives is called to end it.
                self.found.closings.append(node)
            case Argument():
                self._handed(parent)
            case Element():
                # Of what is only iterated, the loop has the end in hand.
                self.found.escapes |= is_inside(self.call, node)
            case Opaque():
                self.found.escapes |= not self._is_dropped(parent)
            case Evaluate() | Case() | Branch() | Loop() | Not() | Compare() | Delete() | Template():
                pass
            case _:
                self.found.escapes = True

    def _is_dropped(self, node: Node) -> bool:
        above = self.usage.parents.get(node, [])
        return isinstance(node, Opaque) and all(
            isinstance(each, (Evaluate, Case, Compare, Not)) for each in above
        )

    def _declared(self, declaration: Declare) -> None:
        binding = declaration.binding
        before = self.usage.module.source[: binding.span[0]].rstrip()
        if before.endswith(b"using"):
            self.found.closings.append(declaration)
        self._hold(binding, (), declaration)

    def _stored(self, store: Store) -> None:
        found = path_of(store.target)
        if found is None:
            self.found.escapes = True
            return
        name, path = found
        if path and is_receiver(name):
            self._hold_field(store.target, class_of(name), path)
            return
        binding = name.scope.lookup(name.text)
        if binding is None or binding.kind == "global" or (path and not self._is_own_object(binding)):
            self.found.escapes = True
            return
        self._hold(binding, path, store.target)

    # -- Holders --------------------------------------------------------------------------------------

    def _hold(self, binding: Binding, path: Path, written: Node) -> None:
        """Follow a variable, or what it holds under a path."""
        if (binding, path) in self._held:
            return
        self._held.add((binding, path))
        if self.found.holder is None:
            self.found.holder = written
        if binding.scope.kind == "module" and self._is_public(binding):
            self.found.escapes = True
            return
        for name in self.usage.reads.get(binding, []):
            place: Node = name
            for key in path:
                above = self.usage.parents.get(place, [])
                inner = next(
                    (each for each in above if isinstance(each, Attribute) and each.object is place), None
                )
                if inner is None:
                    self._whole(above)
                    break
                if inner.key != key:
                    break
                place = inner
            else:
                self._push(place)

    def _whole(self, above: list[Node]) -> None:
        """The object that holds the connection is itself used: whoever gets it may close what it holds."""
        for parent in above:
            harmless = isinstance(parent, (Attribute, Case, Not, Compare, Logical, Evaluate))
            self.found.escapes |= not harmless and not self._is_listed(parent)

    def _hold_field(self, target: Node, cls: Class | None, path: Path) -> None:
        if len(path) > 1 or cls is None or not self._is_own_class(cls, 0):
            # A part of something else, or of an object that knows more than is in sight.
            self.found.escapes = True
            return
        if path in self._held:
            return
        self._held.add(path)
        if self.found.holder is None:
            self.found.holder = target
        for attribute in self.usage.attributes.get(path[0], []):
            other = class_of(attribute.object) if is_receiver(attribute.object) else None
            if other is None or other in self._lineage(cls) or cls in self._lineage(other):
                self._push(attribute)

    def _lineage(self, cls: Class) -> list[Class]:
        """A class and those in sight that it is made of."""
        found = [cls]
        for each in found[:_MAX_LINEAGE]:
            for base in each.bases:
                found.extend(parent for parent in self._classes(base) if parent not in found)
        return found

    def _classes(self, value: Value) -> list[Class]:
        binding = value.scope.lookup(value.text) if isinstance(value, Name) else None
        given = self.usage.definitions.get(binding, []) if binding is not None else []
        return [each for each in given if isinstance(each, Class)]

    def _is_own_class(self, cls: Class, depth: int) -> bool:
        """Whether all that a class is made of is in sight, or knows nothing of its fields."""
        for base in cls.bases:
            found = path_of(base.callee if isinstance(base, Call) else base)
            if found is None and isinstance(base, Index):
                found = path_of(base.object)
            if found is None:
                return False
            name, path = found
            last = path[-1] if path else name.text
            if last in _PLAIN_BASES or last.endswith("Element"):
                continue
            classes = self._classes(base)
            if depth > _MAX_LINEAGE or len(classes) != 1 or not self._is_own_class(classes[0], depth + 1):
                return False
        return True

    def _is_own_object(self, binding: Binding) -> bool:
        """Whether a variable holds an object that was made for this very purpose: a ref, `{}`."""
        given = self.usage.definitions.get(binding, [])
        if len(given) != 1:
            return False
        made = given[0]
        if isinstance(made, Call):
            return any(split(name[-1])[-1:] in _EMPTY_OBJECTS for name in self.reading.callees.names(made))
        return isinstance(made, Record)

    def _is_public(self, binding: Binding) -> bool:
        module = self.usage.module
        if module.language == "python":
            return not binding.name.startswith("_")
        return any(
            isinstance(export.value, Name) and export.value.scope.lookup(export.value.text) is binding
            for export in module.exports
        )

    def _is_listed(self, node: Node) -> bool:
        """Whether an item only stands in a dependency list."""
        return isinstance(node, Argument) and any(
            isinstance(each, Sequence) and self._is_dependency_list(each)
            for each in self.usage.parents.get(node, [])
        )

    def _is_dependency_list(self, sequence: Sequence) -> bool:
        return any(
            isinstance(call, Call) and self.reading.callees.matching("dependency-calls", call) is not None
            for argument in self.usage.parents.get(sequence, [])
            for call in self.usage.parents.get(argument, [])
        )

    # -- Members --------------------------------------------------------------------------------------

    def _member(self, attribute: Attribute) -> None:
        if self._closes(attribute.key):
            self.found.closings.append(attribute)
            return
        for parent in self.usage.parents.get(attribute, []):
            if isinstance(parent, Store) and parent.target is attribute:
                words = split(attribute.key)
                if words[:1] == ("on",) or words[0].startswith("on"):
                    self._handled(parent.value, "error" in attribute.key.lower())
            elif isinstance(parent, Call) and parent.callee is attribute:
                self._method(parent, attribute)

    def _computed(self, index: Index) -> None:
        key = index.key.value if isinstance(index.key, Literal) else getattr(index.key, "key", None)
        if isinstance(key, str) and self._closes(key):
            self.found.closings.append(index)
        else:
            self.found.escapes = True

    def _closes(self, key: str) -> bool:
        return self.reading.lexicon.matches("closing-calls", split(key))

    def _method(self, call: Call, attribute: Attribute) -> None:
        words = split(attribute.key)
        first = call.arguments[0].value if call.arguments else None
        if words in _REGISTRATIONS:
            said = first.value if isinstance(first, Literal) else ""
            for argument in call.arguments:
                self._handled(argument.value, isinstance(said, str) and "error" in said.lower())
        elif attribute.key in _PROMISE_ENDS:
            self._push(call)
        elif attribute.key == "then":
            if isinstance(first, Function) and not first.parameters:
                self._push(call)
            else:
                self.found.escapes = True
        elif self.reading.lexicon.matches("opening-methods", words):
            self.found.starts = attribute.key
            self._push(call)

    def _handled(self, value: Value, is_error: bool) -> None:
        functions = list(self.usage.functions(value))
        if is_error and isinstance(value, Name):
            binding = value.scope.lookup(value.text)
            # A function that is used elsewhere, too, closes it there.
            is_error = binding is not None and len(self.usage.reads.get(binding, [])) == 1
        (self._error_handlers if is_error else self._handlers).update(functions)

    def _own_closings(self, handler: Function) -> None:
        """The places at which a handler closes what it is called by: `event.target.close()`, `ws.close()`."""
        own = {each.binding for each in handler.parameters}
        if handler.receiver is not None and handler.cls is None:
            own.add(handler.receiver)
        for node in walk(handler):
            if isinstance(node, Attribute) and self._closes(node.key):
                found = path_of(node)
                if found is not None and found[0].scope.lookup(found[0].text) in own:
                    self.found.closings.append(node)

    # -- Arguments ------------------------------------------------------------------------------------

    def _arguments(self) -> None:
        """The handlers that the opening call itself is handed."""
        for argument in self.call.arguments:
            if argument.name is not None:
                self._handled(argument.value, "error" in argument.name)
            elif isinstance(argument.value, Record):
                for entry in argument.value.entries:
                    key = entry.key if isinstance(entry.key, str) else ""
                    self._handled(entry.value, "error" in key.lower())
            else:
                self._handled(argument.value, False)

    def _handed(self, argument: Argument) -> None:
        if self._is_listed(argument):
            return
        for call in self.usage.parents.get(argument, []):
            if not isinstance(call, Call) or argument.spread:
                self.found.escapes = True
            elif not self._is_logging(call):
                self._enter(call, argument)

    def _is_logging(self, call: Call) -> bool:
        names = self.reading.callees.names(call)
        return any(part in _LOGGING for name in names for part in name[-2:])

    def _enter(self, call: Call, argument: Argument) -> None:
        """Follow into the function that is handed the connection, where it is in sight."""
        targets = self.reading.program.callees(self.reading.module, call)
        for callee in targets:
            function = callee.target
            parameters = parameters_of(function)
            if argument.name is not None:
                taking = [each for each in parameters if each.binding.name == argument.name]
            else:
                taking = parameters[call.arguments.index(argument) :][:1]
            if (
                callee.module is not self.reading.module
                or not isinstance(function, Function)
                or not taking
                or taking[0].kind not in ("plain", "keyword")
            ):
                self.found.escapes = True
                return
            self._hold(taking[0].binding, (), taking[0])
        self.found.escapes |= not targets
