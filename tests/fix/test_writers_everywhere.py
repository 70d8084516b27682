"""Every operation, tried on nodes of every fixture: what is written parses, and what can't be is refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from genlint.fix import apply_edits
from genlint.frontends import language_of, lower
from genlint.model import ir
from genlint.model.traverse import walk
from genlint.writer import CannotWrite, combine, writer_for

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = sorted(path for path in FIXTURES.rglob("*") if path.is_file() and language_of(path.name))
NODES = 25
"""Of each file."""


def operations(writer, node, condition, choice):
    """What can be asked of a writer for a node."""
    if isinstance(node, ir.Call):
        yield from (lambda at=at: writer.drop_argument(node, at) for at in range(len(node.arguments)))
        yield lambda: writer.declare_before(node, "added", condition)
        yield lambda: writer.guard_before(node, condition)
        yield lambda: writer.wrap_in_if(node, condition)
        yield lambda: writer.extend_dependencies(node, ["added.key", "other"])
    if isinstance(node, (ir.Call, ir.Record)):
        yield lambda: writer.add_property(node, "added", condition)
    if isinstance(node, (ir.Name, ir.Attribute, ir.Logical, ir.Choice, ir.Call, ir.Not, ir.Literal)):
        yield lambda: writer.conjunct(node, choice)
        yield lambda: writer.replace(node, choice)
    if isinstance(node, ir.Function):
        yield lambda: writer.guard_body(node, condition)
    if isinstance(node, (ir.Declare, ir.Evaluate)):
        yield lambda: writer.remove_declaration(node)


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FIXTURES)))
def test_what_is_written_parses(path):
    module = lower(path.name, path.read_bytes())
    if module.problems:
        pytest.skip("the fixture is broken on purpose")
    nodes = list(walk(module.body))
    random.Random(path.name).shuffle(nodes)
    is_python = module.language == "python"
    condition, choice = ("a or b", "a if b else c") if is_python else ("a || b", "a ? b : c")
    writer = writer_for(module)
    for node in nodes[:NODES]:
        for operation in operations(writer, node, condition, choice):
            try:
                edits = combine(operation())
            except CannotWrite:
                continue
            text = apply_edits(module.source, edits)
            assert not lower(path.name, text).problems, text.decode()
