"""Plots as SVG, with the standard library alone: bars, and lines over logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

COLOURS = ("#c2410c", "#1d4ed8", "#15803d", "#7e22ce", "#a3a300", "#0e7490", "#be185d", "#525252")
WIDTH, HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 220, 64, 56
_FONT = 'font-family="sans-serif" font-size="13"'

Line = Sequence[tuple[float, float]]


def lines(title: str, across: str, up: str, series: Mapping[str, Line]) -> str:
    """An SVG image of lines of points, named at their ends; all numbers are above 0, or not drawn.

    Both axes are logarithmic, `across` and `up` say what they show. Raises `ValueError` without a point.
    """
    points = [point for line in series.values() for point in line if min(point) > 0]
    if not points:
        raise ValueError("there is nothing to draw")
    left, right = _decades([x for x, _ in points])
    low, high = _decades([y for _, y in points])

    def place(x: float, y: float) -> tuple[float, float]:
        part_x = (math.log10(x) - left) / (right - left)
        part_y = (math.log10(y) - low) / (high - low)
        return (
            _LEFT + part_x * (WIDTH - _LEFT - _RIGHT),
            HEIGHT - _BOTTOM - part_y * (HEIGHT - _TOP - _BOTTOM),
        )

    parts = []
    for power in range(math.ceil(left), math.floor(right) + 1):
        x, _ = place(10**power, 10**low)
        parts.append(_rule(x, _TOP, x, HEIGHT - _BOTTOM) + _text(x, HEIGHT - 36, _number(power), "middle"))
    for power in range(math.ceil(low), math.floor(high) + 1):
        _, y = place(10**left, 10**power)
        parts.append(_rule(_LEFT, y, WIDTH - _RIGHT, y) + _text(_LEFT - 8, y + 4, _number(power), "end"))
    ends = []
    for index, (name, line) in enumerate(series.items()):
        drawn = [place(x, y) for x, y in line if min(x, y) > 0]
        if not drawn:
            continue
        colour = COLOURS[index % len(COLOURS)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in drawn]
        ends.append((drawn[-1][1], name, colour))
    for y, name, colour in _apart(ends):
        parts.append(_text(WIDTH - _RIGHT + 10, y + 4, name, "start", colour))
    parts.append(_text((_LEFT + WIDTH - _RIGHT) / 2, HEIGHT - 12, across, "middle"))
    parts.append(_text(8, _TOP - 10, up, "start"))
    return _image(title, HEIGHT, parts)


def bars(title: str, groups: Mapping[str, Mapping[str, float]], unit: str) -> str:
    """An SVG image of groups of bars, from the left, each with its number; the length is logarithmic.

    Raises `ValueError` where there is no number above 0.
    """
    values = [value for group in groups.values() for value in group.values() if value > 0]
    if not values:
        raise ValueError("there is nothing to draw")
    names = list(dict.fromkeys(name for group in groups.values() for name in group))
    low, high = math.log10(min(values)) - 0.3, math.log10(max(values))
    y = 48.0
    parts = []
    for group, rows in groups.items():
        parts.append(_text(12, y + 12, group, "start", weight="bold"))
        y += 22
        for name, value in sorted(rows.items(), key=lambda row: row[1]):
            length = (math.log10(value) - low) / max(high - low, 0.1) * (WIDTH - 340)
            colour = COLOURS[names.index(name) % len(COLOURS)]
            parts.append(_text(232, y + 12, name, "end"))
            parts.append(f'<rect x="240" y="{y:.0f}" width="{length:.1f}" height="16" fill="{colour}"/>')
            parts.append(_text(248 + length, y + 12, f"{value:.2f} {unit}", "start"))
            y += 21
        y += 12
    return _image(title, round(y), parts)


def _decades(values: Sequence[float]) -> tuple[float, float]:
    """The ends of an axis for the values, in powers of ten, with some room."""
    low, high = math.log10(min(values)), math.log10(max(values))
    room = max(0.05 * (high - low), 0.1)
    return math.floor((low - room) * 2) / 2, math.ceil((high + room) * 2) / 2


def _apart(ends: Sequence[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """The labels moved down where they would be written over each other, and up again at the foot."""
    placed: list[tuple[float, str, str]] = []
    for y, name, colour in sorted(ends):
        above = placed[-1][0] if placed else -math.inf
        placed.append((max(y, above + 16), name, colour))
    below = HEIGHT - _BOTTOM + 16.0
    for index in reversed(range(len(placed))):
        y, name, colour = placed[index]
        below = min(y, below - 16)
        placed[index] = (below, name, colour)
    return placed


def _number(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#d4d4d4"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#262626", weight: str = "normal") -> str:
    style = f'text-anchor="{anchor}" fill="{colour}" font-weight="{weight}" {_FONT}'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(text)}</text>'


def _image(title: str, height: int, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" role="img">'
    ground = f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    heading = _text(12, 22, title, "start", weight="bold")
    body = "\n".join([f"<title>{escape(title)}</title>", ground, heading, *parts])
    return f"{head}\n{body}\n</svg>\n"
