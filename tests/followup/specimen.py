"""A plan with every status and an export whose counts are known, written by the tests themselves."""

import csv
import datetime
import random
import zipfile
from pathlib import Path

from lxml import etree

STATUSES = ("done", "partly", "none", "unknown")


def set_statuses(folder: Path, seed: int, day: datetime.date) -> dict[str, str]:
    """Give every activity of plan/activities.csv a status by a draw; returns id → status as written."""
    path = folder / "plan/activities.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        names, rows = list(reader.fieldnames or ()), list(reader)
    draw = random.Random(seed)  # noqa: S311  test data, not secrets
    for row in rows:
        row["status"] = draw.choice(STATUSES)
        row["date"] = day.isoformat() if row["status"] != "unknown" else ""
        row["set_by"] = "Prov"
        row["comment_sv"] = "Kommentar till den röda" if row["status"] == "none" else ""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return {row["id"]: row["status"] for row in rows}


def write_export(path: Path, seed: int = 1) -> list[tuple[datetime.date, str, str]]:
    """Write one row a mention, 2019–2023, as a service exports it; returns what was written."""
    draw = random.Random(seed)  # noqa: S311  test data, not secrets
    first = datetime.date(2019, 1, 1)
    last = (datetime.date(2023, 12, 31) - first).days
    rows = [
        (
            first + datetime.timedelta(days=at),
            draw.choice(("Sweden", "Germany", "India")),
            draw.choice(("Forskning", "Utbildning")),
        )
        for at in sorted([0, last, *(draw.randrange(last) for _ in range(3000))])
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Date", "Headline", "Country", "Topic"])
        writer.writerows([day.isoformat(), "Rubrik", country, topic] for day, country, topic in rows)
    return rows


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_document(path: Path) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """Read a .docx without the code under test: its paragraphs as (style, text), and every table's rows."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    paragraphs = []
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        paragraphs.append((style.get(f"{W}val", "") if style is not None else "", _say(paragraph)))
    rows = [[_say(cell) for cell in row.iter(f"{W}tc")] for row in root.iter(f"{W}tr")]
    return paragraphs, rows


def _say(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))
