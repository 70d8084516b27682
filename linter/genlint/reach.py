"""Which files can hand something to another file in which it matters.

A file that passes a caller's ID on to an imported wrapper holds no word of a generation itself; it is worth
parsing when a file that it imports, however far, has a slot. Only the text of files is read here.
"""

from __future__ import annotations

from genlint.screen import Unread, Vanished, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from genlint.resolve import Resolver


class Reach:
    """Answers for the files of one run that share a vocabulary, each question sharing what others found."""

    def __init__(self, has_slot: Callable[[bytes], bool], resolver: Resolver) -> None:
        """`has_slot` tells it from a file's bytes, in the words of the files that are asked about."""
        self._has_slot = has_slot
        self._resolver = resolver
        self._slots: dict[str, bool] = {}
        self._leads: dict[str, bool] = {}

    def leads_to_slot(self, path: str) -> bool:
        """Whether the imports of the file at `path` lead to a file that has a slot."""
        known = self._leads.get(path)
        if known is not None:
            return known
        came_from: dict[str, str | None] = {path: None}
        pending = [path]
        for each in pending:
            for found in self._resolver.imports(each):
                if found in came_from:
                    continue
                came_from[found] = each
                if self._leads.get(found) or self._is_slot(found):
                    step: str | None = each
                    while step is not None:
                        self._leads[step] = True
                        step = came_from[step]
                    return True
                if found not in self._leads:
                    pending.append(found)
        # nothing that was looked at leads anywhere
        self._leads.update(dict.fromkeys(pending, False))
        return False

    def _is_slot(self, path: str) -> bool:
        known = self._slots.get(path)
        if known is None:
            try:
                known = self._has_slot(read(path, follow=True))
            except (Unread, Vanished):
                known = False
            self._slots[path] = known
        return known
