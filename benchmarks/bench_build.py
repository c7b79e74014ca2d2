"""How long a deck of the peers' workload takes beside PptxGenJS, and how the time grows with the slides.

The workload (benchmarks/peers): 24 decks of 20 slides, notes on each, three QR codes, two photographs, a native chart.
Both times are those of the whole command, start included, into an empty folder. The toolkit's holds the response sheets
and QR files too, which the peer does not make. The folders are deleted when all is measured: in the seconds after many
files were deleted, ext4 takes six times as long to make one.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from measure import alternate, say, time_program

PEERS = Path(__file__).resolve().parent / "peers"
ROOT = PEERS.parent.parent
DECKS = 24
sys.path.insert(0, str(PEERS))

from workload import BULLETS, CHART_SLIDE, NOTES, PHOTO_SLIDES, QR_SLIDES, write_workload  # noqa: E402  a peer's folder

PROGRAMME = """id = "workload"
title = { sv = "Arbetsmängd" }
organisation = { sv = "Exempel" }
languages = ["sv"]
base_url = "https://example.org"
groups = "groups.csv"
questions = ["questions/bank.toml"]

[outlines]
sv = "decks/sv.md"

[[steps]]
id = "steg"
title = { sv = "Steg" }

[[insights]]
id = "insikt"
title = { sv = "Insikt" }
short = { sv = "Insikt" }

[[areas]]
id = "omrade"
title = { sv = "Område" }
insight = "insikt"
"""
CHART = "\n".join(["År;Index", "2019;100", "2020;120", "2021;110", "2022;195", "2023;250"])


def write_programme(folder: Path, slides: int, decks: int) -> None:
    """Write the workload as a programme folder."""
    for name in ("decks", "questions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    write_workload(folder / "decks")
    (folder / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    rows = [f"g{number},Grupp {number},department,sv" for number in range(decks)]
    (folder / "groups.csv").write_text("\n".join(["group,name,kind,language", *rows]), encoding="utf-8")
    bank = [
        f'[[questions]]\nid = "q{number}"\nkind = "text"\nstep = "steg"\ntext = {{ sv = "Fråga på bild {number}?" }}\n'
        for number in QR_SLIDES
    ]
    (folder / "questions/bank.toml").write_text("\n".join(bank), encoding="utf-8")
    (folder / "decks/chart.csv").write_text(CHART, encoding="utf-8")
    outline = "\n".join(
        ["---", "title: Steg 1 för {{ group.name }}", "---", "", *map(compose_slide, range(2, slides + 1))]
    )
    (folder / "decks/sv.md").write_text(outline, encoding="utf-8")


def compose_slide(number: int) -> str:
    """Write one slide of the workload in the outline's Markdown."""
    lines = [f"## Steg {number} för {{{{ group.name }}}}", ""]
    if number in QR_SLIDES:
        lines += [f"::: question q{number}", ":::", ""]
    elif number == CHART_SLIDE:
        lines += ["::: chart chart.csv {type=column}", ":::", ""]
    else:
        lines += [*(f"- {bullet}" for bullet in BULLETS), ""]
    if number in PHOTO_SLIDES:
        lines += ["![Ett fotografi](photo.jpg)", ""]
    return "\n".join([*lines, "::: notes", NOTES, ":::", ""])


def time_peer(folder: Path) -> float:
    """Run PptxGenJS once into an empty folder; return the seconds a deck, all of the command counted."""
    out = tempfile.mkdtemp(dir=folder)
    shutil.copy(folder / "decks/photo.jpg", out)
    return time_program(["node", str(PEERS / "deck_pptxgenjs.cjs"), str(DECKS), out], cwd=ROOT) / DECKS


def time_build(folder: Path, decks: int, *options: str) -> float:
    """Run `toolkit build` once into an empty folder; return the seconds a deck, all of the command counted."""
    out = tempfile.mkdtemp(dir=folder)
    command = [sys.executable, "-m", "toolkit", "-C", str(folder), "build", "--out", f"{out}/out", *options]
    return time_program(command, cwd=ROOT) / decks


def main() -> None:
    """Print the three ratios."""
    with tempfile.TemporaryDirectory() as name:
        workload, short, long = (Path(name) / part for part in ("workload", "short", "long"))
        write_programme(workload, 20, DECKS)
        times = alternate(
            {
                "peer": lambda: time_peer(workload),
                "all": lambda: time_build(workload, DECKS),
                "one": lambda: time_build(workload, DECKS, "--jobs", "1"),
            }
        )
        detail = f"{times['all'] * 1000:.1f} ms : {times['peer'] * 1000:.1f} ms a deck"
        say("build: all cores / PptxGenJS", times["all"] / times["peer"], 0.25, detail)
        detail = f"{times['one'] * 1000:.1f} ms : {times['peer'] * 1000:.1f} ms a deck"
        say("build: one process / PptxGenJS", times["one"] / times["peer"], 0.5, detail)
        write_programme(short, 20, DECKS)
        write_programme(long, 400, DECKS)
        times = alternate(
            {
                "short": lambda: time_build(short, DECKS, "--jobs", "1"),
                "long": lambda: time_build(long, DECKS, "--jobs", "1"),
            },
            rounds=3,
        )
        detail = f"{times['long'] * 1000:.1f} ms : {times['short'] * 1000:.1f} ms a deck"
        say("build: 400 slides / 20 slides", times["long"] / times["short"], 22, detail)


if __name__ == "__main__":
    main()
