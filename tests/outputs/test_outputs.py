"""A file belongs to whoever changed it last: what people see in their folder after they and the program have worked."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.outputs.conftest import Desk
from toolkit.errors import Message, Place, Problem
from toolkit.outputs.deciding import Kind
from toolkit.outputs.merging import Merged
from toolkit.outputs.outcome import ANEW, BESIDE, KEPT, MERGED, MERGED_BESIDE, UNKNOWN, list_kept
from toolkit.outputs.outputs import Outputs


def join(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    """Put what is new below what the person has."""
    return Merged(content=edited + b"+" + fresh, beside=False)


def said(desk: Desk) -> list[str]:
    return sorted(desk.files())


def test_what_nobody_has_changed_is_renewed_without_a_word(desk: Desk) -> None:
    assert desk.build("one").became == "written"
    outcome = desk.build("two")
    assert (outcome.became, outcome.notices) == ("written", ())
    assert desk.files() == {"nord.txt": "two"}


def test_what_would_be_the_same_is_not_touched(desk: Desk) -> None:
    desk.build("one")
    os.utime(desk.path, (1, 1))
    outcome = desk.build("one")
    assert (outcome.became, outcome.notices, desk.path.stat().st_mtime) == ("unchanged", (), 1)
    assert len(desk.ledger.read_bytes().splitlines()) == 1


def test_what_i_changed_stays_and_the_new_one_lies_beside_it(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine")
    outcome = desk.build("two")
    assert desk.files() == {"nord.txt": "mine", "nord-new.txt": "two"}
    assert outcome.beside == desk.path.with_name("nord-new.txt")
    assert [(str(each.place.file), each.message) for each in outcome.notices] == [(str(desk.path), BESIDE)]
    assert outcome.notices[0].facts["beside"] == "nord-new.txt"


def test_on_the_third_day_it_still_stays_and_the_new_one_is_the_newest(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine")
    for content in ("two", "three", "three"):
        assert desk.build(content).notices[0].message is BESIDE
    assert desk.files() == {"nord.txt": "mine", "nord-new.txt": "three"}


def test_where_the_program_has_nothing_new_mine_stays_with_nothing_beside_it(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine")
    outcome = desk.build("one")
    assert desk.files() == {"nord.txt": "mine"}
    assert [each.message for each in outcome.notices] == [KEPT]


def test_a_new_one_that_i_threw_away_does_not_come_back_until_there_is_news(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine")
    desk.build("two")
    desk.path.with_name("nord-new.txt").unlink()
    assert desk.build("two").notices[0].message is KEPT
    assert desk.files() == {"nord.txt": "mine"}
    desk.build("three")
    assert desk.files() == {"nord.txt": "mine", "nord-new.txt": "three"}


def test_a_new_one_that_i_worked_in_is_mine_too_and_the_next_gets_a_date(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine")
    desk.build("two")
    desk.edit("mine too", "nord-new.txt")
    desk.build("three")
    assert desk.files() == {"nord.txt": "mine", "nord-new.txt": "mine too", "nord-new-2026-12-01.txt": "three"}
    desk.edit("and this", "nord-new-2026-12-01.txt")
    desk.build("four")
    assert desk.files()["nord-new-2026-12-01-2.txt"] == "four"
    desk.build("five")
    assert desk.files()["nord-new-2026-12-01-2.txt"] == "five"
    assert len(desk.files()) == 4


def test_a_new_one_that_i_put_in_the_place_of_mine_is_taken_for_the_program_s_again(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine")
    desk.build("two")
    desk.path.with_name("nord-new.txt").replace(desk.path)
    assert desk.build("three").notices == ()
    assert desk.files() == {"nord.txt": "three"}


def test_a_new_one_goes_when_it_has_no_more_to_tell(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine")
    desk.build("two")
    desk.path.unlink()
    desk.build("two")
    assert desk.files() == {"nord.txt": "two"}


def test_fresh_starts_anew_and_keeps_mine_under_a_dated_name(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine")
    os.utime(desk.path, (1, 1))
    outcome = desk.build("two", anew=True)
    former = desk.path.with_name("nord-2026-12-01.txt")
    assert desk.files() == {"nord.txt": "two", "nord-2026-12-01.txt": "mine"}
    assert (outcome.became, outcome.former, former.stat().st_mtime) == ("anew", former, 1)
    assert [each.message for each in outcome.notices] == [ANEW]


def test_fresh_keeps_nothing_where_nobody_has_changed_anything(desk: Desk) -> None:
    desk.build("one")
    assert desk.build("two", anew=True).notices == ()
    assert desk.build("two", anew=True).notices == ()
    assert desk.files() == {"nord.txt": "two"}


def test_fresh_numbers_the_dated_names_that_are_taken(desk: Desk) -> None:
    desk.build("one")
    for content in ("mine", "mine again", "mine"):
        desk.edit(content)
        desk.build("two", anew=True)
    assert desk.files() == {
        "nord.txt": "two",
        "nord-2026-12-01.txt": "mine",
        "nord-2026-12-01-2.txt": "mine again",
    }, "the same is not kept twice"


def test_fresh_takes_away_what_lay_beside(desk: Desk) -> None:
    desk.build("one")
    desk.edit("mine")
    desk.build("two")
    desk.build("two", anew=True)
    assert desk.files() == {"nord.txt": "two", "nord-2026-12-01.txt": "mine"}


def test_a_merge_puts_both_together_and_is_asked_again_only_when_there_is_news(desk: Desk) -> None:
    desk.kind = Kind(merge=join, merges=True)
    desk.build("one")
    desk.edit("mine")
    assert [each.message for each in desk.build("two").notices] == [MERGED]
    assert desk.files() == {"nord.txt": "mine+two"}
    assert [each.message for each in desk.build("two").notices] == [KEPT]
    assert desk.files() == {"nord.txt": "mine+two"}
    desk.build("three")
    assert desk.files() == {"nord.txt": "mine+two+three"}, "what was merged is a person's: it is never renewed"


def test_a_merge_gets_what_was_written_last_also_after_a_merge(desk: Desk) -> None:
    bases: list[bytes | None] = []

    def note(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
        bases.append(base)
        return join(edited, base, fresh, name)

    desk.kind = Kind(merge=note, merges=True)
    for content in ("one", "two"):
        desk.build(content)
    desk.edit("mine")
    for content in ("three", "four"):
        desk.build(content)
    assert bases == [b"two", b"three"]


def test_what_could_not_be_merged_once_is_merged_as_soon_as_it_can_be(desk: Desk) -> None:
    """A deck with a password, say, which its owner then takes away: what was new meanwhile still comes in."""
    bases: list[bytes | None] = []

    def merge(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
        bases.append(base)
        return Merged(content=None, beside=True) if b"locked" in edited else join(edited, base, fresh, name)

    desk.kind = Kind(merge=merge, merges=True)
    desk.build("one")
    desk.edit("locked")
    desk.build("two")
    assert desk.files() == {"nord.txt": "locked", "nord-new.txt": "two"}
    assert [each.message for each in desk.build("two").notices] == [BESIDE]
    desk.edit("mine")
    desk.build("two")
    assert desk.files() == {"nord.txt": "mine+two"}
    assert set(bases) == {b"one"}, "what is new is what differs from what the file holds, not from what lay beside it"


def test_only_the_newest_copies_are_kept_and_a_damaged_one_counts_as_none(desk: Desk) -> None:
    bases: list[bytes | None] = []

    def note(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
        bases.append(base)
        return Merged(content=None, beside=True)

    desk.kind = Kind(merge=note, merges=True)
    for content in ("one", "two", "three", "four"):
        desk.build(content)
    copies = [path for path in (desk.folder / ".toolkit/originals").rglob("*") if path.is_file()]
    assert sorted(path.read_text() for path in copies) == ["four", "three"]
    for path in copies:
        path.write_text("damaged")
    desk.edit("mine")
    desk.build("five")
    assert bases == [None]


def test_a_merge_may_leave_mine_and_put_the_new_one_beside_or_both(desk: Desk) -> None:
    remark = Problem(place=Place(file="nord.txt", key="slide 3"), message=Message("Both changed it."), notice=True)
    desk.kind = Kind(merge=lambda *_: Merged(content=b"both", beside=True, notices=(remark,)), merges=True)
    desk.build("one")
    desk.edit("mine")
    outcome = desk.build("two")
    assert desk.files() == {"nord.txt": "both", "nord-new.txt": "two"}
    assert [each.message for each in outcome.notices] == [MERGED_BESIDE, remark.message]
    assert list_kept([outcome]) == [
        {"file": str(desk.path), "became": "merged", "beside": str(desk.path.with_name("nord-new.txt"))}
    ]


def test_what_a_merge_finds_alike_is_the_program_s_again(desk: Desk) -> None:
    desk.kind = Kind(merge=lambda edited, base, fresh, name: Merged(content=fresh, beside=False))
    desk.build("one")
    desk.edit("one, saved by another program")
    assert desk.build("two").notices == ()
    desk.kind = Kind()
    desk.build("three")
    assert desk.files() == {"nord.txt": "three"}


def test_what_holds_something_is_not_written_over_whatever_the_ledger_says(desk: Desk) -> None:
    desk.build("one")
    holds = Problem(place=Place(file="nord.txt"), message=Message("It holds 8 answers."), notice=True)
    desk.kind = Kind(guard=lambda content, name: (holds,))
    assert holds in desk.build("two").notices
    assert desk.files() == {"nord.txt": "one", "nord-new.txt": "two"}
    assert desk.build("two", anew=True).notices[1] == holds
    assert desk.files() == {"nord.txt": "two", "nord-2026-12-01.txt": "one"}


# The ledger -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["missing", "empty", "binary", "no lines", "a folder in its place"])
def test_without_a_ledger_every_file_that_differs_is_mine(desk: Desk, what: str) -> None:
    desk.build("one")
    desk.ledger.unlink()
    if what == "a folder in its place":
        desk.ledger.mkdir()
    elif what != "missing":
        desk.ledger.write_bytes({"empty": b"", "binary": b"\x00\xff\n" * 9, "no lines": b"hej\n[]\n{}\n1\n"}[what])
    outcome = desk.build("two")
    assert desk.files() == {"nord.txt": "one", "nord-new.txt": "two"}
    assert outcome.notices[0].message is UNKNOWN


def test_without_a_ledger_a_file_that_would_be_the_same_is_known_again(desk: Desk) -> None:
    desk.build("one")
    shutil.rmtree(desk.folder / ".toolkit")
    assert desk.build("one").notices == ()
    desk.build("two")
    assert desk.files() == {"nord.txt": "two"}


def test_a_ledger_cut_short_or_edited_by_hand_is_read_as_far_as_it_makes_sense(desk: Desk) -> None:
    desk.build("one")
    line = desk.ledger.read_bytes()
    wrong = [
        b"\xef\xbb\xbf# my notes",
        line[:40],
        b'{"path": 3}',
        b'{"path": "out/nord/nord.txt", "sha256": "x", "role": "written"}',
        b'{"path": "out/nord/nord.txt", "sha256": "' + b"a" * 64 + b'", "role": "beside", "name": "../../groups.csv"}',
        b"[" * 100_000,
    ]
    desk.ledger.write_bytes(b"\r\n".join([*wrong, line.strip(), line[:60]]))
    desk.build("two")
    assert desk.files() == {"nord.txt": "two"}
    desk.build("three")
    assert desk.files() == {"nord.txt": "three"}, "the next line does not hang on to the one that was cut short"


def test_a_line_of_the_ledger_cannot_make_the_program_delete_another_file(desk: Desk) -> None:
    desk.build("one")
    desk.edit("one", "notes.txt")
    entry = json.loads(desk.ledger.read_text("utf-8"))
    with desk.ledger.open("a", encoding="utf-8") as file:
        file.write(json.dumps({**entry, "role": "beside", "name": "notes.txt"}) + "\n")
    desk.build("two")
    assert desk.files() == {"nord.txt": "two", "notes.txt": "one"}


def test_a_moved_and_a_copied_folder_know_their_files(desk: Desk, tmp_path: Path) -> None:
    desk.build("one")
    desk.edit("x", "other.txt")
    shutil.copytree(desk.folder, tmp_path / "on another machine")
    desk.folder.rename(tmp_path / "moved")
    for name in ("moved", "on another machine"):
        other = replace(desk, folder=tmp_path / name)
        other.build("two")
        assert other.files() == {"nord.txt": "two", "other.txt": "x"}
        other.edit("mine")
        other.build("three")
        assert other.files()["nord.txt"] == "mine"


def test_a_folder_reached_by_another_way_is_the_same_folder(desk: Desk, tmp_path: Path) -> None:
    desk.build("one")
    (tmp_path / "link").symlink_to(desk.folder, target_is_directory=True)
    replace(desk, folder=tmp_path / "link").build("two")
    assert desk.files() == {"nord.txt": "two"}


def test_what_is_built_elsewhere_is_known_there(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere/nord.txt"
    for content in (b"one", b"two"):
        Outputs(desk.folder).put(path, content)
    assert path.read_bytes() == b"two"
    path.write_bytes(b"mine")
    Outputs(desk.folder).put(path, b"three")
    assert path.read_bytes() == b"mine"
    assert path.with_name("nord-new.txt").read_bytes() == b"three"


def test_a_long_ledger_is_shortened_and_goes_on_telling_who_changed_what(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.outputs.ledger.MOST_LINES", 30)
    for number in range(100):
        desk.build(f"build {number}")
    assert len(desk.ledger.read_bytes().splitlines()) <= 32
    desk.build("last")
    assert desk.files() == {"nord.txt": "last"}
    desk.edit("mine")
    desk.build("new")
    assert desk.files() == {"nord.txt": "mine", "nord-new.txt": "new"}


def test_the_ledger_keeps_itself_out_of_version_control(desk: Desk) -> None:
    desk.build("one")
    assert (desk.folder / ".toolkit/.gitignore").read_text() == "*\n"
