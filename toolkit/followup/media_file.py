"""A monitoring export (.csv, .xlsx …) → its mentions summed up. An edge.

Cells are counted as they stand, and only what
differs is interpreted. `plan/media.toml` says what the columns are called; the usual names are known.
"""

import datetime
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import InputError, Message, Place, Problem
from toolkit.followup import messages
from toolkit.followup.media import Counted, MediaExposure, Scope, summarise_mentions
from toolkit.followup.media_count import Cells, count_rows
from toolkit.followup.media_dates import find_date_order, parse_date
from toolkit.followup.media_source import TextExport, WorkbookExport, open_export
from toolkit.model.media_settings import MediaColumn, MediaSettings
from toolkit.model.number import Doubt, Number, parse_number

COLUMNS: Mapping[MediaColumn, tuple[str, ...]] = {
    "date": ("datum", "date", "publicerad", "publiceringsdatum", "published", "publication date", "månad", "month"),
    "count": ("antal", "träffar", "antal träffar", "mentions", "count", "number of mentions", "volume"),
    "country": ("land", "country", "källans land", "source country"),
    "topic": ("ämne", "ämnen", "topic", "topics", "tema", "taggar", "tags"),
    "swedish": ("svenska", "sverige", "sweden", "swedish"),
    "international": ("internationella", "internationellt", "international"),
}
_SIGNS = (
    *("rubrik", "titel", "headline", "title", "källa", "source", "tidning", "media", "outlet", "publikation"),
    *("publication", "artikel", "article", "url", "länk", "link", "hit"),
)
"""Words in the headers by which an export of mentions is told from any other table with dates."""
Export = TextExport | WorkbookExport
_MOST_PROBLEMS = 20


@dataclass(frozen=True, kw_only=True)
class _Places:
    """Where each column stands; `country` and those after it are −1 where there is none."""

    date: int
    country: int
    topic: int
    counts: tuple[tuple[int, Scope | None], ...]

    @property
    def columns(self) -> set[int]:
        """Every column that is read."""
        return {self.date, self.country, self.topic, *(at for at, _ in self.counts)}

    @property
    def last(self) -> int:
        return max(self.date, self.country, self.topic, *(at for at, _ in self.counts), 0)


def read_media(
    path: Path, settings: MediaSettings, read_on: datetime.date, file: str = ""
) -> tuple[MediaExposure, tuple[Problem, ...]]:
    """Read an export; returns it summed up, and notices. Raises InputError with every row that cannot be read.

    A file called "example …" or "exempel …" holds made-up figures, whatever the settings say.
    """
    file = file or path.name
    if any(word in path.stem.lower() for word in ("example", "exempel")):
        settings = replace(settings, example=True)
    source = open_export(path, file)
    headers = source.headers()
    places = _find_places(headers, settings, file)
    lengths: set[int] = set()
    counted, short = _count_cells(source, places, lengths)
    problems = [Problem(place=Place(file=file, line=line), message=messages.MEDIA_SHORT_ROW) for line in short]
    problems += source.find_faults(places.columns, lengths, {cell for cells, _ in counted for cell in cells[1:]})
    found = list(_interpret(counted, places, settings, source, problems))
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.place)[:_MOST_PROBLEMS])
    if not any(each.mentions for each in found):
        raise InputError(Problem(place=Place(file=file), message=messages.MEDIA_EMPTY))
    monthly = bool(places.counts) and all(each.day.day == 1 for each in found)
    exposure = summarise_mentions(found, settings, file, read_on, monthly=monthly)
    return exposure, (*source.notices(), *_find_notices(exposure, places, file))


def _find_notices(exposure: MediaExposure, places: _Places, file: str) -> tuple[Problem, ...]:
    unplaced = sum(month.mentions["unplaced"] for month in exposure.months)
    if not unplaced:
        return ()
    apart = places.country >= 0 or any(scope for _, scope in places.counts)
    message = messages.MEDIA_UNPLACED if apart else messages.MEDIA_NO_PLACE
    return (Problem(place=Place(file=file), message=message, facts={"mentions": unplaced}, notice=True),)


def _find_places(headers: Sequence[str], settings: MediaSettings, file: str) -> _Places:
    names = [" ".join(header.replace("\ufeff", "").lower().split()) for header in headers]

    def find(key: MediaColumn) -> int:
        wanted = settings.columns.get(key) or COLUMNS[key]
        return next((names.index(word) for word in wanted if word in names), -1)

    if find("date") < 0:
        facts = {"headers": ", ".join(headers[:20])}
        raise InputError(Problem(place=Place(file=file, line=1), message=messages.MEDIA_NO_DATE_COLUMN, facts=facts))
    wide: list[tuple[int, Scope | None]] = []
    if find("swedish") >= 0:
        wide.append((find("swedish"), "swedish"))
    if find("international") >= 0:
        wide.append((find("international"), "international"))
    counts = wide or ([(find("count"), None)] if find("count") >= 0 else [])
    told = counts or find("country") >= 0 or find("topic") >= 0 or settings.columns
    if not told and not any(sign in name for name in names for sign in _SIGNS):
        facts = {"headers": ", ".join(headers[:20])}
        raise InputError(Problem(place=Place(file=file, line=1), message=messages.MEDIA_NO_MENTIONS, facts=facts))
    return _Places(date=find("date"), country=find("country"), topic=find("topic"), counts=tuple(counts))


