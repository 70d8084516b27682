"""The TypeScript front end on broken, strange and enormous input."""

from __future__ import annotations

import inspect
import sys
from itertools import pairwise

import pytest
from genlint.frontends.typescript import lower_typescript
from genlint.model import ir
from genlint.model.traverse import children, walk

SAMPLE = """
import { useX, type T } from "m";
@dec() export class A<T> extends B { #p = 1; constructor(private a: T) { super(a); }
  get q() { return this.#p } }
export const f = async ({ a = 1, ...rest }: P, [b]: Q = []) => {
  if (!a && (b ?? `x${rest.y}`)) return useX<T>(a as T, { k: b, ...rest });
  for (const [k, v] of Object.entries(rest)) { switch (k) { case "a": continue; default: break } }
  try { await g(a?.b?.[0]!) } catch ({ message }) { throw message } finally { h() }
  return <C a="1" {...rest}>text {xs.map(x => <D key={x} />)}</C>;
};
"""


def lower(source: str, path: str = "a.tsx") -> ir.Module:
    return lower_typescript(path, source.encode())


def calls(module: ir.Module) -> set[str]:
    """The names that the module calls."""
    found = (node.callee for node in walk(module.body) if isinstance(node, ir.Call))
    return {callee.text for callee in found if isinstance(callee, ir.Name)}


def test_sample_is_sound() -> None:
    assert not lower(SAMPLE).problems
    assert calls(lower(SAMPLE)) == {"dec", "useX", "g", "h", "C", "D"}


@pytest.mark.parametrize("suffix", [".ts", ".tsx"])
def test_every_truncation_lowers(suffix: str) -> None:
    for end in range(len(SAMPLE)):
        module = lower(SAMPLE[:end], "a" + suffix)
        for node in walk(module.body):
            start, stop = node.span
            assert 0 <= start <= stop <= len(module.source)


def test_every_omission_lowers() -> None:
    for index in range(len(SAMPLE)):
        for node in walk(lower(SAMPLE[:index] + SAMPLE[index + 1 :]).body):
            assert 0 <= node.span[0] <= node.span[1]


@pytest.mark.parametrize(
    ("source", "message", "sound"),
    [
        ("f(); let = = 1; g()", "syntax error", {"f", "g"}),
        ("f(a; g()", "missing `)`", {"f", "g"}),
        ("function a() { f( } g()", "syntax error", {"g"}),
        ("const a = { b: f(), c: }; g()", "missing identifier", {"f", "g"}),
        ("class A { m() { f() } ] } g()", "syntax error", {"f", "g"}),
        ("<<<<<<< HEAD\nf()\n=======\ng()\n>>>>>>> main\nh()", "syntax error", {"g", "h"}),
    ],
)
def test_syntax_errors_leave_the_rest(source: str, message: str, sound: set[str]) -> None:
    module = lower(source)
    assert message in {problem.message for problem in module.problems}
    assert sound <= calls(module)


@pytest.mark.parametrize("source", ["[" * 10, "f(", "{", "if (a) {", "`${", "/*", "<a>"])
def test_what_is_never_closed_is_a_problem(source: str) -> None:
    assert lower(source).problems


def test_problems_are_limited_and_apart() -> None:
    problems = lower("@#$%^&*({[\n" * 500).problems
    assert 0 < len(problems) <= 20
    spans = sorted(problem.span for problem in problems)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    "source",
    [
        "export type * from 'm'; f()",
        "export type * as t from 'm'; f()",
        "import defer * as d from 'm'; f()",
        "import source s from 'm'; f()",
        "class A { static accessor x = f() }",
        "class A { accessor x = f() }",
        "interface A<in out T, out U = V> { a: T } f()",
        "interface A<\n  // why\n  in T extends B,\n> { a: T } f()",
        "for (using x of y) f()",
        "for (await using x of y) f()",
        "await using x = f()",
        "let a: import('m').T<string> = f()",
        "type A = Omit<import('m').T<B> & import('m').U<C>, 'd'>; f()",
        "g<typeof import('m')>(); f()",
        "exports.using = using; f()",
        "x = a?.25:1; f()",
        "interface A {\n  (a: B): C<D>\n  /** note */\n  <E extends F>(a: E): G\n}\nf()",
    ],
)
def test_valid_code_that_the_grammar_does_not_know(source: str) -> None:
    module = lower(source, "a.ts")
    assert module.problems == []
    assert "f" in calls(module)


def test_component_attribute_named_extends() -> None:
    module = lower("x = <A extends={f()}>t</A>")
    assert not module.problems
    assert calls(module) == {"A", "f"}
    entries = [node for node in walk(module.body) if isinstance(node, ir.Entry)]
    assert [entry.key for entry in entries] == ["extends", "children"]


