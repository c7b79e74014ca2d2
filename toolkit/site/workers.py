"""Keep several processes at the same work, and stop them all when this one is to stop. An edge: processes, signals.

One that dies is started anew, unless they keep dying; then the fault is not theirs to survive.
"""

import contextlib
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

MOST_DEATHS = 5
CALM_SECONDS = 60
"""After this long without a death the count begins anew."""
STOP_SECONDS = 20


def run_workers(work: Callable[..., None], arguments: tuple[Any, ...], number: int) -> bool:
    """Run the work in `number` processes until this one is told to stop; False where they kept dying instead."""
    context = multiprocessing.get_context("spawn")  # the same on every system, and nothing is shared by accident

    def start() -> BaseProcess:
        process = context.Process(target=work, args=arguments)
        process.start()
        return process

    with stopped_by_signals() as stopping:
        running = [start() for _ in range(number)]
        try:
            return _keep_running(running, start, stopping)
        finally:
            stop_all(running)


def _keep_running(running: list[BaseProcess], start: Callable[[], BaseProcess], stopping: threading.Event) -> bool:
    deaths, last = 0, time.monotonic()
    while not stopping.is_set():
        wait([process.sentinel for process in running], timeout=0.5)
        for position, process in enumerate(running):
            if process.is_alive() or stopping.is_set():
                continue
            now = time.monotonic()
            deaths, last = (1 if now - last > CALM_SECONDS else deaths + 1), now
            if deaths > MOST_DEATHS:
                return False
            running[position] = start()
    return True


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Let an interrupt or a termination set the event instead of ending this process at once."""
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stop_all(running: list[BaseProcess]) -> None:
    """Tell every process to stop as it should; kill what has not after a while."""
    for process in running:
        process.terminate()
    for process in running:
        process.join(STOP_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
