"""The rules. Apart from the package, so that a test can tell whether a run imported them."""

from __future__ import annotations

from genlint.findings import Applicability, Confidence, Edit, Finding, Fix, FlowStep, Location
from genlint.model import ir
from genlint.model.traverse import walk
from genlint.rule import Example, Rule, RuleSet

from genlint_fake import WORDS, screen


def names(module, prefix):
    """The reads of names that begin with `prefix`, with the whole text of each."""
    for node in walk(module.body):
        if isinstance(node, ir.Name) and node.text.startswith(prefix):
            yield node


class ForbiddenName(Rule):
    code = "FAK101"
    name = "forbidden-name"
    summary = "a forbidden name is used"
    documentation = "A forbidden name is used.\n\nDon't."
    examples = (Example("py", "print(forbidden)\n", "print(allowed)\n"),)

    def check(self, context):
        for word in context.words["fake-words"]:
            for node in names(context.module, word):
                yield self.finding(context.module, node)

    def finding(self, module, node):
        place = Location(module.path, *node.span)
        binding = node.scope.lookup(node.text)
        flow = () if binding is None else (
            FlowStep(Location(module.path, *binding.span), f"`{node.text}` is declared"),
            FlowStep(place, f"`{node.text}` is used"),
        )  # fmt: skip
        low = "low" in node.text
        return Finding(
            self.code, self.name, f"the name `{node.text}` is forbidden", "use another name",
            Confidence.LOW if low else Confidence.HIGH, place, flow,
            (Fix("call it `allowed`", Applicability.SAFE, (Edit(module.path, *node.span, "allowed"),)),),
        )  # fmt: skip


class ForbiddenInProduction(ForbiddenName):
    code = "FAK201"
    name = "forbidden-in-production"
    summary = "a forbidden name is used outside of tests"

    def check(self, context):
        return [] if context.is_test_file else super().check(context)


class Failing(Rule):
    code = "FAK301"
    name = "failing"
    summary = "a rule that fails"
    documentation = "It fails."
    examples = ()

    def check(self, context):
        for _ in names(context.module, "explode"):
            raise RuntimeError("boom\nover two lines")
        for _ in names(context.module, "plunge"):
            raise RecursionError
        return ()


class FakeRules(RuleSet):
    def screen(self, words):
        return screen(words)


RULES = FakeRules((ForbiddenName(), ForbiddenInProduction(), Failing()), WORDS)
