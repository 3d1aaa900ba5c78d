"""The latency of the index against its size, as a small SVG file."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from jinja2 import Environment, StrictUndefined

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 640, 320, 56, 44, 36, 96
_STEPS = (0.5, 1, 2, 5, 10, 25, 50, 100)  # milliseconds that get a line
_BAR = 25.0

_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{ width }} {{ height }}" font-family="sans-serif" font-size="12">
<title>Time to look up one article, by articles indexed</title>
<rect width="{{ width }}" height="{{ height }}" fill="#fff"/>
<text x="{{ left }}" y="20" font-size="14" fill="#222">Time to look up one article (ms), by articles indexed</text>
{%- for line in lines %}
<line x1="{{ left }}" x2="{{ right }}" y1="{{ line.y }}" y2="{{ line.y }}" stroke="{{ line.colour }}"/>
<text x="{{ left - 8 }}" y="{{ line.y + 4 }}" text-anchor="end" fill="#555">{{ line.label }}</text>
{%- endfor %}
{%- for tick in ticks %}
<text x="{{ tick.x }}" y="{{ height - 22 }}" text-anchor="middle" fill="#555">{{ tick.label }}</text>
{%- endfor %}
{%- for curve in curves %}
<polyline points="{{ curve.points }}" fill="none" stroke="{{ curve.colour }}" stroke-width="2"/>
<text x="{{ right + 8 }}" y="{{ curve.y + 4 }}" fill="{{ curve.colour }}">{{ curve.label }}</text>
{%- endfor %}
</svg>
"""  # noqa: E501 - markup


def draw(points: Sequence[tuple[int, float, float]]) -> str:
    """SVG of (articles, median, 99th percentile) in milliseconds, both axes logarithmic."""
    sizes = [size for size, _, _ in points]
    low = max(step for step in _STEPS if step <= max(_STEPS[0], min(median for _, median, _ in points)))
    high = min(step for step in _STEPS if step >= min(_STEPS[-1], max(_BAR, *(worst for _, _, worst in points))))
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    across = _scale(sizes[0], sizes[-1], _LEFT + 8, right - 8)
    up = _scale(low, high, bottom, _TOP)
    curves = []
    for label, colour, column in (("median", "#1f5fa8", 1), ("99 of 100", "#a8481f", 2)):
        places = [f"{across(point[0]):.1f},{up(point[column]):.1f}" for point in points]
        last = up(points[-1][column])
        curves.append({"label": label, "colour": colour, "points": " ".join(places), "y": round(last, 1)})
    return (
        Environment(autoescape=True, undefined=StrictUndefined)
        .from_string(_SVG)
        .render(
            width=_WIDTH,
            height=_HEIGHT,
            left=_LEFT,
            right=right,
            curves=curves,
            lines=[
                {"y": round(up(step), 1), "label": f"{step:g}", "colour": "#e0b0a0" if step == _BAR else "#ddd"}
                for step in _STEPS
                if low <= step <= high
            ],
            ticks=[{"x": round(across(size), 1), "label": f"{size:,}"} for size in sizes],
        )
    )


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """Places on a logarithmic axis."""
    span = math.log(high / low) or 1.0
    return lambda value: start + (end - start) * math.log(max(value, low) / low) / span