def test_default_signature_of_a_declaration_file() -> None:
    source = "export default function (): { a: string };\n"
    assert not lower(source, "a.d.ts").problems
    assert lower(source, "a.ts").exports == lower(source, "a.d.ts").exports == []


# --------------------------------------------------------------------------------------
# Depth and length

MANY = 10_000


@pytest.mark.parametrize("operator", ["||", "&&", "??", "+", "-", "*", ","])
def test_long_chains_are_flat(operator: str) -> None:
    module = lower(f"x = (f() {operator} " + f"a {operator} " * MANY + "g()); h()")
    assert not module.truncated
    assert calls(module) == {"f", "g", "h"}
    operands = max(len(list(children(node))) for node in walk(module.body))
    assert operands == MANY + 2


def test_long_else_if_is_flat() -> None:
    module = lower("if (a) f(); " + "else if (b) g(); " * MANY + "else h()")
    assert not module.truncated
    assert calls(module) == {"f", "g", "h"}
    branch = module.body.body[0]
    assert isinstance(branch, ir.Branch)
    assert len(branch.cases) == MANY + 2


def test_wrappers_cost_no_depth() -> None:
    module = lower("x = " + "(" * MANY + "f()" + ")" * MANY + "!" * MANY + " as T" * MANY)
    assert not module.truncated
    assert calls(module) == {"f"}


def test_long_method_chain_is_kept() -> None:
    module = lower("f(a)" + ".g(b)" * 100 + "; h()")
    assert not module.truncated
    assert calls(module) == {"f", "h"}


NESTED = {
    "array": ("x = " + "[", "", "]"),
    "object": ("x = " + "{a:", "1", "}"),
    "call": ("f(", "x", ")"),
    "member": ("f", "", ".a().b"),
    "mixed": ("x = a", "", " - b < c"),
    "parenthesized": ("x = " + "(", "a", " || b) && c"),
    "conditional": ("x = " + "a ? b : ", "c", ""),
    "not": ("x = " + "!", "a", ""),
    "await": ("x = " + "await ", "a", ""),
    "assignment": ("a = ", "b", ""),
    "block": ("{", "", "}"),
    "if": ("if (a) ", "b", ""),
    "loop": ("for (const a of b) {", "", "}"),
    "switch": ("switch (a) { case 1: ", "", "}"),
    "try": ("try {", "", "} finally {}"),
    "label": ("a: ", "b", ""),
    "arrow": ("x = " + "a => ", "b", ""),
    "function": ("function f() {", "", "}"),
    "method": ("x = " + "{ m() { return ", "1", "}}"),
    "class": ("class A { m() {", "", "}}"),
    "field": ("x = class { x = ", "1", "}"),
    "default": ("x = " + "(a = ", "1", ") => 1"),
    "pattern": ("let " + "[", "a", "]"),
    "record pattern": ("let " + "{a:", "b", "}"),
    "template": ("x = " + "`${", "1", "}`"),
    "element": ("x = " + "<a>", "", "</a>"),
    "attribute": ("x = " + "<a b={", "1", "}/>"),
    "namespace": ("namespace A {", "", "}"),
    "type": ("let x: ", "a", "[]"),
}


def nest(kind: str, count: int) -> str:
    opening, middle, closing = NESTED[kind]
    head = ""
    for start in ("x = ", "let "):
        if opening.startswith(start) and not opening.startswith("let x"):
            head, opening = start, opening[len(start) :]
    tail = " = 1" if head == "let " else ""
    return (
        head
        + opening * (count if kind not in ("member", "mixed", "type") else 1)
        + middle
        + closing * count
        + tail
    )


@pytest.mark.parametrize("kind", NESTED)
def test_deep_nesting_neither_raises_nor_hangs(kind: str) -> None:
    module = lower(nest(kind, MANY if kind not in ("template", "class", "field") else 1000) + "\n;h()")
    assert module.truncated or kind == "type"
    assert ("nested too deeply" in {problem.message for problem in module.problems}) == module.truncated
    if not any(problem.message == "syntax error" for problem in module.problems):
        assert "h" in calls(module)


@pytest.mark.parametrize("kind", NESTED)
def test_deep_nesting_leaves_room_on_the_stack(kind: str) -> None:
    source = nest(kind, 400)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 600)
    try:
        lower(source)
        enough = True
    except RecursionError:
        enough = False
    finally:
        sys.setrecursionlimit(limit)
    assert enough


@pytest.mark.parametrize("source", ["[", "{", "f(", "]", "`${", "<a>", "new ", "@a ", "a?", "/*", "\\", "\0"])
def test_unclosed_repetition_does_not_hang(source: str) -> None:
    lower(source * 5000)
