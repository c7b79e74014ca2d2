"""programme.toml's bytes → the Programme, and every problem in the file. Pure."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast, get_args
from urllib.parse import urlsplit

from toolkit.model.nearest import ID, compose_id
from toolkit.model.programme import REPORT_FACTS, Area, AreaKind, Insight, Programme, ReportSettings, Step
from toolkit.model.text import LANGUAGES, Text
from toolkit.reading import messages
from toolkit.reading.programme_folder import PROGRAMME_FILE
from toolkit.reading.toml_section import Section, check_ids, parse_toml

DEFAULT_THEMES = "questions/themes.toml"
"""Read where it lies, unless another theme book is named."""
_REQUIRED = ("id", "title", "organisation", "languages", "base_url", "questions", "outlines", "steps")
_KEYS = (
    *_REQUIRED,
    "groups",
    "template",
    "layouts",
    "contact",
    "retention_days",
    "privacy",
    "report",
    "themes",
    "insights",
    "areas",
    "kinds",
)
_KINDS: tuple[str, ...] = get_args(AreaKind)
_MOST_DAYS = 36_500
_GROUP_LIMITS = (3, 20)
"""Fewest responses that may be set as the minimum behind a published figure (fewer is no protection), and most."""


def parse_programme(content: bytes, file: str = PROGRAMME_FILE) -> tuple[Programme | None, Section]:
    """Return the programme as far as it can be understood, and the file's section with its problems and lines.

    None where the file is no TOML at all. With problems the programme serves only to check other files against it.
    """
    root = parse_toml(content, file)
    if root.problems:
        return None, root
    languages = _parse_languages(root)
    root = Section(
        file=file, values=root.values, languages=languages or LANGUAGES, lines=root.lines, problems=root.problems
    )
    root.check_keys(_KEYS)
    root.check_present(_REQUIRED, _KEYS)
    insights = _parse_insights(root)
    privacy = root.section("privacy")
    privacy.check_keys(("min_group", "names"))
    programme = Programme(
        id=root.identifier(),
        title=root.text("title"),
        organisation=root.text("organisation"),
        languages=root.languages,
        base_url=_parse_address(root),
        steps=_parse_steps(root),
        insights=insights,
        areas=_parse_areas(root, insights),
        outlines=_parse_outlines(root),
        kinds=_parse_kinds(root.section("kinds")),
        questions=root.words("questions"),
        groups=root.word("groups", "groups.csv"),
        # An empty template is the natural way to say "the one that comes along".
        template=root.word("template") if root.values.get("template") != "" else "",
        themes=root.word("themes", DEFAULT_THEMES),
        layouts=_parse_names(root.section("layouts")),
        contact=root.text("contact"),
        retention_days=root.number("retention_days", 730, 1, _MOST_DAYS),
        min_group=privacy.number("min_group", 5, *_GROUP_LIMITS),
        # Empty is a natural way to say "none".
        names=privacy.word("names") if privacy.values.get("names") != "" else "",
        report=_parse_report(root),
    )
    return programme, root


def _parse_languages(root: Section) -> tuple[str, ...]:
    languages = root.words("languages")
    for index, language in enumerate(languages):
        root.check_reference(language, LANGUAGES, "languages", index)
    if "languages" in root.values and not languages and not root.problems:
        root.report(messages.NO_LANGUAGES, "languages")
    return tuple(language for language in languages if language in LANGUAGES)


def _parse_address(root: Section) -> str:
    address = root.word("base_url").rstrip("/")
    if not address:
        return ""
    suggestion = f"https://{address.removeprefix('https:').removeprefix('http:').lstrip('/')}"
    if "://" not in address and _is_address(suggestion):
        root.report(messages.ADDRESS_WITHOUT_SCHEME, "base_url", address=address, suggestion=suggestion)
    elif not _is_address(address):
        root.report(messages.BAD_ADDRESS, "base_url", address=address)
    return address


def _is_address(address: str) -> bool:
    # The address becomes part of every QR code as it stands: plain ASCII, no query that a path could not follow.
    if not re.fullmatch(r"https?://[!-~]+", address) or re.search(r'[?#"<>\\^`{|}@]', address):
        return False
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, an IPv6 bracket left open
        return False


def _parse_steps(root: Section) -> tuple[Step, ...]:
    sections = root.sections("steps")
    if "steps" in root.values and root.values["steps"] == []:
        root.report(messages.NO_STEPS, "steps")
    check_ids(sections)
    return tuple(_parse_step(section, number) for number, section in enumerate(sections, start=1))


def _parse_step(section: Section, number: int) -> Step:
    keys = ("id", "title")
    section.check_keys(keys)
    section.check_present(keys, keys)
    return Step(id=section.identifier(), number=number, title=section.text("title"))


def _parse_insights(root: Section) -> tuple[Insight, ...]:
    sections = root.sections("insights")
    check_ids(sections)
    return tuple(_parse_insight(section, number) for number, section in enumerate(sections, start=1))


def _parse_insight(section: Section, number: int) -> Insight:
    keys = ("id", "title", "short")
    section.check_keys(keys)
    section.check_present(("id", "title"), keys)
    title = section.text("title")
    return Insight(id=section.identifier(), number=number, title=title, short=section.text("short") or title)


def _parse_areas(root: Section, insights: tuple[Insight, ...]) -> tuple[Area, ...]:
    sections = root.sections("areas")
    check_ids(sections)
    known = tuple(insight.id for insight in insights)
    return tuple(_parse_area(section, known) for section in sections)


def _parse_area(section: Section, insights: tuple[str, ...]) -> Area:
    keys = ("id", "title", "insight", "kind", "short")
    section.check_keys(keys)
    # A programme without insights may still have areas.
    section.check_present(("id", "title", "insight") if insights else ("id", "title"), keys)
    kind = section.reference("kind", _KINDS) or "planned"
    return Area(
        id=section.identifier(),
        title=section.text("title"),
        insight=section.reference("insight", insights),
        kind=cast(AreaKind, kind),  # checked one line up
        short=section.text("short"),
    )


def _parse_outlines(root: Section) -> Mapping[str, str]:
    section = root.section("outlines")
    section.check_keys(LANGUAGES)
    if "outlines" in root.values:
        for language in root.languages:
            if language not in section.values:
                section.report(messages.MISSING_OUTLINE, language=language)
    return MappingProxyType({key: section.word(key) for key in section.values if key in LANGUAGES})


def _parse_report(root: Section) -> ReportSettings:
    section = root.section("report")
    section.check_keys(("template", "address", *REPORT_FACTS))
    address = section.word("address")
    if address and not re.fullmatch(r"https?://[!-~]+\.[!-~]+", address):
        section.report(messages.BAD_REPORT_ADDRESS, "address", address=address)
    facts = {key: section.text(key) for key in REPORT_FACTS if section.values.get(key) not in (None, "")}
    return ReportSettings(
        template=section.word("template") if section.values.get("template") != "" else "",
        address=address,
        facts=MappingProxyType({key: text for key, text in facts.items() if text}),
    )


def _parse_kinds(section: Section) -> Mapping[str, Text]:
    """Take kinds of group of one's own, and other names for those that every programme knows."""
    for kind in section.values:
        if not ID.fullmatch(kind):
            section.report(messages.BAD_ID, kind, id=kind, suggestion=compose_id(kind))
    return MappingProxyType({kind: section.text(kind) for kind in section.values})


def _parse_names(section: Section) -> Mapping[str, str]:
    # Which roles there are, the deck knows.
    return MappingProxyType({key: section.word(key) for key in section.values})
