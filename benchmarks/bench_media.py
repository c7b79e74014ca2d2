"""How long it takes to read and sum up 1 000 000 mentions, beside Python's csv module that only reads them.

The toolkit's time and peak memory are those of a process that calls `read_media`; the peer's is what it measures itself
around its loop, so that the start of Python counts against the toolkit.
"""

import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from measure import alternate, say, time_program

ROOT = Path(__file__).resolve().parent.parent
MENTIONS = 1_000_000
PEER = """
import csv, sys, time
start = time.perf_counter()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.reader(file):
        pass
print(time.perf_counter() - start)
"""
OURS = """
import datetime, sys
from pathlib import Path
from toolkit.model.media_settings import MediaSettings
from toolkit.followup.media_file import read_media
exposure, _ = read_media(Path(sys.argv[1]), MediaSettings(), datetime.date(2025, 1, 2))
assert exposure.total == int(sys.argv[2])
"""


def write_mentions(path: Path) -> None:
    """Write a made-up export: date and time, headline, source, country, topic, reach, address."""
    draw = random.Random(1)  # the same file each time
    first, days = date(2019, 1, 1), 2192
    countries = ["Sweden", "United States", "United Kingdom", "Germany", "India", "Norway", "France", "Japan"]
    topics = ["Forskning", "Nobelpriset", "Utbildning", "Övrigt"]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("Date,Headline,Source,Country,Topic,Reach,URL\r\n")
        for number in range(MENTIONS):
            day = first + timedelta(days=draw.randrange(days))
            time = f"{draw.randrange(24):02}:{draw.randrange(60):02}:{draw.randrange(60):02}"
            file.write(
                f'{day} {time},"Study {number}: what sleep does, and what it does not",Source {number % 997},'
                f"{draw.choice(countries)},{draw.choice(topics)},{draw.randrange(10**6)},https://news.example/{number}\r\n"
            )


def find_peak(command: list[str]) -> float:
    """Run a command and return its peak memory in megabytes."""
    process = subprocess.Popen(command, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, "reading the mentions failed"
    return usage.ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)


def main() -> None:
    """Print the ratio and the memory."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "mentions.csv"
        write_mentions(path)
        ours = [sys.executable, "-c", OURS, str(path), str(MENTIONS)]
        peer = [sys.executable, "-c", PEER, str(path)]

        def read_only() -> float:
            return float(subprocess.run(peer, check=True, capture_output=True, text=True).stdout)

        times = alternate({"csv": read_only, "toolkit": lambda: time_program(ours, cwd=ROOT)}, rounds=3)
        peak = find_peak(ours)
    detail = f"{times['toolkit']:.2f} s : {times['csv']:.2f} s, {MENTIONS} mentions"
    say("media: read and sum up / csv just reads", times["toolkit"] / times["csv"], 3, detail)
    say("media: peak memory in MB", peak, 500)


if __name__ == "__main__":
    main()
