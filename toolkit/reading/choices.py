"""The choices of a question, however they are written → Choices with ids; what cannot be understood is noted. Pure.

    choices = ["Yes", "No"]                                       one language, or the same words in each
    choices = [{ sv = "Ja", en = "Yes" }, { sv = "Nej", en = "No" }]
    choices = { sv = ["Ja", "Nej"], en = ["Yes", "No"] }
    choices = [{ id = "ja", text = { sv = "Ja", en = "Yes" } }, …]  the one in which a text may change later

A choice without an id gets one that is made of its text in the first language that has one: the same at each reading,
wherever in the list it stands.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.model.nearest import compose_id
from toolkit.model.plain_text import digest_text
from toolkit.model.question import Choice
from toolkit.model.retyped import turns_into_another
from toolkit.model.text import LANGUAGES
from toolkit.reading import messages
from toolkit.reading.toml_section import Section, check_ids

_KEYS = ("id", "text")


def parse_choices(section: Section, kind: str) -> tuple[Choice, ...]:
    """Take the key `choices` of a question of a kind."""
    if "choices" not in section.values:
        section.report(messages.TOO_FEW_CHOICES, kind=kind)
        return ()
    before = len(section.problems)
    sections = _list_choices(section)
    if len(sections) < 2 and len(section.problems) == before:
        section.report(messages.TOO_FEW_CHOICES, "choices", kind=kind)
    check_ids(sections)
    choices = _name_choices([_parse_choice(each, code) for code, each in enumerate(sections, start=1)], section)
    if kind == "choice":
        _note_turning_texts(sections, choices)
    for language in section.languages:
        if _find_alike(sections, choices, language):
            break  # one report is enough where two texts are alike in both languages
    return choices


def _list_choices(section: Section) -> tuple[Section, ...]:
    """Return a section a choice, each with `text` and perhaps `id`, in whatever way the list is written."""
    value = section.values["choices"]
    if isinstance(value, Mapping) and value and all(isinstance(each, list) for each in value.values()):
        return _join_languages(section, value)
    if not isinstance(value, list) or not all(isinstance(each, str | Mapping) for each in value):
        section.report(messages.NOT_CHOICES, "choices")
        return ()
    inside = replace(section, values={"choices": [each if isinstance(each, Mapping) else {} for each in value]})
    return tuple(
        replace(each, values=_name_text(given)) for each, given in zip(inside.sections("choices"), value, strict=True)
    )


def _name_text(given: str | Mapping[str, object]) -> Mapping[str, object]:
    """Return a choice as a table with its text: "Yes" and { sv = "Ja", en = "Yes" } are texts already."""
    if isinstance(given, str):
        return {"text": given}
    said = {key: value for key, value in given.items() if key in LANGUAGES}
    if not said or "text" in given:
        return given
    return {**{key: value for key, value in given.items() if key not in said}, "text": said}


def _join_languages(section: Section, lists: Mapping[str, list[object]]) -> tuple[Section, ...]:
    """Put together what stands at the same place in each language's list."""
    inner = section.section("choices")
    inner.check_keys(LANGUAGES)
    known = {language: each for language, each in lists.items() if language in LANGUAGES}
    lengths = {language: len(each) for language, each in known.items()}
    if len(set(lengths.values())) > 1:
        said = ", ".join(f"{language}: {length}" for language, length in lengths.items())
        section.report(messages.CHOICES_UNEVEN, "choices", lengths=said)
        return ()
    texts = [dict(zip(known, said, strict=True)) for said in zip(*known.values(), strict=True)]
    inside = replace(section, values={"choices": [{"text": text} for text in texts]})
    return inside.sections("choices")


def _note_turning_texts(sections: Sequence[Section], choices: Sequence[Choice]) -> None:
    """Note texts that a spreadsheet makes numbers or dates of, once a choice."""
    for section, choice in zip(sections, choices, strict=True):
        turning = next((text for text in (choice.text.sv, choice.text.en) if turns_into_another(text)), "")
        if turning:
            section.report(messages.CHOICE_TURNS, "text", notice=True, text=turning)


def _parse_choice(section: Section, code: int) -> Choice:
    section.check_keys(_KEYS)
    section.check_present(("text",), _KEYS)
    return Choice(id=section.identifier() if "id" in section.values else "", code=code, text=section.text("text"))


def _name_choices(choices: Sequence[Choice], section: Section) -> tuple[Choice, ...]:
    """Give each choice without an id one of its own, and say once which."""
    written = Counter(choice.id for choice in choices if choice.id)
    texts = [_say_first(choice, section) for choice in choices]
    forms = written + Counter(compose_id(text) for text, choice in zip(texts, choices, strict=True) if not choice.id)
    named = tuple(
        choice if choice.id else replace(choice, id=_make_id(text, forms))
        for text, choice in zip(texts, choices, strict=True)
    )
    made = [after.id for before, after in zip(choices, named, strict=True) if not before.id]
    if made and not any(problem.message is messages.CHOICES_NAMED for problem in section.problems):
        section.report(messages.CHOICES_NAMED, "choices", notice=True, ids=", ".join(made))
    return named


def _say_first(choice: Choice, section: Section) -> str:
    """Return a choice's text in the programme's first language that has one."""
    said: list[str] = [getattr(choice.text, language) for language in section.languages]
    return next(filter(None, said), choice.text.say(LANGUAGES[0]))


def _make_id(text: str, forms: Mapping[str, int]) -> str:
    """Make an id of a text; with a few signs more where others would have the same, or the text has no letters."""
    plain = compose_id(text)
    alone = forms[plain] == 1 and any(letter.isalnum() for letter in text)
    return plain if alone else f"{plain[:33].rstrip('-')}-{digest_text(text)[:6]}"


def _find_alike(sections: Sequence[Section], choices: Sequence[Choice], language: str) -> bool:
    """Report texts that are alike: a drop-down holds the text itself, and nobody could tell which one came back."""
    seen: set[str] = set()
    found = False
    for section, choice in zip(sections, choices, strict=True):
        said: str = choice.text.say(language)
        if said and said.casefold() in seen:
            section.report(messages.SAME_CHOICE_TEXT, "text", text=said, language=language)
            found = True
        seen.add(said.casefold())
    return found
