"""A brochure, its programme and workshops → the JSON that templates/typst/brochure.typ sets. Pure."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date

from toolkit.model.brochure import Brochure, Chapter, Photo
from toolkit.model.programme import Programme
from toolkit.model.workshop import Workshop
from toolkit.texts import Texts

MOST_WORKSHOPS = 8
_SHORT_WORD = 7
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}


@dataclass(frozen=True, kw_only=True)
class Leaflet:
    """What a brochure is made of: `code` is the QR code's SVG, `names` give each picture's file its name in typst."""

    brochure: Brochure
    programme: Programme
    workshops: tuple[Workshop, ...]
    code: str
    names: dict[str, str]


def find_address(programme: Programme) -> str:
    """Return where the QR code leads: to the report, or to the response site where the report has no address yet."""
    return programme.report.address or programme.base_url


def find_coming(workshops: Sequence[Workshop], day: datetime.date) -> tuple[Workshop, ...]:
    """Return the workshops from a day on, the next first."""
    coming = [workshop for workshop in workshops if workshop.date and workshop.date >= day]
    return tuple(sorted(coming, key=lambda workshop: (workshop.date or day, workshop.id)))


def compose_brochure(leaflet: Leaflet, texts: Texts) -> str:
    """Return the brochure as JSON."""
    brochure, programme, say = leaflet.brochure, leaflet.programme, texts.language
    language, _, region = texts.tag.partition("-")
    address = find_address(programme)
    typed = urlsplit(address)
    shown = leaflet.workshops[:MOST_WORKSHOPS]
    more = len(leaflet.workshops) - len(shown)
    return json.dumps(
        {
            "language": language,
            "region": region,
            "title": brochure.title.say(say),
            "lead": _keep_last(brochure.lead.say(say)),
            "question": brochure.question.say(say),
            "organisation": programme.organisation.say(say),
            "programme": programme.title.say(say),
            "why": _compose_chapter(brochure.why, texts, texts("Why")),
            "how": _compose_chapter(brochure.how, texts, texts("What we can do")),
            "insights_title": brochure.insights_title.say(say) or texts("Our insights"),
            "insights": [
                {
                    "number": insight.number,
                    "title": _keep_last(insight.title.say(say)),
                    "text": _keep_last(brochure.insights[insight.id].say(say))
                    if insight.id in brochure.insights
                    else "",
                }
                for insight in programme.insights
            ],
            "workshops": {
                **_compose_chapter(brochure.workshops, texts, texts("Coming workshops"), always=True),
                "rows": [[_say_day(workshop, texts), workshop.group.name, workshop.place] for workshop in shown],
                "more": texts.plural("and {n} more", "and {n} more", more) if more else "",
                "none": texts("New dates will be announced."),
            },
            "report": _compose_chapter(brochure.report, texts, texts("Read the full report"), always=True),
            "address": address,
            "typed": f"{typed.netloc}{typed.path}".rstrip("/"),
            "code": leaflet.code,
            "code_alt": texts("QR code that leads to the full report: {address}", address=address),
            "closing": brochure.closing.say(say),
            "contact": brochure.contact.say(say),
            "note": brochure.note.say(say),
            "cover": _compose_photo(brochure.cover, leaflet, texts) if brochure.cover else None,
            "photos": [_compose_photo(photo, leaflet, texts) for photo in brochure.photos],
        },
        ensure_ascii=False,
    )


def _compose_chapter(chapter: Chapter, texts: Texts, title: str, *, always: bool = False) -> dict[str, Any]:
    """Return a chapter; `title` serves where it has none of its own, but an empty chapter has no title at all."""
    said = chapter.title.say(texts.language)
    if not said and (always or chapter.text or chapter.points):
        said = title
    say = texts.language
    points = [[_keep_last(point.title.say(say)), _keep_last(point.text.say(say))] for point in chapter.points]
    return {"title": said, "text": _keep_last(chapter.text.say(say)), "points": points}


def _keep_last(text: str) -> str:
    """Keep a short last word with the one before it, so that it does not stand alone on a line."""
    before, space, last = text.rpartition(" ")
    return f"{before}\u00a0{last}" if space and len(last) <= _SHORT_WORD else text


def _compose_photo(photo: Photo, leaflet: Leaflet, texts: Texts) -> dict[str, str]:
    return {"file": leaflet.names[photo.file], "alt": photo.alt.say(texts.language), "credit": photo.credit}


def _say_day(workshop: Workshop, texts: Texts) -> str:
    """Say a date without its weekday, the year with it: plans of two years stand side by side."""
    if workshop.date is None:
        return ""
    return format_date(workshop.date, format="d MMM y", locale=_LOCALES.get(texts.language, "en_GB"))
