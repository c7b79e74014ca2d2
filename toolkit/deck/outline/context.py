"""A programme and one workshop → the names that an outline may use, in the workshop's language. Pure.

Only this workshop's own row is ever in reach: no other group exists here.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from babel.dates import format_date
from msgspec import Struct

from toolkit.model.programme import Area, Programme
from toolkit.model.workshop import Workshop


class Columns:
    """The further columns of the group's row: `group.extra.column`; not a dict, whose methods would hide columns."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(self._values)

    def __str__(self) -> str:
        return ", ".join(f"{name}: {value}" for name, value in self._values.items())

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)


class ProgrammeView(Struct, frozen=True, kw_only=True):
    """What an outline may say of the programme."""

    id: str
    title: str
    organisation: str
    contact: str
    address: str
    retention_days: int


class WorkshopView(Struct, frozen=True, kw_only=True):
    """What an outline may say of the event; `date` is written out, `iso_date` is 2026-09-14, `meeting` an address."""

    id: str
    language: str
    date: str
    iso_date: str
    place: str
    facilitators: tuple[str, ...]
    expected: int | None
    meeting: str


class StepView(Struct, frozen=True, kw_only=True):
    """One step."""

    id: str
    number: int
    title: str


class InsightView(Struct, frozen=True, kw_only=True):
    """One insight."""

    id: str
    number: int
    title: str
    short: str


class AreaView(Struct, frozen=True, kw_only=True):
    """One area; `chosen` where it is a focus area of this group."""

    id: str
    title: str
    short: str
    insight: str
    kind: str
    chosen: bool


class GroupView(Struct, frozen=True, kw_only=True):
    """The group: `areas` holds the ids of its focus areas, `focus` the areas themselves."""

    id: str
    name: str
    kind: str
    areas: tuple[str, ...]
    focus: tuple[AreaView, ...]
    extra: Columns


def compose_context(programme: Programme, workshop: Workshop) -> dict[str, object]:
    """List the names an outline may use."""
    language = workshop.language
    group = workshop.group
    areas = tuple(_view_area(area, language, area.id in group.areas) for area in programme.areas)
    return {
        "programme": ProgrammeView(
            id=programme.id,
            title=programme.title.say(language),
            organisation=programme.organisation.say(language),
            contact=programme.contact.say(language),
            address=programme.base_url,
            retention_days=programme.retention_days,
        ),
        "workshop": WorkshopView(
            id=workshop.id,
            language=language,
            date=compose_date_text(workshop.date, language),
            iso_date=workshop.date.isoformat() if workshop.date else "",
            place=workshop.place,
            facilitators=workshop.facilitators,
            expected=workshop.expected,
            meeting=workshop.meeting,
        ),
        "group": GroupView(
            id=group.id,
            name=group.name,
            kind=group.kind,
            areas=group.areas,
            focus=tuple(area for area in areas if area.chosen),
            extra=Columns(group.extra),
        ),
        "steps": tuple(StepView(id=s.id, number=s.number, title=s.title.say(language)) for s in programme.steps),
        "insights": tuple(
            InsightView(id=i.id, number=i.number, title=i.title.say(language), short=i.short.say(language))
            for i in programme.insights
        ),
        "areas": areas,
    }


def compose_date_text(day: date | None, language: str) -> str:
    """Write a date out: "14 september 2026", "14 September 2026"; empty where there is none."""
    if day is None:
        return ""
    # en_GB, since plain "en" puts the month first.
    return format_date(day, format="long", locale="en_GB" if language == "en" else language)


def _view_area(area: Area, language: str, chosen: bool) -> AreaView:
    title = area.title.say(language)
    return AreaView(
        id=area.id,
        title=title,
        short=area.short.say(language) or title,
        insight=area.insight,
        kind=area.kind,
        chosen=chosen,
    )
