"""The whole chain on the KI programme with made-up answers: build, fill in, collect, sum up, and say what to open.

The example answers go to a database of their own, out/demo/responses.sqlite3: never among a programme's own.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.collect.receipt import Receipt
from toolkit.commands.brochure import WrittenBrochure, build_brochure
from toolkit.commands.build import BuiltProgramme, Progress, build_programme
from toolkit.commands.collect import collect_files, open_plan_store
from toolkit.commands.demo_answers import read_answer_pool
from toolkit.commands.demo_files import FOLDER, DemoFile, write_demo_files
from toolkit.commands.demo_followup import write_demo_followup
from toolkit.commands.followup import WrittenFollowup
from toolkit.commands.new import make_programme
from toolkit.commands.outputs import gather, put_as
from toolkit.commands.plan import Plan, find_links, read_plan
from toolkit.commands.summary import WrittenSummary, write_summary
from toolkit.errors import Problem
from toolkit.followup.plan_files import has_plan
from toolkit.model.plain_text import digest_text, tidy_text
from toolkit.model.publication import Decision
from toolkit.model.text import Text
from toolkit.outputs.outcome import Outcome, list_kept
from toolkit.outputs.outputs import Outputs
from toolkit.reading.brochure_file import BROCHURE_FILE
from toolkit.texts import Texts, load_texts

DEFAULT_FOLDER = Path("workshop-demo")
NOTE = "EXAMPLE: every answer is made up."
TAKEN_AT = "2027-05-03T09:00"
WRITTEN_ON = datetime.date(2027, 5, 3)
QUOTABLE = ("vision", "okar", "frukter", "nasta-steg")


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """What the demo made."""

    folder: Path
    built: BuiltProgramme
    receipts: tuple[tuple[DemoFile, Receipt], ...]
    summary: WrittenSummary
    readme: Path
    followup: WrittenFollowup | None = None
    brochure: WrittenBrochure | None = None
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say what was made, what became of each example file, and what to open first."""
        taken = [texts("What became of the example answers:"), *self._describe_files(texts)]
        return "\n".join(
            [
                self.built.describe(texts),
                "",
                *taken,
                "",
                self.summary.describe(texts),
                "",
                self.guide(texts, self.built.out),
            ]
        )

    def _describe_files(self, texts: Texts) -> Iterable[str]:
        for file, receipt in self.receipts:
            yield f"  {file.path.name} – {texts(file.story)}"
            for problem in receipt.problems[:2]:
                yield f"      ✗ {texts.problem(problem)}"
            if not receipt.problems:
                yield "      ✓ " + texts(
                    "{new} new responses, {changed} corrected, {unchanged} as before",
                    new=receipt.new_responses,
                    changed=receipt.changed_responses,
                    unchanged=receipt.unchanged_responses,
                )

    def guide(self, texts: Texts, out: Path = Path()) -> str:
        """Say what to open first; paths begin with `out`, or stand as seen from there."""
        entry = self.built.workshops[0].entry
        said = texts(
            "Open first:\n"
            "  1. {deck}  (a deck; look at the notes, too)\n"
            "  2. {pdf}  (its response sheet on paper; the .xlsx beside it is the one for Excel)\n"
            "  3. {summary}  (all answers summed up)\n"
            "  4. {report}  (the report for the management; the .docx beside it is the one to edit)\n"
            "  5. {feedback}  (what the group gets back; one such file a workshop, and one over all)\n"
            "All answers are made up; they lie in {demo}, apart from your own.",
            deck=str(out / entry["files"]["deck"]),
            pdf=str(out / entry["files"]["sheet_pdf"]),
            summary=str(out / self.summary.path.name),
            report=str(out / self.summary.find_report(texts.language).name),
            feedback=str(out / self.built.workshops[0].workshop / "feedback.pptx"),
            demo=str(out / FOLDER),
        )
        return "\n".join([said, *self._guide_further(texts, out)])

    def _guide_further(self, texts: Texts, out: Path) -> Iterable[str]:
        """Say where the brochure and the follow-up lie, where the programme has them."""
        if self.brochure:
            file = self.brochure.files.get(texts.language) or next(iter(self.brochure.files.values()))
            yield texts("The brochure, two pages: {file}", file=str(out / file.name))
        if self.followup is None:
            return
        yield texts(
            "The action plan, followed up with made-up statuses and media figures: {workbook}\n"
            "  (slides and final report lie beside it; your own register is as it was)",
            workbook=str(out / self.followup.files["workbook"].name),
        )

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        files = [{"file": file.path.name, **receipt.facts()} for file, receipt in self.receipts]
        followup = self.followup.facts() if self.followup else None
        return {
            **self.built.facts(),
            "collected": files,
            "summary": self.summary.facts(),
            "followup": followup,
            **(self.brochure.facts() if self.brochure else {}),
            "readme": str(self.readme),
            "kept": list_kept(self.outcomes),
        }


