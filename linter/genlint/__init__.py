"""genlint: finds chat IDs in generation hooks, and connections that open without a generation."""

__version__ = "0.1.0"
