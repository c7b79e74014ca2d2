"""A new theme → its entry in questions/themes.toml, to be written below those that are there. Pure."""

import json

from toolkit.model.text import LANGUAGES
from toolkit.model.themes import Theme

HEAD = """# The theme book: what the answers to open questions are coded with, in the order they are shown.
# `toolkit check` reads it and names each fault with its line; `include` holds the words that find a theme.
"""


def compose_entry(theme: Theme, remark: str) -> str:
    """Return the TOML of one theme, with a remark above it that says where it comes from."""
    lines = [
        "",
        f"# {remark}",
        "[[themes]]",
        f"id = {_quote(theme.id)}",
        f"name = {_say(theme.name.sv, theme.name.en)}",
    ]
    if theme.description:
        lines.append(f"description = {_say(theme.description.sv, theme.description.en)}")
    if theme.insight:
        lines.append(f"insight = {_quote(theme.insight)}")
    lines += [f"include.{language} = []" for language in LANGUAGES]
    return "\n".join(lines) + "\n"


def _say(sv: str, en: str) -> str:
    if sv == en:
        return _quote(sv)
    said = {language: text for language, text in zip(LANGUAGES, (sv, en), strict=True) if text}
    return "{ " + ", ".join(f"{language} = {_quote(text)}" for language, text in said.items()) + " }"


def _quote(text: str) -> str:
    """Quote a text as TOML does: as JSON, but with the delete character escaped too."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007F")
