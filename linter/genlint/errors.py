"""What ends a run with exit status 2: the request itself can't be served."""

from __future__ import annotations


class UsageError(Exception):
    """The run can't start, or can't be trusted. The message is one line for a person, without a prefix."""


class ConfigurationError(UsageError):
    """A configuration file, or a configuration flag, holds what it may not hold. Names file and key."""
