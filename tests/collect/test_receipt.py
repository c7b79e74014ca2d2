"""Receipts, as a person and a program read them."""

import json
from pathlib import Path

from tests.collect.specimen import MakeSheet
from toolkit.collect.asked import Asked
from toolkit.collect.file import read_file
from toolkit.collect.receipt import compose_receipt, compose_refusal
from toolkit.model.change import LABEL_ITEM, Change, Comparison
from toolkit.model.intake import WorkshopCount
from toolkit.texts import load_texts

CHANGE = Change(workshop="nord", response="xlsx-sv-2", item="kannedom", old=5, new=6)
COMPARISON = Comparison(
    new_responses=3,
    changed_responses=1,
    unchanged_responses=8,
    new_answers=31,
    changes=(
        CHANGE,
        Change(workshop="nord", response="xlsx-sv-2", item="vision", old=None, new="Bli sedda\nav fler"),
        Change(workshop="nord", response="xlsx-sv-2", item=LABEL_ITEM, old="Bord 1", new="Bord 2"),
    ),
    met=70,
    agreeing=69,
)


def test_a_receipt_says_what_was_read_new_changed_unchanged_and_refused(make_sheet: MakeSheet, asked: Asked) -> None:
    taken = read_file(make_sheet([{"kannedom": 1}]), asked)
    receipt = compose_receipt(taken, COMPARISON, asked, "sv")
    assert receipt.describe(load_texts("en")) == (
        "svar.xlsx: 1 row with answers, 7 blank rows\n"
        "  → workshop nord\n"
        "  respondents: 3 new, 1 changed, 8 unchanged, 0 refused\n"
        "  answers: 31 new, 3 changed, 69 unchanged\n"
        "    nord, xlsx-sv-2, Hur väl känt är KI internationellt?: 5 → 6\n"
        "    nord, xlsx-sv-2, Vad är visionen?: (blank) → Bli sedda av fler\n"
        "    nord, xlsx-sv-2, label: Bord 1 → Bord 2"
    )
    assert receipt.describe(load_texts("sv")).startswith(
        "svar.xlsx: 1 rad med svar, 7 tomma rader\n"
        "  → workshoppen nord\n"
        "  svarande: 3 nya, 1 ändrade, 8 oförändrade, 0 avvisade\n"
        "  svar: 31 nya, 3 ändrade, 69 oförändrade\n"
    )


def test_a_receipt_gives_programs_the_same_and_every_change(make_sheet: MakeSheet, asked: Asked) -> None:
    facts = compose_receipt(read_file(make_sheet([{"kannedom": 1}]), asked), COMPARISON, asked, "sv").facts()
    assert json.loads(json.dumps(facts)) == facts
    assert facts["taken"] is True
    assert facts["rows"] == {"read": 1, "blank": 7}
    assert facts["responses"] == {"new": 3, "changed": 1, "unchanged": 8, "refused": 0}
    assert facts["answers"] == {"new": 31, "changed": 3, "unchanged": 69}
    assert facts["changes"][0] == {
        "workshop": "nord", "response": "xlsx-sv-2", "item": "kannedom", "old": 5, "new": 6,
    }  # fmt: skip


def test_many_changes_are_listed_up_to_a_limit_and_counted(make_sheet: MakeSheet, asked: Asked) -> None:
    from dataclasses import replace

    taken = read_file(make_sheet([{"kannedom": 1}]), asked)
    said = compose_receipt(taken, replace(COMPARISON, changes=(CHANGE,) * 23), asked, "sv").describe(load_texts("en"))
    assert said.count("5 → 6") == 20
    assert said.endswith("    and 3 more changes")


