"""The bytes of the question bank's files → the questions in order, and every problem in the files. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from toolkit.model.area_names import find_areas
from toolkit.model.nearest import compose_id
from toolkit.model.programme import Area, Programme
from toolkit.model.question import QUESTION_KINDS, Audience, Question, QuestionKind, Scale
from toolkit.model.text import Text
from toolkit.model.workshop import GROUP_KINDS
from toolkit.reading import messages
from toolkit.reading.choices import parse_choices
from toolkit.reading.toml_section import Section, check_ids, parse_toml

LONGEST_QUESTION_ID = 16
"""What the address of a question may add for a QR code of version 3."""
RESERVED_IDS = ("agree", "answers", "live", "results", "send", "stage")
"""`…/R/TOKEN/RESULTS/…` is the results view, and so on: no question may have an address of the site's own."""

_REQUIRED = ("id", "kind", "text", "step")
_EVERYWHERE = (*_REQUIRED, "help", "insight", "area", "required", "audience", "retired", "corrected")
_WITH_CHOICES = ("choice", "choices", "ranking", "points", "quadrant")
_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "text": ("max_length", "quotable"),
    "words": ("max_words", "max_length"),
    "choice": ("choices",),
    "choices": ("choices", "max_choices"),
    "scale": ("scale",),
    "ranking": ("choices", "max_choices"),
    "points": ("choices", "total"),
    "quadrant": ("choices", "grid"),
}
_KEYS = tuple(field.name for field in fields(Question))


@dataclass(frozen=True, kw_only=True)
class Known:
    """The ids that questions may refer to."""

    languages: tuple[str, ...]
    steps: tuple[str, ...]
    insights: tuple[str, ...]
    areas: tuple[Area, ...]
    kinds: tuple[str, ...]


def list_known(programme: Programme) -> Known:
    """List what a programme defines."""
    return Known(
        languages=programme.languages,
        steps=tuple(step.id for step in programme.steps),
        insights=tuple(insight.id for insight in programme.insights),
        areas=programme.areas,
        kinds=tuple(dict.fromkeys((*GROUP_KINDS, *programme.kinds))),
    )


def parse_bank(files: Mapping[str, bytes], programme: Programme) -> tuple[tuple[Question, ...], tuple[Section, ...]]:
    """Return the questions of all files in order, and each file's section with its problems and lines."""
    known = list_known(programme)
    roots = tuple(parse_toml(content, file, known.languages) for file, content in files.items())
    questions: list[Question] = []
    seen: dict[str, tuple[str, int]] = {}
    for root in roots:
        if root.problems:
            continue
        sections = _list_questions(root)
        _check_ids_over_files(sections, seen)
        questions += (_parse_question(section, known) for section in sections)
    return tuple(questions), roots


def check_audiences(
    questions: Sequence[Question], roots: Sequence[Section], asked: Mapping[str, bool], groups: Sequence[str]
) -> None:
    """Note questions that no workshop is asked (`asked` by question id), and groups in audiences that do not exist."""
    by_id = {question.id: question for question in questions}
    for root in roots:
        for section in root.sections("questions"):
            question = by_id.get(str(section.values.get("id", "")).strip())
            if question is None:
                continue
            unknown = [group for group in question.audience.groups if group not in groups]
            for group in unknown:
                section.report(
                    messages.UNKNOWN_GROUP, "audience", notice=True, value=group, known=", ".join(dict.fromkeys(groups))
                )
            if not unknown and not question.retired and not asked.get(question.id, True):
                section.report(messages.NOBODY_ASKED, "audience", notice=True, id=question.id)


def _list_questions(root: Section) -> tuple[Section, ...]:
    before = len(root.problems)
    root.check_keys(("questions",))
    sections = root.sections("questions")
    if not sections and len(root.problems) == before:
        root.report(messages.NO_QUESTIONS)
    check_ids(sections)
    return sections


def _check_ids_over_files(sections: Sequence[Section], seen: dict[str, tuple[str, int]]) -> None:
    for section in sections:
        value = section.values.get("id")
        if not isinstance(value, str):
            continue
        file, line = seen.setdefault(value.strip(), (section.file, section.line("id")))
        if file != section.file:
            section.report(messages.TWICE_IN_BANK, "id", id=value.strip(), file=file, line=line)


