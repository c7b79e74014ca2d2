"""pictures.typ → the PNG files beside it. Run it after a change: python decks/pictures/make_pictures.py."""

from pathlib import Path

import typst

NAMES = ("varlden", "natverk", "ringar", "vagar", "frukter", "horisont")
HERE = Path(__file__).parent


def write_pictures(folder: Path) -> None:
    """Draw every page of pictures.typ as a PNG of 1 134 pixels square."""
    pages = typst.compile(str(HERE / "pictures.typ"), format="png", ppi=240)
    for name, page in zip(NAMES, pages, strict=True):
        (folder / f"{name}.png").write_bytes(page)


if __name__ == "__main__":
    write_pictures(HERE)
