"""The state of the pass at one point: what variables hold, and what befalls the objects that they hold."""

from __future__ import annotations

from genlint.model import ir
from genlint.model.captures import Captures, Trigger, called_name
from genlint.model.constants import ConstantFolder, intact
from genlint.model.env import ANY as UNKNOWN_KEY
from genlint.model.env import (
    APPENDED,
    ELEMENT,
    Def,
    DefKind,
    Env,
    Event,
    FullPath,
    PathKey,
    Phase,
    changed_keys,
)
from genlint.model.facts import Facts, GuardLink
from genlint.model.narrowing import equal_to

MAX_CHANGED = 80
"""How many outer variables, changed by closures, are watched in one function."""


class Effects:
    """Definitions and events of one function, by the environment that holds now (`env`; None where
    control doesn't come)."""

    def __init__(self, function: ir.Function, module: ir.Module, captures: Captures) -> None:
        self.facts = Facts(function, module)
        self.function = function
        self.captures = captures
        self.env: Env | None = Env()
        self.guard: GuardLink | None = None
        self.defs: dict[ir.Node | ir.Scope, Def] = {}
        self.fold = ConstantFolder(self._single_value, self._intact)
        self.written: list[tuple[ir.Binding, Trigger]] | None = None
        self.changed: list[tuple[ir.Binding, Trigger]] | None = None
        self.loop_depth = 0
        self.phase: Phase = ""
        self.depths: dict[Def, int] = {}
        """In how many loops the definitions stand that were made in any."""

    # ------------------------------------------------------------------ variables

    def _env(self) -> Env:
        assert self.env is not None
        return self.env

    def _def(
        self,
        node: ir.Node | ir.Scope,
        kind: DefKind,
        binding: ir.Binding,
        value: ir.Value | None = None,
        parameter: ir.Parameter | None = None,
    ) -> Def:
        found = self.defs.get(node)
        if found is None or found.binding is not binding:
            found = Def(kind, binding, self.function, value, parameter)
            self.defs[node] = found
        return found

    def entry(self, binding: ir.Binding) -> Def:
        """The definition that stands for an outer variable's value at entry."""
        found = self.facts.entries.get(binding)
        if found is None:
            found = self.facts.entries[binding] = Def("entry", binding, self.function)
        return found

    def _bind(self, binding: ir.Binding, *defs: Def) -> None:
        if self.env is not None:
            self.env = self.env.set(binding, defs)

    def _lookup(self, binding: ir.Binding, env: Env) -> tuple[Def, ...]:
        defs: tuple[Def, ...] | None = env.get(binding)
        if defs is not None:
            return defs
        if binding.scope.function is not self.function:
            return (self.entry(binding),)
        return ()

    def _read_defs(self, name: ir.Name) -> tuple[Def, ...]:
        if self.env is None:
            return ()
        binding = name.scope.lookup(name.text)
        return self._lookup(binding, self.env) if binding is not None else ()

    def _single_value(self, name: ir.Name) -> ir.Value | None:
        defs = self._read_defs(name)
        if len(defs) != 1:
            return None
        if defs[0].kind == "entry":
            return self.captures.constants.get(defs[0].binding)
        return defs[0].value if defs[0].kind == "value" else None

    def _intact(self, name: ir.Name, key: str) -> bool:
        return self.env is not None and intact(self._read_defs(name), self.env, key, self.captures)

    def _assume(self, test: ir.Value | None, holds: bool) -> None:
        """Go on where `test` holds (or doesn't): a variable that equals a literal then is that literal."""
        if test is None or self.env is None:
            return
        for name, literal in equal_to(test, holds):
            binding = name.scope.lookup(name.text)
            if binding is None or binding.scope.function is not self.function:
                continue
            defs = self._lookup(binding, self.env)
            if not defs or any(d.value is literal for d in defs):
                continue
            narrowed = self._def(literal, "value", binding, literal)
            narrowed.narrows = tuple(n for d in defs for n in (d.narrows or (d,)))
            self._bind(binding, narrowed)

    def _assign(self, node: ir.Node, binding: ir.Binding, value: ir.Value) -> None:
        if self.env is None:
            return
        definition = self._def(node, "value", binding, value)
        root, prefix = self._object_of(value)
        if self.loop_depth and definition.root is not None and root is not definition.root:
            root, prefix = None, ()
        definition.root, definition.prefix, definition.guard = root, prefix, self.guard
        definition.looped = self.loop_depth > 0
        if self.loop_depth:
            self.depths[definition] = self.loop_depth
        self._bind(binding, definition)

    # ------------------------------------------------------------------ joins

    def _join(self, envs: list[Env]) -> Env | None:
        joined: Env | None = None
        for env in envs:
            if joined is None:
                joined = env
            elif joined is not env:
                joined = self._join_two(joined, env)
        return joined

    def _join_two(self, left: Env, right: Env) -> Env:
        joined = left
        for key in changed_keys(left, right):
            if isinstance(key, Def):
                ours, theirs = left.get(key), right.get(key)
                if ours is not theirs:
                    joined = joined.set(key, Event("join", sides=(ours, theirs)))
                continue
            ours_defs, theirs_defs = self._lookup(key, left), self._lookup(key, right)
            if ours_defs != theirs_defs:
                defs = ours_defs + tuple(d for d in theirs_defs if d not in ours_defs)
                # that it equals a literal on one side says nothing where it may be anything on the other
                defs = tuple(d for d in defs if not d.narrows or any(n not in defs for n in d.narrows))
                joined = joined.set(key, defs)
        return joined

    # ------------------------------------------------------------------ objects

    def _object_of(self, value: ir.Value) -> tuple[Def | None, FullPath]:
        """The root and path of the object that `value` is, where it is read from one variable."""
        chain = self.chain(value)
        if chain is None:
            return None, ()
        name, keys = chain
        if UNKNOWN_KEY in keys:
            return None, ()
        defs = self._read_defs(name)
        if len(defs) != 1 or defs[0].kind == "touched":
            return None, ()
        return defs[0].holds(), defs[0].prefix + keys

    def chain(self, value: ir.Value) -> tuple[ir.Name, FullPath] | None:
        """A variable and the keys read from it, outermost object first."""
        keys: list[PathKey] = []
        while True:
            if isinstance(value, ir.Attribute):
                if value.key != "__dict__":
                    keys.append(value.key)
                value = value.object
            elif isinstance(value, ir.Index):
                keys.append(self.fold.key(value.key))
                value = value.object
            elif isinstance(value, ir.Super):
                return value.receiver, tuple(reversed(keys))
            elif isinstance(value, ir.Name):
                return value, tuple(reversed(keys))
            else:
                return None

    def _happen(self, definition: Def, event: Event) -> None:
        root = definition.holds()
        env = self._env()
        event.root = root
        event.guard = self.guard
        event.looped = self.loop_depth > self.depths.get(root, 0)
        event.before = env.get(root)
        event.phase = self.phase
        self.facts.events.setdefault(root, []).append(event)
        self.env = env.set(root, event)

    def _store_into(self, node: ir.Store, target: ir.Attribute | ir.Index) -> None:
        if self.env is None:
            return
        self.facts.stores.append((node, self.env))
        self.facts.operation_env[node] = self.env
        chain = self.chain(target)
        if chain is None:
            return
        name, keys = chain
        defs = self._read_defs(name)
        exact = len(defs) == 1 and UNKNOWN_KEY not in keys and APPENDED not in keys
        for definition in defs:
            event = Event("store", definition.prefix + keys, node.value, exact, store=node)
            event.target, event.sole = target, len(defs) == 1
            self._happen(definition, event)

    def _store_section(self, node: ir.Store, target: ir.Slice) -> None:
        """`xs[a:b] = ys`: the elements of `ys` come in somewhere; `xs[:] = ys`: in place of all others."""
        chain = self.chain(target.object)
        if chain is None or self.env is None:
            return
        name, keys = chain
        defs = self._read_defs(name)
        whole = target.start == 0 and target.stop is None and target.exact and not target.children
        value = node.value if whole else ir.Element(node.value.span, node.value, "iter")
        path = keys if whole else (*keys, ELEMENT)
        for definition in defs:
            strong = whole and len(defs) == 1 and UNKNOWN_KEY not in keys
            self._happen(definition, Event("store", definition.prefix + path, value, strong))

    def _delete_part(self, target: ir.Value) -> None:
        chain = self.chain(target)
        if chain is None or self.env is None:
            return
        name, keys = chain
        defs = self._read_defs(name)
        for definition in defs:
            exact = len(defs) == 1 and UNKNOWN_KEY not in keys
            event = Event("delete", definition.prefix + keys, strong=exact)
            event.target, event.sole = target, len(defs) == 1
            self._happen(definition, event)

    def _touch(self, call: ir.Call, handed: ir.Value, role: int, within: FullPath = ()) -> None:
        chain = self.chain(handed)
        if chain is None or self.env is None:
            return
        name, keys = chain
        for definition in self._read_defs(name):
            value = definition.value
            shaped = isinstance(value, ir.Function) and called_name(call.callee) in self.captures.shaping
            if isinstance(value, (ir.Function, ir.Literal)) and not shaped:
                continue
            if isinstance(value, ir.Template) and not value.plus:
                continue
            self._happen(
                definition,
                Event("touch", definition.prefix + keys, call=call, role=role, within=within, target=value),
            )

    def _touch_inside(self, call: ir.Call, value: ir.Value, role: int, within: FullPath) -> None:
        if len(within) >= 2:
            return
        if isinstance(value, ir.Record):
            for entry in value.entries:
                if isinstance(entry.key, str):
                    self._touch(call, entry.value, role, (*within, entry.key))
                    self._touch_inside(call, entry.value, role, (*within, entry.key))
        elif isinstance(value, ir.Sequence):
            for index, item in enumerate(value.items):
                if item.spread:
                    break
                self._touch(call, item.value, role, (*within, index))

    def _touch_captured(self, call: ir.Call) -> None:
        """Closures that the call may run may assign outer variables, or change what these hold."""
        if self.written is None or self.changed is None:
            captures = self.captures
            self.written = [(b, captures.trigger(b)) for b in captures.written if self._sees(b)]
            changed = [binding for binding in captures.changed if self._sees(binding)]
            # a file with more of them is a bundle, written by a machine
            changed = changed if len(changed) <= MAX_CHANGED else []
            self.changed = [(binding, captures.trigger(binding)) for binding in changed]
        for binding, trigger in self.written:
            if trigger.fires(call):
                before = self._lookup(binding, self._env())
                touched = Def("touched", binding, self.function, call=call, before=before, phase=self.phase)
                self._bind(binding, touched)
        for binding, trigger in self.changed:
            if not trigger.fires(call):
                continue
            for definition in self._lookup(binding, self._env()):
                if definition.kind == "touched" or isinstance(definition.value, (ir.Function, ir.Imported)):
                    continue
                self._happen(definition, Event("touch", definition.prefix, call=call, binding=binding))

    def _sees(self, binding: ir.Binding) -> bool:
        owner = binding.scope.function
        function: ir.Function | None = self.function
        while function is not None:
            if function is owner:
                return True
            function = function.parent
        return False
