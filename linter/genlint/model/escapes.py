"""Which functions of a module are only ever called by name: every use of them is a call in sight.

What such a function reads of its surroundings is what these hold at its calls; any other closure may run
whenever whoever holds it likes.
"""

from __future__ import annotations

from genlint.model import ir
from genlint.model.traverse import children


class Escapes:
    """For one module, found by its syntax, once."""

    def __init__(self, module: ir.Module) -> None:
        self._called: set[ir.Function] = set()
        escaped: set[ir.Binding] = set()
        given: dict[ir.Binding, list[ir.Value | None]] = {}
        stack: list[ir.Node] = [module.body, *module.exports]
        seen: set[int] = set()
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, ir.Call) and not node.new and not node.jsx:
                # a plain call of a name is no escape of it
                if isinstance(node.callee, ir.Function):
                    self._called.add(node.callee)
                if isinstance(node.callee, ir.Name):
                    seen.add(id(node.callee))
            elif isinstance(node, ir.Name):
                binding = node.scope.lookup(node.text)
                if binding is not None:
                    escaped.add(binding)
            elif isinstance(node, ir.Declare):
                given.setdefault(node.binding, []).append(node.value)
            elif isinstance(node, ir.Store) and isinstance(node.target, ir.Name):
                binding = node.target.scope.lookup(node.target.text)
                if binding is not None:
                    given.setdefault(binding, []).append(node.value)
                stack.append(node.value)
                continue
            elif isinstance(node, ir.Export):
                stack.append(node.value)
                continue
            stack.extend(children(node))
        for binding, values in given.items():
            function = values[0]
            if len(values) != 1 or binding in escaped or not isinstance(function, ir.Function):
                continue
            owner = binding.scope.function
            outside = module.language == "python" and (owner is None or owner.kind == "module")
            if not outside and not function.decorators:
                self._called.add(function)

    def only_called(self, function: ir.Function) -> bool:
        """Does `function` run at its calls in sight, and at these alone?"""
        return (
            function in self._called
            and not function.is_async
            and (not function.is_generator or function.kind == "comprehension")
        )
