"""What judgements stand on: files by their digests, and the answers to questions asked from them."""

from __future__ import annotations

from genlint.notes import END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from genlint.notes import Answer, Noted, Question


class Node:
    """A file, as far as judgements looked into it."""

    __slots__ = ("answers", "digest")

    def __init__(self, digest: str | None, answers: dict[Question, Answer]) -> None:
        self.digest = digest
        """None where nobody read it."""
        self.answers = answers

    def leads_to(self) -> Iterator[str]:
        """The files that the answers name."""
        for answer in self.answers.values():
            if isinstance(answer, list):
                yield from (path for path in answer if path != END)
            elif answer is not None:
                yield answer


class Graph:
    """Files by path. A judgement stands on its file and on all to which answers lead from there."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.torn: set[str] = set()
        """Files of which different things were noted: they have changed meanwhile."""
        self.traits: dict[tuple[str, str], bool] = {}
        """What the screens say of a text, by the screen's name and the text's digest."""

    def note(self, noted: Noted) -> None:
        """Add what a judgement noted."""
        for path, digest in noted.files.items():
            self.add(path, Node(digest, {}))
        for path, answers in noted.answers.items():
            self.add(path, Node(None, answers))
        self.traits.update(noted.traits)

    def add(self, path: str, node: Node) -> None:
        """Add what is known of a file to what is known already."""
        known = self.nodes.get(path)
        if known is None:
            self.nodes[path] = Node(node.digest, dict(node.answers))
            return
        if not self.agrees(path, node):
            self.torn.add(path)
        if known.digest is None:
            known.digest = node.digest
        for question, answer in node.answers.items():
            before = known.answers.get(question)
            if not (isinstance(answer, list) and isinstance(before, list) and len(answer) < len(before)):
                known.answers[question] = answer  # of what is given piece by piece, the longer

    def agrees(self, path: str, node: Node) -> bool:
        """Whether nothing in `node` is different from what is known of the file."""
        known = self.nodes.get(path)
        if known is None:
            return True
        if None not in (known.digest, node.digest) and known.digest != node.digest:
            return False
        for question, answer in node.answers.items():
            before = known.answers.get(question, answer)
            if question[0] == "mentioning" and isinstance(answer, list) and isinstance(before, list):
                # each is the beginning of what could be had
                if any(one != other for one, other in zip(answer, before, strict=False)):
                    return False
                shorter, longer = sorted((answer, before), key=len)
                if shorter[-1:] == [END] and len(longer) > len(shorter):
                    return False
            elif before != answer:
                return False
        return True

    def below(self, paths: Iterable[str]) -> dict[str, None]:
        """The files that judgements of `paths` stand on, these included."""
        found = dict.fromkeys(paths)
        pending = list(found)
        for each in pending:
            node = self.nodes.get(each)
            if node is not None:
                for path in node.leads_to():
                    if path not in found:
                        found[path] = None
                        pending.append(path)
        return found

    def fallen(self, paths: Iterable[str], bad: Iterable[str]) -> set[str]:
        """Those of `paths` that stand on a bad file. `paths` is closed: `below` gave it."""
        above: dict[str, list[str]] = {}
        for each in paths:
            node = self.nodes.get(each)
            if node is not None:
                for path in node.leads_to():
                    above.setdefault(path, []).append(each)
        found = set(bad)
        pending = list(found)
        for each in pending:
            for path in above.get(each, ()):
                if path not in found:
                    found.add(path)
                    pending.append(path)
        return found


def standing(
    graph: Graph,
    paths: Iterable[str],
    reads_same: Callable[[str, str], bool],
    answers_same: Callable[[str], bool],
) -> tuple[dict[str, None], set[str]]:
    """Of the files that judgements of `paths` stand on: all, and those that something different lies below.

    `reads_same` tells of a path and a digest whether the file has it still, `answers_same` of a path whether
    the questions asked from there are answered as before; it is asked only where this can still matter.
    """
    every = graph.below(paths)
    bad = [path for path in every if (node := graph.nodes.get(path)) is not None and node.digest is not None
           and not reads_same(path, node.digest)]  # fmt: skip
    fallen = graph.fallen(every, bad)
    bad = [path for path in every if path not in fallen and path in graph.nodes and not answers_same(path)]
    return every, fallen | graph.fallen(every, bad)
