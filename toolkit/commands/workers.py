"""Work of several kinds on a list of names, shared among processes → what each gave, as it comes. An edge.

Half of the processes take the kinds from the front and the other half from the back: each loads the libraries of few
kinds, all at the same time, and who is done with its own helps with the next. Not concurrent.futures, whose workers
share one queue, so that each loads everything.
"""

import copyreg
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, cast

from toolkit.errors import Message, OutputError, Place, Problem, ToolkitError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PROCESS_ENDED = Message(
    "A process that was at work ended without a word; memory may have run out.",
    "Close other programs and run the command again, with --jobs 1 if need be. What was finished is whole.",
)
WORTH_LOADING = 8
"""Names that must wait for a kind of work before one more process loads what it needs."""

Work = Callable[[str], Any]
"""Does one name's work. Raises ToolkitError where it cannot."""
Load = Callable[[], Callable[[Any], Work]]
"""A kind of work: loads its libraries, and returns what makes its Work from what all the work has in common."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What one kind of work (by its place) gave for one name: its result, or its problems where it cannot be done."""

    kind: int
    name: str
    result: Any


def _pickle_frozen(mapping: MappingProxyType[Any, Any]) -> tuple[Callable[..., Any], tuple[dict[Any, Any]]]:
    return _freeze, (dict(mapping),)


