"""Fixes: from the edits that findings carry to a file that has them, or to a reason why it has not.

`fix_file` decides what a file becomes, and touches nothing; `write_file` puts it on the disk, and
`unified_diff` shows it.
"""

from __future__ import annotations

from genlint.fix.diff import unified_diff
from genlint.fix.edits import apply_edits
from genlint.fix.files import WriteError, write_file
from genlint.fix.passes import Applied, FixResult, Summary, choose, fix_file

__all__ = [
    "Applied",
    "FixResult",
    "Summary",
    "WriteError",
    "apply_edits",
    "choose",
    "fix_file",
    "unified_diff",
    "write_file",
]
