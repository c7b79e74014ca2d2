"""Run every benchmark and print one line a figure: NAME VALUE (goal ≤ X).

Each benchmark measures a peer and the toolkit in the same run, alternating, and prints the ratio of the medians:
absolute times differ between machines, ratios much less. `python benchmarks/run.py build` runs one of them.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main() -> None:
    """Run the benchmarks named, or all."""
    named = sys.argv[1:]
    for path in sorted(FOLDER.glob("bench_*.py")):
        if not named or path.stem.removeprefix("bench_") in named:
            subprocess.run([sys.executable, str(path)], cwd=FOLDER.parent, check=True)


if __name__ == "__main__":
    main()