def _freeze(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


# The model's mappings are frozen, and pickle does not know how those cross to another process.
copyreg.pickle(MappingProxyType, _pickle_frozen)


def work_alone(kinds: Sequence[Load], common: Any, names: Sequence[str]) -> Iterator[Done]:
    """Do all the work in this process, one name after another."""
    works = [load()(common) for load in kinds]
    for name in names:
        for kind, work in enumerate(works):
            yield Done(kind=kind, name=name, result=_do(work, name))


class Workers:
    """Processes that load what they need as soon as they start, and work when there is something to do.

    When the block ends, early or not, what a process has begun is finished first; one that has begun nothing is ended.
    """

    def __init__(self, kinds: Sequence[Load], *, may_fork: bool) -> None:
        import multiprocessing

        self._kinds = kinds
        self._forks = may_fork and sys.platform == "linux"
        self._method: Any = multiprocessing.get_context("fork" if self._forks else "spawn")
        self._processes: list[Any] = []
        self._connections: list[Connection] = []
        self._at_work = False

    def start(self, count: int) -> None:
        """Start processes until there are so many."""
        while len(self._processes) < count:
            first = _order_kinds(len(self._processes), len(self._kinds))[0]
            ours, theirs = self._method.Pipe()
            self._connections.append(ours)
            # What a forked process inherits it closes, or nobody would learn from a connection that one is gone.
            inherited = tuple(self._connections) if self._forks else ()
            process = self._method.Process(target=_work, args=(self._kinds, first, theirs, inherited), daemon=True)
            with _deferring_interruptions(forks=self._forks):
                process.start()
            theirs.close()
            self._processes.append(process)

    def share(self, common: Any, names: Sequence[str]) -> Iterator[Done]:
        """Share the work on all names; what is done comes in no particular order.

        Raises OutputError where a process is gone, and what was raised in one that is no ToolkitError.
        """
        from multiprocessing.connection import wait

        self._at_work = True
        waiting = Waiting(len(self._kinds), names, hands=len(self._connections))
        hands = {connection: hand for hand, connection in enumerate(self._connections)}
        left = dict.fromkeys(self._connections, 0)
        for connection in self._connections:
            _send(connection, common)
            _hand_out(waiting, left, connection, hands[connection])
        while left:
            for connection in cast("list[Connection]", wait(tuple(left))):
                done = _receive(connection)
                left[connection] -= 1
                if not left[connection]:
                    _hand_out(waiting, left, connection, hands[connection])
                yield done

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connection in self._connections:
            connection.close()
        for process in self._processes:
            if not self._at_work:
                process.terminate()
            process.join()


class Waiting:
    """The names that wait for each kind of work, and who has loaded what: at first, each the kind it begins with.

    Half of a process's fair share is handed out at a time, so that it seldom has to ask and all are done together
    (guided self-scheduling: Polychronopoulos & Kuck 1987, IEEE Transactions on Computers C-36:1425–1439).
    """

    def __init__(self, kinds: int, names: Sequence[str], *, hands: int) -> None:
        self._names = [deque(names) for _ in range(kinds)]
        self._loaded: list[set[int]] = [set() for _ in range(kinds)]
        for hand in range(hands):
            self._loaded[_order_kinds(hand, kinds)[0]].add(hand)
        self._hands = hands

    def take(self, hand: int) -> tuple[int, tuple[str, ...]]:
        """Return a kind and its next names for a process; no name where nothing is left that is worth its while."""
        for kind in _order_kinds(hand, len(self._names)):
            names, loaded = self._names[kind], self._loaded[kind]
            if names and (hand in loaded or not loaded or len(names) >= WORTH_LOADING):
                loaded.add(hand)
                return kind, tuple(names.popleft() for _ in range(max(len(names) // (2 * self._hands), 1)))
        return 0, ()


def _order_kinds(hand: int, kinds: int) -> Sequence[int]:
    """Order the kinds for a process: the even ones begin with the first, the odd ones with the last."""
    return range(kinds) if hand % 2 == 0 else range(kinds - 1, -1, -1)


def _hand_out(waiting: Waiting, left: "dict[Connection, int]", connection: "Connection", hand: int) -> None:
    """Give a process something to do, noting how many results are to come, or let it go."""
    kind, names = waiting.take(hand)
    if names:
        left[connection] = len(names)
        _send(connection, (kind, names))
    else:
        del left[connection]
        connection.close()


def _send(connection: "Connection", message: Any) -> None:
    """Send to a process. One that is gone may have said why before anything was sent to it: then that is raised."""
    try:
        connection.send(message)
    except OSError:
        _receive(connection)
        raise


def _receive(connection: "Connection") -> Done:
    try:
        done = connection.recv()
    except (EOFError, OSError) as error:
        raise OutputError(Problem(place=Place(file=""), message=PROCESS_ENDED)) from error
    if isinstance(done, Exception):
        raise done
    assert isinstance(done, Done)  # noqa: S101  nothing else is sent
    return done


def _do(work: Work, name: str) -> Any:
    """Do one name's work; a ToolkitError becomes its problems."""
    try:
        return work(name)
    except ToolkitError as error:
        return error.problems


@contextmanager
def _deferring_interruptions(*, forks: bool) -> Iterator[None]:
    """Let an interruption wait, here and for good in what is started, which it would reach before it is ignored there.

    Windows knows nothing of the kind.
    """
    if sys.platform == "win32":
        yield
        return
    if not forks:
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # with the first process it would begin, and let interruptions through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(kinds: Sequence[Load], first: int, connection: "Connection", inherited: Sequence["Connection"]) -> None:
    """Load what the first kind needs, then work through what is handed out until the connection is closed."""
    # An interruption reaches every process of a terminal: the first one sees to it, and what is begun is finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # typst's own: this process has one core
    for other in inherited:
        other.close()
    works: dict[int, Work] = {}
    try:
        kinds[first]()
        common = connection.recv()
        while True:
            kind, names = connection.recv()
            if kind not in works:
                works[kind] = kinds[kind]()(common)
            for name in names:
                connection.send(Done(kind=kind, name=name, result=_do(works[kind], name)))
    except (EOFError, ConnectionError):
        return  # nobody is waiting for more
    except Exception as fault:  # noqa: BLE001  a fault of the program, reported where the others are
        with suppress(OSError):
            connection.send(_carry_over(fault))


def _carry_over(fault: Exception) -> Exception:
    """Note in a fault where it was raised, which is lost on the way; what cannot cross at all is told of by another."""
    import pickle
    import traceback

    raised = "".join(traceback.format_exception(fault))
    fault.add_note(f"It was raised in a process at work:\n{raised}")
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301  made here
    except Exception:  # noqa: BLE001  whatever its own code raises
        return RuntimeError(raised)
    return fault
