"""Where the checkout is, and code that is wrong."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]

BAD = "def open_panel(chat_id):\n    use_image_generation(chat_id)\n"
"""One `GEN101` at 2:26, and nothing that flake8's own checks say."""
