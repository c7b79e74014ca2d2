"""An outline, a workshop and what it is asked → the workshop's deck as values, and notices of what was left out. Pure.

Every problem of the outline, of its form and of its content, is raised at once. Only this workshop's own row is at
hand, and rows of other groups in data files are dropped as they are read: nothing of theirs can enter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from toolkit.chart.values import Chart
from toolkit.deck.compose.blocks import Findings, Setting, compose_block
from toolkit.deck.compose.programme_files import ReadFile
from toolkit.deck.compose.question_slides import (
    compose_code_notes,
    compose_question_code,
    compose_question_notes,
    note,
)
from toolkit.deck.messages import (
    BAD_INSIGHT,
    OTHER_LANGUAGE,
    REPEATED_STEP,
    STEP_RENAMED,
    STEP_TEXT_ONLY,
    UNKNOWN_STEP,
)
from toolkit.deck.outline.blocks import Notes, OutlineSlide, Part, QrSource, QuestionSource, ResultsSource, SlideBody
from toolkit.deck.outline.context import compose_date_text
from toolkit.deck.outline.names import find_nearest
from toolkit.deck.outline.parse import Outline
from toolkit.deck.slides import (
    Block,
    Deck,
    Paragraph,
    Picture,
    QrCode,
    QuestionBlock,
    Quote,
    Role,
    Run,
    Section,
    Slide,
    TextBlock,
)
from toolkit.errors import InputError, Place, Problem
from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme, Step
from toolkit.model.question import Question
from toolkit.model.workshop import Workshop
from toolkit.texts import Texts

if TYPE_CHECKING:
    from toolkit.model.results import Results


def compose_deck(
    outline: Outline,
    *,
    programme: Programme,
    workshop: Workshop,
    instrument: Instrument,
    bank: Iterable[Question],
    links: Links,
    texts: Texts,
    read_file: ReadFile,
    results: "Mapping[str, Results] | None" = None,
    charts: Mapping[str, Chart] = MappingProxyType({}),
) -> tuple[Deck, tuple[Problem, ...]]:
    """Compose a workshop's deck in the workshop's language. Raises InputError with every problem of the outline.

    With `results`, by question id, the results slides show what was answered; without, they link to it. `charts` are
    ready-made ones that `::: chart NAME` shows.
    """
    setting = Setting(
        outline=outline,
        programme=programme,
        workshop=workshop,
        instrument=instrument,
        bank={question.id: question for question in bank},
        links=links,
        texts=texts,
        read_file=read_file,
        results=results,
        charts=charts,
    )
    findings = Findings(problems=list(outline.problems))
    _check_language(setting, findings)
    sections = _compose_sections(setting, findings)
    if findings.problems:
        raise InputError(sorted(findings.problems, key=lambda problem: problem.place))
    date_text = outline.front_matter.date or compose_date_text(workshop.date, texts.language)
    title = programme.title.say(texts.language)
    deck = Deck(
        key=workshop.id,
        title=f"{outline.front_matter.title or title} – {workshop.group.name}",
        language=texts.language,
        author=outline.front_matter.institute or programme.organisation.say(texts.language),
        footer=outline.front_matter.footer or f"{title} · {workshop.group.name}",
        date_text=date_text,
        created=f"{workshop.date.isoformat()}T00:00:00Z" if workshop.date else "",
        sections=sections,
    )
    return deck, tuple(findings.notices)


def _check_language(setting: Setting, findings: Findings) -> None:
    lang = setting.outline.front_matter.lang
    if lang and lang.lower().replace("_", "-").split("-")[0] != setting.workshop.language:
        facts = {"lang": lang, "language": setting.workshop.language}
        findings.add(Place(file=setting.outline.file, line=1, key="lang"), OTHER_LANGUAGE, **facts)


def _compose_sections(setting: Setting, findings: Findings) -> tuple[Section, ...]:
    parts = setting.outline.parts
    opening = [_compose_title_slide(setting)]
    if parts and parts[0].opening is None:
        opening.extend(_compose_slides(parts[0].slides, None, "", setting, findings))
        parts = parts[1:]
    sections = [Section(name=setting.texts("Welcome"), slides=tuple(opening))]
    for part in parts:
        section = _compose_section(part, setting, findings)
        if any(section.name.casefold() == earlier.name.casefold() for earlier in sections):
            line = part.opening.start if part.opening else 0
            findings.add(setting.outline.place(line), REPEATED_STEP, name=section.name)
        sections.append(section)
    return tuple(sections)


def _compose_title_slide(setting: Setting) -> Slide:
    front, workshop, programme = setting.outline.front_matter, setting.workshop, setting.programme
    language = setting.texts.language
    when = front.date or compose_date_text(workshop.date, language)
    lines = (
        front.subtitle,
        workshop.group.name,
        " · ".join(part for part in (when, workshop.place) if part),
        front.author or ", ".join(workshop.facilitators),
    )
    return Slide(
        title=front.title or programme.title.say(language),
        role=Role.TITLE,
        kicker=front.institute or programme.organisation.say(language),
        subtitle=tuple(line for line in lines if line),
        notes=compose_notes(setting.outline.title_notes, (), setting.texts),
        source_line=1,
    )


def _compose_section(part: Part, setting: Setting, findings: Findings) -> Section:
    assert part.opening is not None  # noqa: S101 - only the first part has none, and it is taken before
    step = _find_step(part.opening, setting, findings)
    body = part.opening.body
    title = body.title or (step.title.say(setting.texts.language) if step else setting.texts("More"))
    slides = [_compose_opening(part.opening, title, step, setting, findings)]
    topic = body.attributes.get("short") or title
    slides.extend(_compose_slides(part.slides, step, topic, setting, findings))
    return Section(name=title, slides=tuple(slides))


def _find_step(opening: OutlineSlide, setting: Setting, findings: Findings) -> Step | None:
    """Match a `#` heading to a step: by its id, else by its title."""
    wanted, title = opening.body.attributes.id, opening.body.title
    steps = setting.programme.steps
    if not wanted:
        named = (
            step for step in steps if title and title.casefold() == step.title.say(setting.texts.language).casefold()
        )
        return next(named, None)
    step = setting.programme.step(wanted)
    place = setting.outline.place(opening.start)
    if step is None:
        known = find_nearest(wanted, (each.id for each in steps))
        findings.add(place, UNKNOWN_STEP, name=wanted, known=known)
    elif title and title != step.title.say(setting.texts.language):
        facts = {"id": wanted, "title": step.title.say(setting.texts.language), "heading": title}
        findings.notice(place, STEP_RENAMED, **facts)
    return step


def _say_step(step: Step | None, setting: Setting) -> str:
    if step is None:
        return ""
    return setting.texts("Step {n} of {total}", n=step.number, total=len(setting.programme.steps))


def _compose_opening(
    opening: OutlineSlide, title: str, step: Step | None, setting: Setting, findings: Findings
) -> Slide:
    """Compose a part's own slide: its text becomes the lines under the title."""
    body = opening.body
    closing = "closing" in body.attributes.classes
    text = tuple(block for block in body.blocks if isinstance(block, TextBlock))
    if len(text) != len(body.blocks):
        findings.add(setting.outline.place(opening.start), STEP_TEXT_ONLY)
    return Slide(
        title=title,
        role=Role.CLOSING if closing else Role.STEP,
        areas=(text,) if closing and text else (),
        kicker=_say_step(step, setting),
        subtitle=() if closing else tuple(paragraph.text for block in text for paragraph in block.paragraphs),
        notes=compose_notes(body.notes, (), setting.texts),
        insight=_find_insight(body, opening.start, None, setting, findings),
        layout=body.attributes.get("layout"),
        source_line=setting.outline.place(opening.start).line,
    )


