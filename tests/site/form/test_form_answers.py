"""What a phone sends becomes values to keep and problems in the reader's words, question by question."""

import asyncio
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.commands.new import make_programme
from toolkit.commands.plan import find_links, read_plan
from toolkit.model.stage import Save, Saved
from toolkit.site.answers import parse_answers
from toolkit.site.feed import Changed, LocalFeed
from toolkit.site.fields import find_given, parse_fields, show_values
from toolkit.site.form import Form, compose_forms
from toolkit.site.save import parse_sent
from toolkit.site.writer import Writer
from toolkit.store.store import open_store
from toolkit.texts import load_texts

PHONE = "0b9c6a52-5d3c-4a43-9f3e-1d2c3b4a5f60"
ENGLISH = load_texts("en")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    folder = tmp_path_factory.mktemp("form") / "programme"
    make_programme(folder)
    plan = read_plan(folder)
    return next(one for one in compose_forms(plan, find_links(plan)).values() if one.workshop.id == "nord")


def read(form: Form, given_: Mapping[str, object]) -> tuple[dict[str, object], Mapping[str, str]]:
    found = parse_answers(form, given_, ENGLISH)
    return {item: value for item, value in found.values if value is not None}, found.problems


@pytest.mark.parametrize(
    ("sent", "kept", "problem"),
    [
        ({"kannedom": "5"}, {"kannedom": 5}, ""),
        ({"kannedom": 8}, {}, "Give a whole number from 1 to 7."),
        ({"kannedom": True}, {}, "This is no answer to the question. Load the page again."),
        ({"kannedom": ["5"]}, {}, "This is no answer to the question. Load the page again."),
        ({"sannolikt": "okar"}, {"sannolikt": "okar"}, ""),
        ({"sannolikt": "vet ej"}, {}, "Choose one of the alternatives."),
        ({"vision": "  Syns\r\nväl "}, {"vision": "Syns\nväl"}, ""),
        ({"vision": "x" * 1001}, {}, "There is room for 1000 characters; you have written 1001. Shorten the text."),
        ({"poang.webb": 60, "poang.eu": 30}, {}, "The points add up to 90. They count when they add up to 100."),
        ({"arenarang.eu": 1, "arenarang.media": 3}, {}, "The place 2 is missing. Rank from 1 on without a gap."),
        (
            {"hinder.tid": 1, "hinder.pengar": 1, "hinder.sprak": 1, "hinder.annat": 1},
            {},
            "You have ticked 4. Tick at most 3.",
        ),
        (
            {"matris.webb.effort": 2, "matris.eu.effort": 1, "matris.eu.effect": 5},
            {"matris.eu.effort": 1, "matris.eu.effect": 5},
            "“The ki.se website” has only one of its two values. Give both effort and effect, or neither.",
        ),
        ({"frågan": 1}, {}, "This question is not asked here. Load the page again."),
    ],
)
def test_each_answer_is_kept_or_its_fault_is_said(
    form: Form, sent: dict[str, object], kept: dict[str, object], problem: str
) -> None:
    found, problems = read(form, sent)
    assert found == kept
    assert list(problems.values()) == ([problem] if problem else [])


def test_a_save_speaks_for_whole_questions_and_for_no_other(form: Form) -> None:
    found = parse_answers(form, {"bilden.2": "öppet", "vision": None}, ENGLISH)
    assert dict(found.values) == {"bilden.1": None, "bilden.2": "öppet", "bilden.3": None, "vision": None}


def test_a_word_at_fault_does_not_take_the_others_with_it(form: Form) -> None:
    found = parse_answers(form, {"bilden.1": "öppet", "bilden.2": "x" * 41}, ENGLISH)
    assert dict(found.values) == {"bilden.1": "öppet", "bilden.3": None}
    assert list(found.problems) == ["bilden.2"]


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=2)


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_whatever_is_sent_only_values_that_the_items_allow_are_kept(form: Form, data: st.DataObject) -> None:
    names = st.sampled_from(sorted(form.items)) | st.text(max_size=8)
    sent = data.draw(st.dictionaries(names, VALUES, max_size=12))
    found = parse_answers(form, sent, ENGLISH)
    for name, value in found.values:
        item = form.items[name]
        if isinstance(value, int):
            assert item.numeric
            assert item.low <= value <= item.high
        elif value is not None:
            assert 0 < len(value) <= (item.max_length or 100)
    assert not set(found.problems) & {name for name, value in found.values if value is not None}


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_bytes_are_sent_they_are_a_form_or_nothing(body: bytes) -> None:
    assert isinstance(parse_fields(body), dict)
    assert parse_sent(body) is None