def _count_cells(source: Export, places: _Places, lengths: set[int]) -> tuple[dict[tuple[Cells, int], int], list[int]]:
    """Count the rows by (date, country, topic) as they stand, and by column of counts; list rows that are too short."""
    counted: Counter[tuple[Cells, int]] = Counter()
    if places.counts:
        _add_counts(itertools.islice(source.rows(), 1, None), places, counted, lengths)
    else:
        counted.update(
            {
                (cells, -1): number
                for cells, number in count_rows(source.rows, places.date, places.country, places.topic, lengths).items()
            }
        )
    short = []
    if ("", "", "") in {cells for cells, _ in counted}:
        short = [line for line, row in source.numbered() if any(row) and len(row) <= places.date][:_MOST_PROBLEMS]
        counted = Counter({key: number for key, number in counted.items() if key[0] != ("", "", "")})
    return dict(counted), short


def _add_counts(
    rows: Iterable[list[str]], places: _Places, counted: Counter[tuple[Cells, int]], lengths: set[int]
) -> None:
    """Keep every row of counts: a row a month, so there are few. The count is interpreted with its place later."""
    for number, row in enumerate(rows, 2):
        lengths.add(len(row))
        if any(cell.strip() for cell in row):
            padded = row + [""] * (places.last + 1 - len(row))
            pick = (
                padded[places.date],
                padded[places.country] if places.country >= 0 else "",
                padded[places.topic] if places.topic >= 0 else "",
            )
            counted[pick, number] += 1


def _interpret(
    counted: Mapping[tuple[Cells, int], int],
    places: _Places,
    settings: MediaSettings,
    source: Export,
    problems: list[Problem],
) -> Iterator[Counted]:
    """Turn cells into days, scopes and topics, and note what cannot be."""
    order = settings.date_order or find_date_order({cells[0] for cells, _ in counted})
    days = {said: parse_date(said, order) for said in {cells[0] for cells, _ in counted}}
    bad = {said for said, day in days.items() if day is None}
    if bad:
        problems += _find_bad_dates(bad, order, places, source)
    sums = _read_counts(places, source, problems) if places.counts else {}
    for (cells, number), rows in counted.items():
        day = days[cells[0]]
        if day is None:
            continue
        for scope, mentions in sums.get(number, ((None, rows),)):
            where: Scope = scope or _find_scope(cells[1], settings, places)
            for topic in _split_topics(cells[2]):
                yield Counted(day, where, topic, mentions)


def _split_topics(said: str) -> tuple[str, ...]:
    """Take the first topic of a cell: each mention counts once."""
    return (said.replace("|", ";").split(";")[0].strip(),)


def _find_scope(country: str, settings: MediaSettings, places: _Places) -> Scope:
    if places.country < 0 or not country.strip():
        return "unplaced"
    return "swedish" if country.strip().lower() in settings.swedish else "international"


def _find_bad_dates(bad: set[str], order: str, places: _Places, source: Export) -> list[Problem]:
    """Find the rows whose date cannot be read, a second time through the file."""
    found: list[Problem] = []
    message: Message = messages.MEDIA_BAD_DATE if order != "?" else messages.MEDIA_DATE_ORDER
    for line, row in source.numbered():
        said = row[places.date] if len(row) > places.date else ""
        if any(said == each or (each and said.startswith(each)) for each in bad) and any(row):
            place = source.place(line, places.date)
            found.append(Problem(place=place, message=message, facts={"said": said}))
            if len(found) == (1 if order == "?" else _MOST_PROBLEMS):
                break
    return found


def _read_counts(
    places: _Places, source: Export, problems: list[Problem]
) -> dict[int, tuple[tuple[Scope | None, int], ...]]:
    """Read the columns of counts, by the number of the row."""
    found: dict[int, tuple[tuple[Scope | None, int], ...]] = {}
    for row_number, (line, row) in enumerate(source.numbered(), 2):
        counts: list[tuple[Scope | None, int]] = []
        for at, scope in places.counts:
            said = row[at].strip() if at < len(row) else ""
            number = parse_number(said)
            if isinstance(number, Number) and number.whole is not None and number.value >= 0 and not number.percent:
                counts.append((scope, number.whole))
            elif isinstance(source, TextExport) and at >= len(row) and any(row):
                problems.append(Problem(place=source.place(line, -1), message=messages.MEDIA_SHORT_ROW))
            elif said:
                message = messages.MEDIA_TWO_NUMBERS if number is Doubt.TWO_NUMBERS else messages.MEDIA_BAD_COUNT
                problems.append(Problem(place=source.place(line, at), message=message, facts={"said": said}))
        found[row_number] = tuple(counts)
    return found
