"""plan/brochure.toml's bytes → the Brochure, and every problem in the file. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from toolkit.model.brochure import Brochure, Chapter, Photo, Point
from toolkit.model.programme import Programme
from toolkit.model.text import Text
from toolkit.reading import messages
from toolkit.reading.toml_section import Section, parse_toml

BROCHURE_FILE = "plan/brochure.toml"
_REQUIRED = ("title", "lead")
_CHAPTERS = ("why", "how", "workshops", "report")
_KEYS = (*_REQUIRED, "question", *_CHAPTERS, "insights", "closing", "contact", "note", "cover", "photos")
_MOST_PHOTOS = 3


def parse_brochure(content: bytes, programme: Programme, file: str = BROCHURE_FILE) -> tuple[Brochure | None, Section]:
    """Return the brochure as far as it can be understood, and the file's section with its problems."""
    root = parse_toml(content, file, programme.languages)
    if root.problems:
        return None, root
    root.check_keys(_KEYS)
    root.check_present(_REQUIRED, _KEYS)
    insights = root.section("insights")
    known = tuple(insight.id for insight in programme.insights)
    insights.check_keys(("title", *known))
    photos = tuple(filter(None, (_parse_photo(section) for section in root.sections("photos"))))
    if len(photos) > _MOST_PHOTOS:
        root.report(messages.TOO_MANY_PHOTOS, "photos", most=_MOST_PHOTOS, number=len(photos))
    why, how, workshops, report = (_parse_chapter(root.section(key)) for key in _CHAPTERS)
    brochure = Brochure(
        title=root.text("title"),
        lead=root.text("lead"),
        question=root.text("question"),
        why=why,
        how=how,
        insights_title=insights.text("title"),
        insights=_parse_insights(insights, known),
        workshops=workshops,
        report=report,
        closing=root.text("closing"),
        contact=root.text("contact") or programme.contact,
        note=root.text("note"),
        cover=_parse_photo(root.section("cover")) if "cover" in root.values else None,
        photos=photos,
    )
    return brochure, root


def _parse_insights(section: Section, known: tuple[str, ...]) -> Mapping[str, Text]:
    return MappingProxyType({key: section.text(key) for key in known if key in section.values})


def _parse_chapter(section: Section) -> Chapter:
    section.check_keys(("title", "text", "points"))
    points = []
    for each in section.sections("points"):
        each.check_keys(("title", "text"))
        each.check_present(("title",), ("title", "text"))
        points.append(Point(title=each.text("title"), text=each.text("text")))
    return Chapter(title=section.text("title"), text=section.text("text"), points=tuple(points))


def _parse_photo(section: Section) -> Photo | None:
    keys = ("file", "alt", "credit")
    section.check_keys(keys)
    section.check_present(keys, keys)
    photo = Photo(file=section.word("file"), alt=section.text("alt"), credit=section.word("credit"))
    return photo if photo.file else None
