"""What it costs a build to look after what people change: beside the same build that writes over whatever lies there.

The workload of bench_build.py: 24 decks of 20 slides that nobody has changed, with their sheets and codes, in one
process. Once into an empty folder; once over the decks of the day before, all of which have to be renewed.
"""

import itertools
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench_build import DECKS, ROOT, write_programme
from measure import alternate, say, time_program

KEEPING = "from toolkit.cli import main; main()"
PLAIN = """
from toolkit.files import write_bytes
from toolkit.outputs.outcome import Outcome
from toolkit.outputs.outputs import Outputs
def put(self, path, content, *kind, **how):
    write_bytes(path, content)
    return Outcome(path=path, became="written")
Outputs.put = put
from toolkit.cli import main; main()
"""
"""The same build without the mechanism."""
_numbers = itertools.count()


def time_build(folder: Path, code: str, *, renewed: bool) -> float:
    """Build once; return the seconds a deck. `renewed` builds over what is there, changed in every deck."""
    if renewed:
        outline = folder / "decks/sv.md"
        text = outline.read_text("utf-8")
        head = f"title: Steg {next(_numbers)} för {{{{ group.name }}}}"
        outline.write_text("\n".join(["---", head, *text.split("\n")[2:]]), encoding="utf-8")
    else:
        shutil.rmtree(folder / "out", ignore_errors=True)
    command = [sys.executable, "-c", code, "-C", str(folder), "build", "--jobs", "1"]
    return time_program(command, cwd=ROOT) / DECKS


def main() -> None:
    """Print the two ratios."""
    with tempfile.TemporaryDirectory() as name:
        folders = {code: Path(name) / way for way, code in (("keeping", KEEPING), ("plain", PLAIN))}
        for folder in folders.values():
            write_programme(folder, 20, DECKS)
        for renewed, said in ((False, "an empty folder"), (True, "the day before's decks")):
            runs: dict[str, Callable[[], float]] = {
                code: lambda code=code, renewed=renewed: time_build(folders[code], code, renewed=renewed)  # type: ignore[misc]  # bound now, not when it is called
                for code in folders
            }
            times = alternate(runs)
            detail = f"{times[KEEPING] * 1000:.1f} ms : {times[PLAIN] * 1000:.1f} ms a deck"
            named = f"build into {said}: looking after changes / writing over them"
            say(named, times[KEEPING] / times[PLAIN], 1.1, detail)


if __name__ == "__main__":
    main()
