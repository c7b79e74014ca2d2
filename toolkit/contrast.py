"""How well a text stands out from what is behind it: two colours in, WCAG's contrast ratio out. Pure."""

LARGE_SIZE, LARGE_BOLD_SIZE = 18.0, 14.0


def compute_contrast(first: str, second: str) -> float:
    """Return the ratio, from 1 to 21, of two colours given as RRGGBB."""
    lighter, darker = sorted((_compute_luminance(first), _compute_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def needed_contrast(size: float, bold: bool) -> float:
    """Return what WCAG 2 AA asks for: 3 for large text (from 18 points, bold from 14), otherwise 4.5."""
    return 3.0 if size >= (LARGE_BOLD_SIZE if bold else LARGE_SIZE) else 4.5


def _compute_luminance(colour: str) -> float:
    red, green, blue = (_linearise(int(colour[n : n + 2], 16) / 255) for n in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linearise(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
