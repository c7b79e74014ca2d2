"""What a new programme is to be called, in which languages, for which groups → its files. Reads templates/start.

Three steps, two questions, nothing of any other programme. The texts and the comments in the files are in the
programme's first language; its own texts are in each of its languages.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.commands.own_groups import OwnGroups, compose_example_groups, read_own_groups
from toolkit.model.nearest import compose_id
from toolkit.model.text import LANGUAGES
from toolkit.resources import find_template_folder

_FILES = {
    "programme.toml": "programme.toml",
    "questions/questions.toml": "questions.toml",
    "questions/themes.toml": "themes.toml",
    "plan/brochure.toml": "brochure.toml",
}
_IDS = {
    "sv": {"FIRST": "nulage", "SECOND": "mal", "THIRD": "nasta-steg", "SCALE": "laget-idag", "OPEN": "forsta-steget"},
    "en": {"FIRST": "today", "SECOND": "aims", "THIRD": "next-steps", "SCALE": "today", "OPEN": "first-step"},
}
"""What the outlines refer to, by the programme's first language."""


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A programme of one's own: `languages` in order, the first one its own; `groups` is a department's list."""

    title: str
    organisation: str
    languages: tuple[str, ...] = ()
    groups: Path | None = None


@dataclass(frozen=True, kw_only=True)
class ComposedProgramme:
    """The files of a new programme by name, and what was added to the list of groups."""

    title: str
    files: Mapping[str, bytes]
    languages: tuple[str, ...]
    added: tuple[str, ...] = ()


def compose_blank(blank: Blank, language: str) -> ComposedProgramme:
    """Compose the files. `language` is the reader's: the programme's first where none was chosen or is in the list.

    Raises InputError where the list of groups cannot be read.
    """
    first = blank.languages[0] if blank.languages else language
    groups = read_own_groups(blank.groups, blank.languages, first) if blank.groups else None
    languages = blank.languages or _order((groups.languages if groups else ()) or (first,), first)
    if groups is None:
        groups = OwnGroups(name="groups.csv", content=compose_example_groups(languages))
    context = _compose_context(blank, languages, groups)
    files = {name: _fill_in(f"{languages[0]}/{source}", context) for name, source in _FILES.items()}
    files |= {f"decks/{each}.md": _name_ids(each, _IDS[languages[0]]) for each in languages}
    files[groups.name] = groups.content
    return ComposedProgramme(title=blank.title, files=files, languages=languages, added=groups.added)


def _order(languages: Sequence[str], first: str) -> tuple[str, ...]:
    """Put the reader's language first, where it is among those that the groups speak."""
    return tuple(sorted(languages, key=lambda each: (each != first, languages.index(each))))


def _compose_context(blank: Blank, languages: tuple[str, ...], groups: OwnGroups) -> dict[str, object]:
    """List what the files are filled in with; each text is TOML as it stands."""

    def say(sv: str, en: str) -> str:
        said = {"sv": sv, "en": en}
        if len(languages) == 1:
            return quote(said[languages[0]])
        return "{ " + ", ".join(f"{each} = {quote(said[each])}" for each in languages) + " }"

    def words(sv: Sequence[str], en: Sequence[str]) -> str:
        said = {"sv": sv, "en": en}
        return "\n".join(f"include.{each} = [{', '.join(map(quote, said[each]))}]" for each in languages)

    choices = ", ".join(say(sv, en) for sv, en in (("Ja", "Yes"), ("Nej", "No")))
    return {
        "id": compose_id(blank.title),
        "title": quote(blank.title),
        "organisation": quote(blank.organisation),
        "languages": languages,
        "languages_listed": f"[{', '.join(map(quote, languages))}]",
        "groups": groups.name,
        "areas": [{"id": area, "title": title} for area, title in groups.areas.items()],
        "kinds": [{"id": kind, "title": title.say(LANGUAGES[0])} for kind, title in groups.kinds.items()],
        "example_choices": f"[{choices}]",
        "quote": quote,
        "say": say,
        "words": words,
    }


def quote(text: str) -> str:
    """Quote a text as TOML does: as JSON, but with the delete character escaped too."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")


def _fill_in(source: str, context: Mapping[str, object]) -> bytes:
    from jinja2 import Environment, StrictUndefined

    text = (find_template_folder("start") / source).read_text(encoding="utf-8")
    # What is filled in is TOML, and quoted as such.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701
    return (environment.from_string(text).render(context).rstrip("\n") + "\n").encode()


def _name_ids(language: str, ids: Mapping[str, str]) -> bytes:
    """Return the outline in a language with the ids of the programme's steps and questions."""
    text = (find_template_folder("start") / f"decks/{language}.md").read_text(encoding="utf-8")
    for name, id_ in ids.items():
        text = text.replace(f"{{#{name}}}", f"{{#{id_}}}").replace(f"question {name}", f"question {id_}")
        text = text.replace(f"results {name}", f"results {id_}")
    return text.encode()
