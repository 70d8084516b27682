"""Which files can hand something to another file in which it matters.

A file that passes a caller's ID on to an imported wrapper holds no word of a generation itself; it is worth
parsing when a file that it imports, however far, has a slot. Only the text of files is read here.
"""

from __future__ import annotations

from genlint.resolve import Resolver
from genlint.screen import Unread, Vanished, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Reach:
    """Answers for the files of one run, each question sharing what others found."""

    def __init__(self) -> None:
        self.resolver = Resolver()
        self._slots: dict[str, bool] = {}
        self._leads: dict[str, bool] = {}

    def leads_to_slot(self, path: str, slots: Callable[[bytes], bool]) -> bool:
        """Whether the imports of the file at `path` lead to a file that `slots` lets pass."""
        known = self._leads.get(path)
        if known is not None:
            return known
        came_from: dict[str, str | None] = {path: None}
        pending = [path]
        for each in pending:
            for found in self.resolver.imports(each):
                if found in came_from:
                    continue
                came_from[found] = each
                if self._leads.get(found) or self._has_slot(found, slots):
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

    def _has_slot(self, path: str, slots: Callable[[bytes], bool]) -> bool:
        known = self._slots.get(path)
        if known is None:
            try:
                known = slots(read(path, follow=True))
            except (Unread, Vanished):
                known = False
            self._slots[path] = known
        return known
