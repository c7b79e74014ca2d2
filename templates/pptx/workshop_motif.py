"""Compute the vector art of the default pptx template: a globe with arcs from Stockholm, and a fan of meridians. Pure.

Everything is a decorative custom-geometry shape: no pictures, no fonts, the theme's colours. Coordinates are
clipped to the slide, so that nothing lies beside it when the layout is edited.
"""

from math import acos, cos, hypot, pi, radians, sin

Point = tuple[float, float]
Path = list[Point]

HOME = (59.3, 18.1)
PLACES = {
    1: ((40.7, -74.0), (64.1, -21.9), (-1.3, 36.8), (28.6, 77.2)),
    2: ((51.5, -0.1), (-33.9, 18.4), (1.35, 103.8), (-23.5, -46.6)),
    3: ((35.7, 139.7), (31.2, 121.5), (25.2, 55.3), (6.5, 3.4)),
}
"""Latitude and longitude of twelve cities of the world, four for each insight's colour."""

CENTRE = (34.0, 24.0)
"""The point of the earth that faces the reader."""


def project(latitude: float, longitude: float, height: float = 1.0) -> tuple[float, float, float]:
    """Return x (right), y (down) and depth (towards the reader) of a point, in radii: the orthographic projection."""
    lat, lon = radians(latitude), radians(longitude - CENTRE[1])
    tilt = radians(CENTRE[0])
    x = cos(lat) * sin(lon)
    y = cos(tilt) * sin(lat) - sin(tilt) * cos(lat) * cos(lon)
    z = sin(tilt) * sin(lat) + cos(tilt) * cos(lat) * cos(lon)
    return x * height, -y * height, z * height


def compose_graticule(step: int = 15, grain: int = 6) -> list[Path]:
    """List the outline and the visible parts of the meridians and parallels; near the poles they would only clot."""
    outline = [(cos(radians(angle)), sin(radians(angle))) for angle in range(0, 361, 4)]
    lines = [[project(lat, lon) for lat in range(-75, 76, 5)] for lon in range(-180, 180, step)]
    lines += [[project(lat, lon) for lon in range(-180, 181, grain)] for lat in range(-75, 76, step)]
    return [outline] + [path for line in lines for path in _cut([((x, y), z > 0) for x, y, z in line])]


def compose_arc(end: tuple[float, float], grain: int = 28) -> list[Path]:
    """List the visible parts of the great circle from home to a place, lifted off the ground in its middle."""
    a, b = _vector(HOME), _vector(end)
    angle = acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True)))))
    points = []
    for n in range(grain + 1):
        t = n / grain
        lift = 1 + 0.1 * angle * sin(pi * t)
        from_a, from_b = sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle)
        x, y, z = (lift * (from_a * p + from_b * q) for p, q in zip(a, b, strict=True))
        points.append(((x, y), z > 0 or hypot(x, y) > 1))
    return _cut(points)


def find_visible_places(insight: int) -> list[Point]:
    """List where the places of one insight stand, of those on the side that faces the reader."""
    seen = [project(*place) for place in PLACES[insight]]
    return [(x, y) for x, y, z in seen if z > 0]


def clip(path: Path, left: float, top: float, right: float, bottom: float) -> list[Path]:
    """Cut a path into its parts inside a box."""
    return _cut([((x, y), left <= x <= right and top <= y <= bottom) for x, y in path])


def _vector(place: tuple[float, float]) -> tuple[float, float, float]:
    return project(*place)


def _cut(points: list[tuple[Point, bool]]) -> list[Path]:
    """Keep the runs of shown points that are long enough to draw."""
    paths: list[Path] = [[]]
    for point, shown in points:
        if shown:
            paths[-1].append(point)
        elif paths[-1]:
            paths.append([])
    return [path for path in paths if len(path) > 1]
