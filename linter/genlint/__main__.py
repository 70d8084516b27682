"""`genlint` and `python -m genlint`."""

from __future__ import annotations

import gc
import os
import sys

INTERRUPTED = 130
"""What a shell reports for a program that SIGINT ended."""


def main() -> int:
    """Run the command with `sys.argv` and return its exit status."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        from genlint import __version__

        print(f"genlint {__version__}")
        return 0
    # Models live as long as they are of use, and there is no garbage to find among them: with the usual
    # thresholds the search for it takes a quarter of the time.
    gc.set_threshold(500_000, 20, 100)
    try:
        from genlint.cli import run

        status = run(arguments)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print("genlint: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`genlint | head`). Python flushes once more at exit: give it a sink.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def script() -> None:
    """Run the command and end the process with its exit status.

    What is in memory is left to the system, since taking it apart takes a sixth of a short run.
    """
    try:
        status = main()
    except SystemExit as end:  # argparse, after `--help` or a mistake
        if not isinstance(end.code, int):
            raise
        status = end.code
    if sys.gettrace() is not None or sys.getprofile() is not None:
        sys.exit(status)  # whoever watches has something to write
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(status)
    os._exit(status)


if __name__ == "__main__":
    script()