def test_boxes_that_are_not_ticked_take_their_answer_back_and_questions_not_shown_keep_theirs(form: Form) -> None:
    given_ = find_given(form, parse_fields(b"_asked=hinder+vision&vision=Syns&kannedom=4"))
    assert given_["vision"] == "Syns"
    assert given_["kannedom"] == "4"
    assert {given_[name] for name in given_ if name.startswith("hinder.")} == {None}
    assert not any(name.startswith("bilden.") for name in given_)
    assert show_values(given_) == {"vision": "Syns", "kannedom": "4"}


SAVE = Save(
    workshop="nord",
    response=PHONE,
    instrument="12345678",
    language="sv",
    saved_at="2026-09-14T10:20",
    sequence=1,
    values=(("vision", "Syns"),),
)


class SlowStore:
    """A store whose disk takes as long as the test wants; what is written goes to a real one."""

    def __init__(self, path: Path) -> None:
        self.real = open_store(path)
        self.together: list[int] = []
        self.go = threading.Event()

    def save(self, saves: list[Save]) -> tuple[Saved, ...]:
        self.together.append(len(saves))
        assert self.go.wait(10)
        return self.real.save(saves)


@pytest.mark.parametrize(("most", "commits"), [(512, [1, 9]), (4, [1, 4, 4, 1]), (1, [1] * 10)])
def test_what_waits_while_the_disk_is_busy_shares_the_next_commit(
    tmp_path: Path, most: int, commits: list[int]
) -> None:
    store = SlowStore(tmp_path / "responses.sqlite3")

    async def run() -> list[Saved]:
        writer = Writer(store, most_together=most)  # type: ignore[arg-type]  # a store with a slow disk
        writer.start()
        first = asyncio.ensure_future(writer.save(SAVE))
        while not store.together:
            await asyncio.sleep(0.001)
        rest = [asyncio.ensure_future(writer.save(replace(SAVE, sequence=number))) for number in range(2, 11)]
        await asyncio.sleep(0)
        store.go.set()
        done = await asyncio.gather(first, *rest)
        await writer.drain()
        return done

    with store.real:
        assert all(saved.kept for saved in asyncio.run(run()))
        assert store.together == commits


def test_a_fault_reaches_everybody_who_waits_and_the_next_ones_are_saved(tmp_path: Path) -> None:
    async def run() -> None:
        writer = Writer(store)
        writer.start()
        beyond = replace(SAVE, sequence=2**70)
        done = await asyncio.gather(writer.save(beyond), return_exceptions=True)
        assert isinstance(done[0], Exception)
        assert (await writer.save(SAVE)).kept
        await writer.drain()

    with open_store(tmp_path / "responses.sqlite3") as store:
        asyncio.run(run())
        assert store.read_draft("nord", PHONE) is not None


def test_many_changes_between_two_looks_are_one_and_none_is_missed() -> None:
    async def run() -> None:
        feed = LocalFeed()
        heard = feed.subscribe("nord")
        feed.publish(Changed("nord", "answers"))
        feed.publish(Changed("nord", "answers"))
        feed.publish(Changed("nord", "stage"))
        feed.publish(Changed("syd", "agreed"))
        assert await anext(heard) == {"answers", "stage"}
        waiting = asyncio.ensure_future(anext(heard))
        await asyncio.sleep(0)
        feed.publish(Changed("nord", "agreed"))
        assert await waiting == {"agreed"}
        feed.close()
        assert [kinds async for kinds in heard] == []
        assert [kinds async for kinds in feed.subscribe("nord")] == []

    asyncio.run(run())
