"""The floor: walk a tree, read its files, look for two literals. What no linter in Python gets below.

python benchmarks/baseline.py FOLDER
"""

from __future__ import annotations

import os
import sys

SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".py", ".pyi")
LITERALS = (b"chat", b"generation")


def count(folder: str) -> int:
    """The number of files below `folder` that hold all literals."""
    found = 0
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as listing:
            for entry in listing:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif entry.name.endswith(SUFFIXES):
                    handle = os.open(entry.path, os.O_RDONLY)
                    data = os.read(handle, os.fstat(handle).st_size + 1).lower()
                    os.close(handle)
                    found += all(literal in data for literal in LITERALS)
    return found


def size(folder: str) -> tuple[int, int]:
    """The number of files below `folder` that are read, and of their bytes."""
    sizes = [
        os.path.getsize(os.path.join(base, name))
        for base, _, names in os.walk(folder)
        for name in names
        if name.endswith(SUFFIXES)
    ]
    return len(sizes), sum(sizes)


if __name__ == "__main__":
    print(count(sys.argv[1]))
