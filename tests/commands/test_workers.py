"""Work shared among processes: each piece done once, faults told, nothing left running, nothing loaded for little."""

import os
import signal
import time
import traceback
from collections.abc import Callable
from functools import partial
from multiprocessing.util import register_after_fork
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.commands.workers import WORTH_LOADING, Waiting, Workers, work_alone
from toolkit.errors import InputError, Message, OutputError, Place, Problem

AT_FAULT = Problem(place=Place(file="b"), message=Message("b is at fault."))


class UnsendableError(Exception):
    """A fault that pickle writes and cannot read."""

    def __init__(self, *, place: str) -> None:
        super().__init__(place)


def load_shouting() -> Callable[[Any], Callable[[str], str]]:
    return lambda mark: partial(shout, mark)


def load_whispering() -> Callable[[Any], Callable[[str], str]]:
    return lambda mark: partial(whisper, mark)


def load_leaving_files() -> Callable[[Any], Callable[[str], str]]:
    return lambda folder: partial(leave_file, folder)


def load_in_vain() -> Callable[[Any], Callable[[str], str]]:
    raise ImportError("a library is missing")


def shout(mark: str, name: str) -> str:
    if name == "b":
        raise InputError(AT_FAULT)
    if name == "gone":
        os._exit(9)
    if name == "fault":
        raise ValueError("a fault of the program")
    if name == "unsendable":
        raise UnsendableError(place="here")
    return name.upper() + mark


def whisper(mark: str, name: str) -> str:
    return name.lower() + mark


def leave_file(folder: Path, name: str) -> str:
    (folder / name).write_text(name, encoding="utf-8")
    time.sleep(0.05)
    return name


@pytest.mark.parametrize("may_fork", [True, False])
def test_every_kind_of_work_is_done_once_for_every_name_and_a_fault_stands_in_place_of_a_result(may_fork: bool) -> None:
    kinds, names = (load_shouting, load_whispering), ("A", "b", "C")
    alone = [(done.kind, done.name, done.result) for done in work_alone(kinds, "!", names)]
    assert alone[:3] == [(0, "A", "A!"), (1, "A", "a!"), (0, "b", (AT_FAULT,))]
    with Workers(kinds, may_fork=may_fork) as workers:
        workers.start(2)
        shared = [(done.kind, done.name, done.result) for done in workers.share("!", names)]
    assert sorted(shared, key=lambda one: one[:2]) == sorted(alone, key=lambda one: one[:2])


def test_a_process_that_ends_without_a_word_is_told_of() -> None:
    with Workers((load_shouting,), may_fork=True) as workers:
        workers.start(2)
        with pytest.raises(OutputError, match="ended without a word"):
            list(workers.share("!", ("gone",) * WORTH_LOADING))


def test_a_fault_of_the_program_is_raised_where_the_work_was_shared() -> None:
    with Workers((load_shouting,), may_fork=True) as workers:
        workers.start(1)
        with pytest.raises(ValueError, match="a fault of the program"):
            list(workers.share("!", ("fault",)))


def test_a_fault_of_the_program_says_where_it_was_raised_also_where_it_cannot_cross_itself() -> None:
    for name in ("fault", "unsendable"):
        with Workers((load_shouting,), may_fork=True) as workers:
            workers.start(1)
            with pytest.raises((ValueError, RuntimeError)) as raised:
                list(workers.share("!", (name,)))
        assert ", in shout" in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize("common", ["", "x" * 10_000_000])
def test_a_fault_while_loading_is_raised_also_where_the_process_is_gone_before_it_was_given_anything(
    common: str,
) -> None:
    with Workers((load_in_vain,), may_fork=True) as workers:
        workers.start(1)
        workers._processes[0].join()
        with pytest.raises(ImportError, match="a library is missing"):
            list(workers.share(common, ("a",)))


def test_whoever_stops_early_waits_for_what_is_begun_and_for_no_more(tmp_path: Path) -> None:
    names = tuple(f"{number:02}" for number in range(100))
    with Workers((load_leaving_files,), may_fork=True) as workers:
        workers.start(2)
        assert next(workers.share(tmp_path, names)).name in names
    made = sorted(path.name for path in tmp_path.iterdir())
    assert all((tmp_path / name).read_text("utf-8") == name for name in made)
    assert 1 <= len(made) < 100


def test_processes_that_were_given_nothing_are_ended() -> None:
    with Workers((load_shouting,), may_fork=True) as workers:
        workers.start(2)
        processes = list(workers._processes)
    assert [process.is_alive() for process in processes] == [False, False]


def test_an_interruption_that_meets_a_process_as_it_starts_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    this_test = Message("")
    register_after_fork(this_test, lambda _: os.kill(os.getpid(), signal.SIGINT))
    with Workers((load_whispering,), may_fork=True) as workers:
        workers.start(2)
        assert [done.result for done in workers.share("!", ("A",))] == ["a!"]
    assert capfd.readouterr() == ("", "")


def test_an_interruption_is_heard_once_the_processes_have_started() -> None:
    with Workers((load_whispering,), may_fork=True) as workers:
        workers.start(1)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_the_even_processes_begin_with_the_first_kind_and_the_odd_ones_with_the_last() -> None:
    waiting = Waiting(3, ("a", "b"), hands=2)
    assert [waiting.take(hand) for hand in (0, 1, 1, 1)] == [(0, ("a",)), (2, ("a",)), (2, ("b",)), (1, ("a",))]


def test_half_of_a_process_s_share_is_handed_out_at_a_time() -> None:
    waiting = Waiting(1, tuple(map(str, range(24))), hands=2)
    assert [len(waiting.take(0)[1]) for _ in range(8)] == [6, 4, 3, 2, 2, 1, 1, 1]


def test_no_process_loads_what_another_has_loaded_for_a_few_names() -> None:
    few = Waiting(2, ("a", "b"), hands=2)
    assert [few.take(hand) for hand in (0, 1, 1)] == [(0, ("a",)), (1, ("a",)), (1, ("b",))]
    assert few.take(1) == (0, ())
    assert few.take(0) == (0, ("b",))
    for waiting, is_worth_it in ((WORTH_LOADING, True), (WORTH_LOADING - 1, False)):
        many = Waiting(2, tuple(map(str, range(waiting))), hands=2)
        while (task := many.take(1))[0] == 1:
            pass  # its own kind
        assert bool(task[1]) is is_worth_it


def test_what_processes_have_loaded_as_they_start_they_share_however_few_the_names_are() -> None:
    waiting = Waiting(3, ("a", "b"), hands=4)
    assert [waiting.take(hand) for hand in range(4)] == [(0, ("a",)), (2, ("a",)), (0, ("b",)), (2, ("b",))]


@given(
    kinds=st.integers(1, 4),
    names=st.lists(st.text(max_size=2), max_size=30),
    asking=st.lists(st.integers(0, 5), min_size=1, max_size=400),
)
def test_whoever_asks_and_however_often_all_is_handed_out_and_nothing_twice(
    kinds: int, names: list[str], asking: list[int]
) -> None:
    waiting = Waiting(kinds, names, hands=6)
    taken: list[tuple[int, str]] = []
    for hand in asking:
        kind, some = waiting.take(hand)
        taken += [(kind, name) for name in some]
    for hand in range(6):
        while (task := waiting.take(hand))[1]:
            taken += [(task[0], name) for name in task[1]]
    assert sorted(taken) == sorted((kind, name) for kind in range(kinds) for name in names)
