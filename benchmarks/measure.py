"""Time programs side by side: alternate them, take medians, print a ratio beside its goal."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

ROUNDS = 7


def time_program(command: Sequence[str], **options: object) -> float:
    """Run a program once; return its wall time in seconds. Raises where it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)  # type: ignore[call-overload]  # options of subprocess.run
    return time.perf_counter() - start


def alternate(runs: dict[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, float]:
    """Run each once to warm the disk, then in turn `rounds` times; return the median of each."""
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(run())
    return {name: statistics.median(values) for name, values in times.items()}


def say(name: str, value: float, goal: float, detail: str = "") -> None:
    """Print a figure beside its goal."""
    print(f"{name} {value:.3f} (goal ≤ {goal}){'  ' + detail if detail else ''}")
    sys.stdout.flush()