def run_demo(folder: Path | None, *, progress: Progress | None = None) -> Demonstration:
    """Run the chain in a programme folder; a folder that holds none gets the KI programme first."""
    folder = folder or DEFAULT_FOLDER
    if not (folder / "programme.toml").exists():
        make_programme(folder)
    built = build_programme(folder, progress=progress)
    plan = read_plan(folder)
    database = built.out / FOLDER / "responses.sqlite3"
    for leftover in database.parent.glob(f"{database.name}*"):
        leftover.unlink()
    receipts: list[tuple[DemoFile, Receipt]] = []
    outputs = Outputs(folder)
    put = put_as(outputs, "demo")
    for file in write_demo_files(plan, find_links(plan), read_answer_pool(), built.out, put):
        taken = collect_files(folder, [file.path], database=str(database), copy=file.copy or None, taken_at=TAKEN_AT)
        receipts += [(file, receipt) for receipt in taken.receipts if isinstance(receipt, Receipt)]
    mark_quotable(plan, str(database))
    note = Text(sv=load_texts("sv")(NOTE), en=NOTE)
    summary = write_summary(
        folder, database=str(database), written_on=WRITTEN_ON, note=note, takes=False, progress=progress
    )
    followup = None
    if has_plan(folder):
        followup = write_demo_followup(plan, built.out, built.out / FOLDER, WRITTEN_ON, str(database), put)
    made = Demonstration(
        folder=folder,
        built=built,
        receipts=tuple(receipts),
        summary=summary,
        readme=built.out / "README.txt",
        followup=followup,
        brochure=_build_brochure(plan, built.out),
    )
    guides = "\n\n".join(made.guide(load_texts(language)) for language in plan.programme.languages)
    put(made.readme, (guides + "\n").encode())
    return _tell_kept(made, outputs.take_outcomes())


def _tell_kept(made: Demonstration, written: tuple[Outcome, ...]) -> Demonstration:
    """Tell of every file that was not simply written; what else the parts noticed is not what the demo is about."""
    parts = (made.built, made.summary, made.followup, made.brochure)
    outcomes = (*(outcome for part in parts if part for outcome in part.outcomes), *written)
    notices, problems = gather(outcomes)
    return replace(made, outcomes=outcomes, notices=notices, problems=problems)


def _build_brochure(plan: Plan, out: Path) -> WrittenBrochure | None:
    """Make the brochure as on the day of the first workshop, where the programme has one."""
    if not (plan.folder / BROCHURE_FILE).exists():
        return None
    first = min((workshop.date for workshop in plan.workshops if workshop.date), default=WRITTEN_ON)
    return build_brochure(plan.folder, out=out, day=first)


def mark_quotable(plan: Plan, database: str) -> None:
    """Mark some of the example answers as quotable, as a facilitator would: every third one to a few questions."""
    with open_plan_store(plan, database) as store:
        made = [
            Decision(
                workshop=response.workshop,
                response=response.id,
                item=answer.item,
                digest=digest_text(tidy_text(str(answer.value))),
                quotable=True,
            )
            for response in store.read_responses()[::3]
            for answer in response.answers
            if answer.item in QUOTABLE
        ]
        store.take_decisions(made, decided_at=TAKEN_AT)
