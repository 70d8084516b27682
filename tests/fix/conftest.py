"""Tests of the writers name the nodes that they change by their code."""

from __future__ import annotations

import pytest
from genlint.fix import apply_edits
from genlint.frontends import lower
from genlint.model import ir
from genlint.model.traverse import walk
from genlint.writer import combine, writer_for


class Workpiece:
    """A module in the making: its nodes by their text, and what edits make of it."""

    def __init__(self, path, source):
        self.module = lower(path, source.encode())
        self.writer = writer_for(self.module)

    def nodes(self, kind):
        return [node for node in walk(self.module.body) if isinstance(node, kind)]

    def value(self, text, kind=ir.Value, at=0):
        """The value of this kind whose code is `text`, the `at`th in the order of places."""
        found = {node.span: node for node in self.nodes(kind) if self.writer.text_of(node) == text}
        return found[sorted(found)[at]]

    def call(self, callee):
        return next(node for node in self.nodes(ir.Call) if self.writer.text_of(node.callee) == callee)

    def entry(self, key):
        return next(node for node in self.nodes(ir.Entry) if node.key == key).value

    def declaration(self, name):
        for node in self.nodes(ir.Statement):
            if isinstance(node, ir.Declare) and node.binding.name == name:
                return node
            store = node.value if isinstance(node, ir.Evaluate) else None
            if isinstance(store, ir.Store) and getattr(store.target, "text", None) == name:
                return node
        raise LookupError(name)

    def function(self, name):
        return next(node for node in self.nodes(ir.Function) if node.name == name)

    def scope_of(self, name):
        return self.function(name).scope

    def after(self, *parts):
        """The text with the edits made; it must parse as well as before."""
        text = apply_edits(self.module.source, combine(*parts))
        assert not lower(self.module.path, text).problems or self.module.problems, text.decode()
        return text.decode()


@pytest.fixture
def workpiece():
    """Makes a workpiece: `workpiece("a.ts", source)`."""
    return Workpiece
