"""Write globe.svg, the brochure's cover without a picture, beside this file: the decks' globe as one SVG.

python templates/typst/make_globe.py [FILE]
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "pptx"))

from workshop_motif import HOME, PLACES, Path as Line, compose_arc, compose_graticule, find_visible_places, project  # noqa: E402, I001

SIZE = 1000
RADIUS = 430
GRID = "#6f949e"
TINTS = {1: "#7fd6d6", 2: "#b9aee6", 3: "#f3a88e"}


def compose_svg() -> str:
    """Return the globe: its net, the arcs of each insight, the places they lead to, and home."""
    parts = [_draw(line, GRID, 1.1) for line in compose_graticule()]
    for insight, places in PLACES.items():
        parts += [_draw(line, TINTS[insight], 4.2) for place in places for line in compose_arc(place)]
    for insight in PLACES:
        parts += [_dot(x, y, 8, TINTS[insight]) for x, y in find_visible_places(insight)]
    x, y, _ = project(*HOME)
    parts.append(_dot(x, y, 12, "#ffffff"))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">{"".join(parts)}</svg>\n'


def _place(x: float, y: float) -> tuple[float, float]:
    return SIZE / 2 + x * RADIUS, SIZE / 2 + y * RADIUS


def _draw(line: Line, colour: str, width: float) -> str:
    points = " L".join(f"{x:.1f} {y:.1f}" for x, y in (_place(*point) for point in line))
    return f'<path d="M{points}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def _dot(x: float, y: float, radius: float, colour: str) -> str:
    across, down = _place(x, y)
    return f'<circle cx="{across:.1f}" cy="{down:.1f}" r="{radius}" fill="{colour}"/>'


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "globe.svg"
    target.write_bytes(compose_svg().encode())
