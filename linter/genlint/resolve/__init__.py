"""From an import to the file that it means, and from a file to those that import it.

`Resolver` is the whole public face. Nothing here parses a program: specifiers are resolved with folder
listings and a few configuration files, and importers are found in the text and confirmed by resolving.
"""

from __future__ import annotations

from genlint.resolve.resolver import Resolver

__all__ = ["Resolver"]