def _parse_question(section: Section, known: Known) -> Question:
    kind = _parse_kind(section)
    question_id = section.identifier(LONGEST_QUESTION_ID)
    if question_id in RESERVED_IDS:
        section.report(messages.RESERVED_ID, "id", id=question_id)
    choices = parse_choices(section, kind) if kind in _WITH_CHOICES else ()
    return Question(
        id=question_id,
        kind=kind,
        text=section.text("text"),
        # A programme without steps is reported there, once.
        step=section.reference("step", known.steps) if known.steps else section.word("step"),
        help=section.text("help"),
        insight=section.reference("insight", known.insights),
        area=_find_area(section, section.word("area"), known, "area"),
        required=section.flag("required"),
        quotable=section.flag("quotable"),
        retired=section.flag("retired"),
        corrected=section.day("corrected"),
        choices=choices,
        scale=_parse_scale(section) if kind == "scale" else None,
        max_length=section.number("max_length", *((40, 1, 60) if kind == "words" else (2000, 1, 20_000))),
        max_words=section.number("max_words", 3, 1, 10),
        max_choices=_parse_max_choices(section, kind, len(choices)),
        total=section.number("total", 100, 1, 10_000),
        grid=section.number("grid", 5, 2, 10),
        audience=_parse_audience(section, known),
    )


def _parse_kind(section: Section) -> QuestionKind:
    """Take the kind, then check the keys: which of them mean something depends on it."""
    section.check_keys(_KEYS)
    section.check_present(_REQUIRED, _KEYS)
    kind = section.reference("kind", QUESTION_KINDS)
    if kind not in QUESTION_KINDS:
        return "text"
    for key in section.values:
        if key in _KEYS and key not in (*_EVERYWHERE, *_OF_KIND[kind]):
            kinds = ", ".join(other for other in QUESTION_KINDS if key in _OF_KIND[other])
            section.report(messages.KEY_OF_ANOTHER_KIND, key, key=key, kind=kind, kinds=kinds)
    return kind


def _parse_scale(section: Section) -> Scale:
    if not isinstance(section.values.get("scale"), Mapping):
        section.report(messages.NO_SCALE, "scale")
        return Scale(points=5, low=Text(), high=Text())
    inner = section.section("scale")
    keys = ("points", "low", "high", "low_value")
    inner.check_keys(keys)
    inner.check_present(("points", "low", "high"), keys)
    return Scale(
        points=inner.number("points", 5, 2, 11),
        low=inner.text("low"),
        high=inner.text("high"),
        low_value=inner.number("low_value", 1, -5, 1),
    )


def _parse_max_choices(section: Section, kind: QuestionKind, count: int) -> int:
    number = section.number("max_choices", 0, 0, 100)
    if kind in ("choices", "ranking") and count and number > count:
        section.report(messages.MORE_THAN_CHOICES, "max_choices", number=number, count=count)
    return number


def _parse_audience(section: Section, known: Known) -> Audience:
    inner = section.section("audience")
    inner.check_keys(("groups", "kinds", "areas"))
    kinds = tuple(compose_id(kind) if kind not in known.kinds else kind for kind in inner.words("kinds"))
    for index, kind in enumerate(kinds):
        inner.check_reference(kind, known.kinds, "kinds", index)
    named = enumerate(inner.words("areas"))
    areas = tuple(_find_area(inner, area, known, "areas", index) for index, area in named)
    return Audience(groups=inner.words("groups"), kinds=kinds, areas=areas)


def _find_area(section: Section, said: str, known: Known, key: str, *index: int) -> str:
    """Return the id of an area that is called by id, short name or title."""
    found = find_areas(said, known.areas)
    if len(found) == 1:
        return found[0].id
    if found:
        section.report(messages.TWO_AREAS, key, *index, value=said, known=", ".join(area.id for area in found))
    elif said:
        section.check_reference(said, [area.id for area in known.areas], key, *index)
    return said
