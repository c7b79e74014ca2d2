"""How long `toolkit summary` takes for 100 000 answers, beside XlsxWriter writing the bare table of the same rows.

The toolkit's time is that of the whole command: start, programme folder, store, tallies, themes, comparisons, and all
four outputs (workbook, feedback decks, reports, data). The peer's is what it measures itself around writing in
constant-memory mode; its start and reading its rows do not count.
"""

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from measure import alternate, say, time_program

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from toolkit.commands.demo_answers import compose_responses, read_answer_pool  # noqa: E402  the checkout beside this
from toolkit.commands.plan import Plan, read_plan  # noqa: E402
from toolkit.model.change import Handed  # noqa: E402
from toolkit.model.response import Response  # noqa: E402
from toolkit.model.tally import tally_responses  # noqa: E402
from toolkit.store.store import open_store  # noqa: E402
from toolkit.summary.answers import list_answers  # noqa: E402
from toolkit.texts import load_texts  # noqa: E402

RESPONSES = 345
"""For each of the eight workshops: some 36 answers in each make 100 000."""
PEER = """
import pickle, sys, time, xlsxwriter
rows = pickle.load(open(sys.argv[1], "rb"))
start = time.perf_counter()
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "strings_to_formulas": False,
                                         "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"})
sheet = book.add_worksheet()
for number, row in enumerate(rows):
    sheet.write_row(number, 0, row)
book.close()
print(time.perf_counter() - start)
"""


def fill_store(plan: Plan, address: Path) -> None:
    """Put about 100 000 made-up answers into a store, spread over the programme's workshops; no two texts are equal."""
    pool = read_answer_pool()
    with open_store(address) as store:
        for workshop in plan.workshops:
            instrument = plan.instruments[workshop.id]
            texts = {item.name for item in instrument.items if item.kind == "text"}
            covers = frozenset(item.name for item in instrument.items)
            drawn = compose_responses(workshop, instrument, pool, RESPONSES)
            handed = [Handed(response=tell_apart(response, texts), covers=covers) for response in drawn]
            store.take(handed, file=workshop.id, sha256=workshop.id, taken_at="2027-01-01T00:00")


def tell_apart(response: Response, texts: set[str]) -> Response:
    """Give a response's open answers an end of their own."""
    end = f"({response.workshop}, {response.id})"
    answers = (
        replace(answer, value=f"{answer.value} {end}") if answer.item in texts else answer
        for answer in response.answers
    )
    return replace(response, answers=tuple(answers))


def write_rows(plan: Plan, store_path: Path, path: Path) -> int:
    """Keep the rows of the table of answers for the peer; return their number."""
    with open_store(store_path) as store:
        responses = store.read_responses()
    summary = tally_responses(plan.programme, plan.workshops, plan.instruments, responses)
    rows = list(list_answers(summary, load_texts("sv")))
    path.write_bytes(pickle.dumps(rows))
    return len(rows)


def find_peak(command: list[str]) -> float:
    """Run a command and return its peak memory in megabytes."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, "toolkit summary failed"
    return usage.ru_maxrss / (1 if sys.platform == "darwin" else 1024) / (1024 if sys.platform == "darwin" else 1)


def main() -> None:
    """Print the ratio and the memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("programme.toml", "groups.csv"):
            shutil.copy(ROOT / part, folder / part)
        for part in ("questions", "decks"):
            shutil.copytree(ROOT / part, folder / part)
        plan = read_plan(folder)
        store, rows = folder / "store.sqlite3", folder / "rows.pickle"
        fill_store(plan, store)
        number = write_rows(plan, store, rows)
        command = [sys.executable, "-m", "toolkit", "-C", str(folder), "summary", "--database", str(store)]
        command += ["--out", str(folder / "summary.xlsx")]
        peer = [sys.executable, "-c", PEER, str(rows), str(folder / "peer.xlsx")]

        def write_bare() -> float:
            return float(subprocess.run(peer, check=True, capture_output=True, text=True).stdout)

        times = alternate({"xlsxwriter": write_bare, "toolkit": lambda: time_program(command, cwd=ROOT)})
        peak = find_peak(command)
    detail = f"{times['toolkit']:.2f} s : {times['xlsxwriter']:.2f} s, {number} answers"
    say("summary: whole command / XlsxWriter's bare table", times["toolkit"] / times["xlsxwriter"], 2, detail)
    say("summary: peak memory in MB", peak, 400)


if __name__ == "__main__":
    main()
