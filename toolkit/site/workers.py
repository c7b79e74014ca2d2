"""Keep several processes at the same work, and stop them all when this one is to stop. An edge: processes, signals.

One that dies is started anew, unless they keep dying; then the fault is not theirs to survive.
"""

import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

MOST_DEATHS = 5
STOP_SECONDS = 20


def run_workers(work: Callable[..., None], arguments: tuple[Any, ...], number: int) -> None:
    """Run the work in `number` processes until interrupted or terminated; returns when all have ended."""
    context = multiprocessing.get_context("spawn")  # the same on every system, and nothing is shared by accident
    stopping = threading.Event()
    stop_on_signals(stopping)

    def start() -> BaseProcess:
        process = context.Process(target=work, args=arguments)
        process.start()
        return process

    running = [start() for _ in range(number)]
    deaths = 0
    while not stopping.is_set() and deaths <= MOST_DEATHS:
        wait([process.sentinel for process in running], timeout=0.5)
        for position, process in enumerate(running):
            if not process.is_alive() and not stopping.is_set():
                deaths += 1
                running[position] = start()
    stop_all(running)


def stop_on_signals(stopping: threading.Event) -> None:
    """Let an interrupt or a termination set the event instead of ending this process at once."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def stop_all(running: list[BaseProcess]) -> None:
    """Tell every process to stop as it should; kill what has not after a while."""
    for process in running:
        process.terminate()
    for process in running:
        process.join(STOP_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
