"""The curves as an SVG: both axes logarithmic, so that what does not grow with the data lies flat."""

import math
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 380
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 20, 48
COLOURS = ("#2563eb", "#d97706", "#059669", "#9333ea", "#dc2626")
TICKS_MS = (0.5, 1, 2, 5, 10, 20, 50, 100)
LEAST_BETWEEN_LABELS = 17
HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif" '
    f'font-size="13" role="img" aria-label="Latency by number of tasks">'
)


def draw(curves: dict[str, dict[str, float]], path: Path) -> None:
    """Write the chart of medians in ms, by number of tasks and kind of request."""
    sizes = sorted(map(int, curves))
    kinds = [kind for kind in curves[str(sizes[0])] if kind != "tasks of the person"]
    values = [curves[str(size)][kind] for size in sizes for kind in kinds]
    low, high = min(values) / 1.6, max(values) * 1.6

    def x(size: int) -> float:
        return LEFT + (math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0])) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return TOP + (1 - math.log(value / low) / math.log(high / low)) * (HEIGHT - TOP - BOTTOM)

    parts = [HEAD, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
    for tick in (tick for tick in TICKS_MS if low < tick < high):
        parts.append(f'<path d="M{LEFT} {y(tick):.1f}H{WIDTH - RIGHT}" stroke="#e5e7eb"/>')
        parts.append(_text(LEFT - 8, y(tick) + 4, f"{tick:g} ms", "end"))
    parts += [_text(x(size), HEIGHT - 24, f"{size:,}", "middle") for size in sizes]
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "tasks in the database", "middle"))
    label = -math.inf
    for kind, colour in sorted(zip(kinds, COLOURS, strict=False), key=lambda pair: -curves[str(sizes[-1])][pair[0]]):
        points = [(x(size), y(curves[str(size)][kind])) for size in sizes]
        line = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across:.1f}" cy="{down:.1f}" r="3.5" fill="{colour}"/>' for across, down in points]
        label = max(points[-1][1] + 4, label + LEAST_BETWEEN_LABELS)
        parts.append(_text(WIDTH - RIGHT + 12, label, f"{kind} {curves[str(sizes[-1])][kind]:g} ms", "start", colour))
    path.write_text("\n".join([*parts, "</svg>", ""]))


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#4b5563") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
