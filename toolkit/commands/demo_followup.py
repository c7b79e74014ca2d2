"""A follow-up with made-up statuses and mentions, in a copy of the plan: the programme's own register stays as it is.

Nobody set these statuses and nobody counted these mentions. Every file is called exempel-…, every page, picture and
worksheet made from them says that it is an example.
"""

import csv
import datetime
import io
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from toolkit.commands.followup import FollowupOptions, WrittenFollowup, write_followup
from toolkit.commands.plan import Plan
from toolkit.files import Put, write_bytes
from toolkit.followup.plan_files import FOLDER, has_plan, read_plan_files, settle_plan, write_plan_files
from toolkit.model.action_plan import Activity, Status
from toolkit.model.text import Text
from toolkit.reading.prose_file import PROSE_FILE
from toolkit.texts import load_texts

NOTE = "EXAMPLE: statuses, comments and media figures are made up."
FIRST_DAY = datetime.date(2026, 5, 4)
EVIDENCE = Text(sv="Påhittat exempel", en="Made-up example")
COMMENT = Text(
    sv="Påhittat exempel: här står varför insatsen inte har kommit igång, och vad som behövs.",
    en="Made-up example: here stands why the measure has not begun, and what is needed.",
)
_CODES: tuple[Status, ...] = ("done", "partly", "none", "unknown")
_BETTER: dict[Status, Status] = {"unknown": "partly", "none": "partly", "partly": "done", "done": "done"}
_FIRST_YEAR = 2019
_COUNTRIES = ("United States", "United Kingdom", "Germany", "India", "Norway")
_TOPICS = ("Forskning", "Nobelpriset", "Utbildning", "Övrigt")


def write_demo_followup(
    plan: Plan, out: Path, folder: Path, day: datetime.date, database: str, put: Put
) -> WrittenFollowup:
    """Write the example follow-up under `folder`: two follow-ups a year apart, and an example export."""
    export = folder / "exempel-medier.csv"
    put(export, compose_export(day.year))
    texts = load_texts(plan.programme.languages[0])
    with tempfile.TemporaryDirectory(prefix="toolkit-") as name:
        copy = Path(name)
        if has_plan(plan.folder):
            shutil.copytree(plan.folder / FOLDER, copy / FOLDER)
        _mark_plan(copy)
        _set_statuses(plan, copy, FIRST_DAY, first=True)
        _set_statuses(plan, copy, day, first=False)
        options = FollowupOptions(
            media=export, day=day, out=out, plan=copy, note=texts(NOTE), database=database, name="exempel-uppfoljning"
        )
        written = write_followup(plan.folder, options)
        for path in sorted(copy.rglob("*.*")):
            put(folder / "exempel-plan" / path.relative_to(copy), path.read_bytes())
    return written


def _mark_plan(copy: Path) -> None:
    """Let the copy itself say that it is an example, wherever it is shown."""
    path = copy / PROSE_FILE
    prose = path.read_text(encoding="utf-8") if path.exists() else ""
    said = f'note = {{ sv = "{load_texts("sv")(NOTE)}", en = "{NOTE}" }}\n'
    write_bytes(path, (said + prose).encode())


def _set_statuses(plan: Plan, copy: Path, day: datetime.date, *, first: bool) -> None:
    files = read_plan_files(copy, plan.programme, day)
    draw = random.Random(f"{plan.programme.id} {day.year}")  # noqa: S311  example statuses, not secrets
    activities = tuple(_set_status(activity, day, draw, first=first) for activity in files.plan.activities)
    settled, _ = settle_plan(replace(files, plan=replace(files.plan, activities=activities)), day)
    write_plan_files(settled, plan.programme)


def _set_status(activity: Activity, day: datetime.date, draw: random.Random, *, first: bool) -> Activity:
    """Draw a status; the second time a third of them have come a step further."""
    chance = draw.random()
    if activity.set_by and activity.set_by != "Exempel":
        return activity
    if first:
        status = _CODES[0 if chance < 0.25 else 1 if chance < 0.5 else 2 if chance < 0.7 else 3]
    else:
        status = _BETTER[activity.status] if chance < 0.35 else activity.status
    if status == activity.status:
        return activity
    comment = COMMENT if status == "none" else Text()
    return replace(activity, status=status, date=day, set_by="Exempel", evidence=EVIDENCE, comment=comment)


def compose_export(year: int) -> bytes:
    """Compose an example export from 2019 to the year before: a row a day, country and topic, as a service might."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(["Date", "Country", "Topic", "Mentions"])
    writer.writerows(_draw_mentions(year))
    return table.getvalue().encode("utf-8-sig")


def _draw_mentions(year: int) -> Iterator[list[str | int]]:
    draw = random.Random(year)  # noqa: S311  example figures
    for number in range((year - _FIRST_YEAR) * 12):
        at, month = _FIRST_YEAR + number // 12, number % 12 + 1
        peak = 2.4 if number in (14, 15) else 1.0
        for country in (*_COUNTRIES, "Sweden"):
            for topic, share in zip(_TOPICS, (0.72, 0.14, 0.05, 0.09), strict=True):
                level = (160 if country == "Sweden" else 100) * 1.012**number * peak * share
                for day in (4, 11, 18, 25):
                    yield [f"{at}-{month:02}-{day:02}", country, topic, round(level / 4 * draw.uniform(0.85, 1.15))]