def _compose_slides(
    slides: Sequence[OutlineSlide], step: Step | None, part: str, setting: Setting, findings: Findings
) -> Iterator[Slide]:
    for source in slides:
        slide = _compose_slide(source, step, part, setting, findings)
        if slide is not None:
            yield slide


def _compose_slide(
    source: OutlineSlide, step: Step | None, part: str, setting: Setting, findings: Findings
) -> Slide | None:
    """Compose a `##` slide, or None where it is left out."""
    body = source.body
    areas = tuple(tuple(compose_block(block, source.start, setting, findings) for block in area) for area in body.areas)
    question = _find_asked(body, setting)
    insight = _find_insight(body, source.start, question, setting, findings)
    whole = tuple(tuple(block for block in area if block is not None) for area in areas)
    if whole != areas:
        return None
    topic = body.title if question and body.title else part
    if question:
        whole = (*whole, (compose_question_code(question.id, setting.links, setting.texts),))
    whole = _add_meeting(whole, setting)
    return Slide(
        title=question.text.say(setting.texts.language) if question else body.title,
        role=choose_role(whole, closing="closing" in body.attributes.classes),
        areas=_part_join_code(whole),
        kicker=" · ".join(said for said in (_say_step(step, setting), topic) if said),
        notes=compose_notes(body.notes, tuple(_compose_own_notes(body, question, setting)), setting.texts),
        insight=insight,
        layout=body.attributes.get("layout"),
        source_line=setting.outline.place(source.start).line,
    )


