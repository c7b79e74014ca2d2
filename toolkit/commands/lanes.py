"""Lists of names, each worked through in a process of its own → their results in order, as they come. An edge.

Each process opens its own tools once and then works by itself, so that processes with different work load different
libraries, all at the same time. Not concurrent.futures: its workers share one queue, so that each loads everything.
"""

import copyreg
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from toolkit.errors import Message, OutputError, Place, Problem, ToolkitError

T = TypeVar("T")

PROCESS_ENDED = Message(
    "A process that was at work ended without a word; memory may have run out.",
    "Close other programs and run the command again, with --jobs 1 if need be. What was finished is whole.",
)

Failed = tuple[Problem, ...]
"""What comes in place of a result where the work raised a ToolkitError."""


@dataclass(frozen=True, kw_only=True)
class Lane(Generic[T]):
    """What one process does: `open_tools` is called there, once, and what it returns is called with each name."""

    open_tools: Callable[[], Callable[[str], T]]
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Running(Generic[T]):
    """A lane at work. Its results come in the order of its names."""

    connection: Connection

    def receive(self) -> T | Failed:
        """Wait for the next result. Raises OutputError where the process is gone."""
        try:
            kind, result = self.connection.recv()
        except (EOFError, OSError) as error:
            raise OutputError(Problem(place=Place(file=""), message=PROCESS_ENDED)) from error
        if kind == "fault":
            raise result
        received: T | Failed = result
        return received


def _pickle_frozen(mapping: MappingProxyType[Any, Any]) -> tuple[Callable[..., Any], tuple[dict[Any, Any]]]:
    return _freeze, (dict(mapping),)


def _freeze(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


# The model's mappings are frozen, and pickle does not know how those cross to a process that was not forked.
copyreg.pickle(MappingProxyType, _pickle_frozen)


@contextmanager
def run_lanes(lanes: Sequence[Lane[T]], *, may_fork: bool) -> Iterator[tuple[Running[T], ...]]:
    """Start a process a lane. When the block ends, early or not, what a process has begun is finished first."""
    method: Any = multiprocessing.get_context("fork" if may_fork and sys.platform == "linux" else "spawn")
    stop = method.Event()
    processes, running = [], []
    for lane in lanes:
        ours, theirs = method.Pipe(duplex=False)
        process = method.Process(target=_work_through, args=(lane, theirs, stop), daemon=True)
        process.start()
        theirs.close()
        processes.append(process)
        running.append(Running[T](connection=ours))
    try:
        yield tuple(running)
    finally:
        stop.set()
        for one in running:
            one.connection.close()
        for process in processes:
            process.join()


def deal(names: Sequence[str], hands: int) -> tuple[tuple[str, ...], ...]:
    """Deal names out in turn, as evenly as can be: every lane gets its first one first."""
    return tuple(tuple(names[hand::hands]) for hand in range(hands))


def work_one(work: Callable[[str], T], name: str) -> T | Failed:
    """Do one name's work; a ToolkitError becomes its problems."""
    try:
        return work(name)
    except ToolkitError as error:
        return error.problems


def _work_through(lane: Lane[T], results: Connection, stop: Event) -> None:
    # An interruption reaches every process of a terminal: the first one sees to it, and what is begun is finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # typst's own: this process has one core
    try:
        work = partial(work_one, lane.open_tools())
        for name in lane.names:
            if stop.is_set():
                return
            results.send(("result", work(name)))
    except BrokenPipeError:
        return  # nobody is waiting for the results any more
    except Exception as fault:  # noqa: BLE001  a fault of the program, reported where the others are
        results.send(("fault", fault))