def test_a_refused_file_s_receipt_says_that_nothing_was_taken(make_sheet: MakeSheet, asked: Asked) -> None:
    receipt = compose_refusal(read_file(make_sheet([{"kannedom": 1}, {"kannedom": 9}]), asked), asked)
    assert receipt.describe(load_texts("en")) == (
        "svar.xlsx: 2 rows with answers, 6 blank rows\n  → workshop nord\n  refused: all 2; nothing was taken"
    )
    assert len(receipt.problems) == 1
    assert receipt.facts()["responses"]["refused"] == 2


def test_a_file_that_holds_no_rows_at_all_is_refused_in_one_line(tmp_path: Path, asked: Asked) -> None:
    receipt = compose_refusal(read_file(tmp_path / "svar.xlsx", asked), asked)
    assert receipt.describe(load_texts("en")) == "svar.xlsx: refused; nothing was taken"
    assert receipt.describe(load_texts("sv")) == "svar.xlsx: avvisad; inget togs in"


def test_a_file_taken_before_says_which_corrections_were_kept(make_sheet: MakeSheet, asked: Asked) -> None:
    from dataclasses import replace

    taken = read_file(make_sheet([{"kannedom": 1}]), asked)
    before = replace(COMPARISON, changes=(), kept=(CHANGE,), taken_before="2026-09-14T10:20")
    (notice,) = compose_receipt(taken, before, asked, "sv").notices
    assert load_texts("en").problem(notice) == (
        "svar.xlsx: This very file was taken 2026-09-14 10:20, and one of its answers has been changed since; "
        "the change was kept. To go back to what this file says, use: toolkit collect --correction svar.xlsx"
    )


def test_a_receipt_names_each_workshop_with_what_is_new_and_corrected_and_how_to_take_it_out_again(
    make_sheet: MakeSheet, asked: Asked
) -> None:
    from dataclasses import replace

    taken = read_file(make_sheet([{"kannedom": 1}]), asked)
    counts = (WorkshopCount(workshop="nord", new=3, changed=1, unchanged=8),)
    receipt = compose_receipt(taken, replace(COMPARISON, workshops=counts, intake=7), asked, "sv")
    lines = receipt.describe(load_texts("en")).splitlines()
    assert lines[1] == "  → workshop nord: 3 new, 1 corrected, 8 as before"
    assert lines[-1] == "  intake 7; to take it out again: toolkit undo 7"
    assert receipt.facts()["workshops"] == [{"workshop": "nord", "new": 3, "changed": 1, "unchanged": 8}]
    assert receipt.facts()["intake"] == 7


def test_an_identical_file_handed_in_as_another_table_s_copy_is_said_to_be_the_same_and_not_to_be_erased(
    make_sheet: MakeSheet, asked: Asked
) -> None:
    from dataclasses import replace

    taken = read_file(make_sheet([{"kannedom": 1}]), asked, copy="bord-2")
    nothing = replace(COMPARISON, new_responses=0, changes=(), passed=1, taken_before="2026-09-14T10:20", intake=7)
    (notice,) = compose_receipt(taken, nothing, asked, "sv").notices
    said = load_texts("en").problem(notice)
    assert "This very file, byte for byte, was taken 2026-09-14 10:20; its answers are counted already" in said
    assert "erased" not in said


def test_what_was_erased_and_left_out_is_told_with_how_to_take_it_after_all(
    make_sheet: MakeSheet, asked: Asked
) -> None:
    from dataclasses import replace

    taken = read_file(make_sheet([{"kannedom": 1}]), asked)
    (notice,) = compose_receipt(taken, replace(COMPARISON, changes=(), erased=2), asked, "sv").notices
    assert load_texts("en").problem(notice) == (
        "svar.xlsx: 2 of its responses have been erased before; they stay erased and were left out. "
        "If they are to count again, use: toolkit collect --correction svar.xlsx"
    )


def test_an_empty_sheet_is_refused_without_counting_none(make_sheet: MakeSheet, asked: Asked) -> None:
    said = compose_refusal(read_file(make_sheet([]), asked), asked).describe(load_texts("sv"))
    assert said.endswith("\n  avvisad: inget togs in")