def _find_asked(body: SlideBody, setting: Setting) -> Question | None:
    asked = next((block for block in body.blocks if isinstance(block, QuestionSource)), None)
    return setting.instrument.question(asked.id) if asked else None


def _find_insight(body: SlideBody, start: int, question: Question | None, setting: Setting, findings: Findings) -> int:
    """Return the number of the insight a slide belongs to: as written, else its question's."""
    wanted = body.attributes.get("insight") or (question.insight if question else "")
    if not wanted:
        return 0
    insights = setting.programme.insights
    found = next((each.number for each in insights if wanted in (each.id, str(each.number))), None)
    if found is None:
        known = find_nearest(wanted, [each.id for each in insights] + [str(each.number) for each in insights])
        findings.add(setting.outline.place(start), BAD_INSIGHT, name=wanted, known=known)
    return found or 0


def choose_role(areas: Sequence[Sequence[Block]], *, closing: bool = False) -> Role:
    """Choose what a slide is for by what stands on it."""
    blocks = [block for area in areas for block in area]
    if closing:
        return Role.CLOSING
    if any(isinstance(block, QrCode) and block.large for block in blocks):
        return Role.JOIN
    if any(isinstance(block, QuestionBlock | QrCode) for block in blocks):
        return Role.QUESTION
    if not blocks:
        return Role.TITLE_ONLY
    if len(areas) > 1:
        return Role.TWO_COLUMNS
    if all(isinstance(block, Quote) for block in blocks):
        return Role.QUOTE
    others = [block for block in blocks if not isinstance(block, TextBlock)]
    if len(others) == 1 and isinstance(others[0], Chart):
        return Role.CHART
    if len(others) == 1 and isinstance(others[0], Picture):
        return Role.PICTURE
    return Role.CONTENT


def _add_meeting(areas: tuple[tuple[Block, ...], ...], setting: Setting) -> tuple[tuple[Block, ...], ...]:
    """Put the way into the meeting, where the workshop has one, on the slide that shows while people join."""
    if not setting.workshop.meeting or choose_role(areas) is not Role.JOIN:
        return areas
    link = Run(text=setting.texts("Join the meeting"), link=setting.workshop.meeting)
    said = Paragraph(runs=(Run(text=setting.texts("Not in the room?") + " "), link))
    first, *others = areas
    return ((*first[:-1], TextBlock(paragraphs=(said,)), first[-1]), *others)


def _part_join_code(areas: tuple[tuple[Block, ...], ...]) -> tuple[tuple[Block, ...], ...]:
    """Give a join slide's code an area of its own, as a question's has."""
    if len(areas) != 1 or not any(isinstance(block, QrCode) for block in areas[0]):
        return areas if any(areas) else ()
    code = tuple(block for block in areas[0] if isinstance(block, QrCode))
    return (tuple(block for block in areas[0] if not isinstance(block, QrCode)), code)


def _compose_own_notes(body: SlideBody, question: Question | None, setting: Setting) -> Iterator[Paragraph]:
    """Say what the outline's author need not: how the room reaches this slide's question, form or results."""
    texts, links = setting.texts, setting.links
    if question:
        yield from compose_question_notes(question, links, texts)
    for block in body.blocks:
        if isinstance(block, QrSource):
            yield compose_code_notes(links.address, links, texts)
        elif isinstance(block, ResultsSource) and block.id in links.results:
            yield note(texts("Results:"), links.results[block.id])


def compose_notes(notes: Notes, own: tuple[Paragraph, ...], texts: Texts) -> tuple[Paragraph, ...]:
    """Put the time first, then what the author wrote, then our own."""
    if not notes.minutes:
        return (*notes.paragraphs, *own)
    whole, half = int(notes.minutes), "½" if notes.minutes % 1 else ""
    one, many = texts("{n} minute", n=f"{whole or ''}{half}"), texts("{n} minutes", n=f"{whole}{half}")
    return (note(texts("Time:"), one if notes.minutes <= 1 else many), *notes.paragraphs, *own)
