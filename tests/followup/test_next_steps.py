"""The workshops' next steps in the follow-up: who takes them, until when, how they stand, in every one of its files."""

import csv
import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
from pptx import Presentation
from pypdf import PdfReader

from tests.followup.conftest import TODAY
from toolkit.commands.collect import collect_files, find_own_store
from toolkit.commands.followup import WrittenFollowup
from toolkit.commands.plan import read_plan
from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import NOTHING_SAID, StepChange, StepState
from toolkit.store.store import open_store

AT = "2027-03-01T10:00"
TEXTS = ("Bygga ett alumnnätverk", "Översätta webben", "Ringa 070-123 45 67", "Mer kaffe", "Skriva mer")


def say(folder: Path, *states: StepState) -> None:
    """Collect five next steps, and say something of the first ones."""
    with (folder / "steg.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [("nord", f"r{n}", "nasta-steg", text) for n, text in enumerate(TEXTS)]
        csv.writer(file).writerows([("workshop", "response", "item", "value"), *rows])
    assert not collect_files(folder, [folder / "steg.csv"], taken_at=AT).problems
    with open_store(find_own_store(read_plan(folder))) as store:
        changes = [
            StepChange(key=AnswerKey("nord", f"r{n}", "nasta-steg"), before=NOTHING_SAID, after=state)
            for n, state in enumerate(states)
        ]
        store.take_steps(changes, set_at=AT)


STATES = (
    StepState(owner="Anna Ek", due="2027-03-15", status="going-on"),
    StepState(owner="Bo", status="done"),
    StepState(owner="Cia", due="2027-12-01"),
)


def test_workbook_slides_and_final_report_say_who_does_what_until_when_and_what_is_late(
    folder: Path, follow: Callable[..., WrittenFollowup]
) -> None:
    say(folder, *STATES)
    written = follow()
    sheet = openpyxl.load_workbook(written.files["workbook"])["Nästa steg"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1] in ("Anna Ek", "Bo", "Cia")]
    assert [row[:6] for row in rows] == [
        (TEXTS[0], "Anna Ek", datetime.datetime(2027, 3, 15), "pågår", "försenat", "KI Nord"),
        ("Ringa [telefonnummer]", "Cia", datetime.datetime(2027, 12, 1), None, None, "KI Nord"),
        (TEXTS[1], "Bo", None, "klart", None, "KI Nord"),
    ]
    slides = "\n".join(
        cell.text
        for slide in Presentation(str(written.files["deck"])).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    )
    assert "Anna Ek\n15 mars 2027\nförsenat · pågår" in slides
    assert "Bo" not in slides.split("\n")
    printed = " ".join(" ".join(page.extract_text() for page in PdfReader(written.files["pdf"]).pages).split())
    assert "3 nästa steg som någon har tagit på sig: pågår 1, klart 1, försenat 1." in printed
    assert "Anna Ek" in printed


def test_where_nobody_has_taken_anything_on_the_follow_up_is_as_before(
    folder: Path, follow: Callable[..., WrittenFollowup]
) -> None:
    say(folder)
    written = follow(day=TODAY)
    assert "Nästa steg" not in openpyxl.load_workbook(written.files["workbook"]).sheetnames
