"""How long it takes to bring a new build into a deck that somebody has edited: KI's own, 55 slides.

The workshop is moved to another day, so that every slide changes; the person has written a title and a note, and added
a slide. Measured is the merge alone, its own check of the result among it, without the build.
"""

import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import ROUNDS, say

ROOT = Path(__file__).resolve().parent.parent
STARTER = ("decks", "questions", "plan", "templates", "programme.toml", "groups.csv")
DAY, OTHER_DAY = "2027-02-03", "2027-02-10"
sys.path.insert(0, str(ROOT))

from toolkit.deck.merge.deck import merge_decks  # noqa: E402  what is measured, from this folder


def build_deck(folder: Path, day: str) -> bytes:
    """Build the deck of the workshop nord on a day."""
    for name in STARTER:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    groups = folder / "groups.csv"
    groups.write_text(groups.read_text(encoding="utf-8").replace(DAY, day), encoding="utf-8")
    command = [Path(sys.executable).with_name("toolkit"), "-C", folder, "build", "--workshop", "nord"]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "out/nord/nord-deck-sv.pptx").read_bytes()


def edit_deck(data: bytes) -> bytes:
    """Edit a deck as a facilitator does."""
    from pptx import Presentation

    deck = Presentation(io.BytesIO(data))
    slides = list(deck.slides)
    slides[6].shapes.title.text = "En egen rubrik"
    slides[8].notes_slide.notes_text_frame.text = "Egna ord"
    deck.slides.add_slide(slides[6].slide_layout).shapes.title.text = "En egen bild"
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def main() -> None:
    """Merge several times; print the median, the first time with its imports left out."""
    with tempfile.TemporaryDirectory() as folder:
        base, fresh = (build_deck(Path(folder, day), day) for day in (DAY, OTHER_DAY))
    edited = edit_deck(base)
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        merged = merge_decks(edited, base, fresh, "nord-deck-sv.pptx")
        times.append(time.perf_counter() - start)
        assert merged.content, [str(notice) for notice in merged.notices]
    say("merge: an edited deck of 55 slides and a new build, in seconds", statistics.median(times[1:]), 3)


if __name__ == "__main__":
    main()
