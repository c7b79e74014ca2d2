"""Lists of names worked through in processes of their own: results in order, faults told, nothing left running."""

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from toolkit.commands.lanes import Lane, deal, run_lanes
from toolkit.errors import InputError, Message, OutputError, Place, Problem

AT_FAULT = Problem(place=Place(file="b"), message=Message("b is at fault."))


def open_shouting(mark: str) -> Callable[[str], str]:
    return partial(shout, mark)


def shout(mark: str, name: str) -> str:
    if name == "b":
        raise InputError(AT_FAULT)
    if name == "gone":
        os._exit(9)
    return name.upper() + mark


def open_leaving_files(folder: Path) -> Callable[[str], str]:
    return partial(leave_file, folder)


def leave_file(folder: Path, name: str) -> str:
    (folder / name).write_text(name, encoding="utf-8")
    time.sleep(0.05)
    return name


@pytest.mark.parametrize("may_fork", [True, False])
def test_results_come_in_the_order_of_the_names_and_a_fault_in_place_of_its_own(may_fork: bool) -> None:
    lane = Lane(open_tools=partial(open_shouting, "!"), names=("a", "b", "c"))
    with run_lanes((lane, lane), may_fork=may_fork) as running:
        said = [[one.receive() for _ in lane.names] for one in running]
    assert said == [["A!", (AT_FAULT,), "C!"]] * 2


def test_a_process_that_ends_without_a_word_is_told_of() -> None:
    lane = Lane(open_tools=partial(open_shouting, "!"), names=("a", "gone", "c"))
    with run_lanes((lane,), may_fork=True) as (running,):
        assert running.receive() == "A!"
        with pytest.raises(OutputError, match="ended without a word"):
            running.receive()


def test_whoever_stops_early_waits_for_what_is_begun_and_for_no_more(tmp_path: Path) -> None:
    names = tuple(f"{number:02}" for number in range(100))
    with run_lanes((Lane(open_tools=partial(open_leaving_files, tmp_path), names=names),), may_fork=True) as (running,):
        assert running.receive() == "00"
    made = sorted(path.name for path in tmp_path.iterdir())
    assert all((tmp_path / name).read_text("utf-8") == name for name in made)
    assert 1 <= len(made) < 100


def test_names_are_dealt_out_in_turn() -> None:
    assert deal(("a", "b", "c", "d", "e"), 2) == (("a", "c", "e"), ("b", "d"))
