"""Click's own words, metavars and help in the reader's language; there are as many languages as catalogues.

Click fixes many a word when a command is declared, before the language is known. What is declared is English; it is
remembered, translated for a run, and put back after it.
"""

import gettext
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from weakref import WeakKeyDictionary

import click

from toolkit.resources import find_template_folder
from toolkit.texts import Texts

_METAVAR = re.compile(r"[A-Z]{2,}(?: RANGE)?")
_HELP = "Show this message and exit."
_declared: WeakKeyDictionary[object, dict[str, str | None]] = WeakKeyDictionary()
"""What was declared in English, by command, option, argument or type, and attribute."""


@cache
def list_languages() -> tuple[str, ...]:
    """List the languages that messages can be read in: those with a catalogue, and English."""
    return (*sorted(path.parent.name for path in find_template_folder("text").glob("*/LC_MESSAGES")), "en")


def find_asked_language(arguments: Sequence[str]) -> str | None:
    """Return the language that a command line asks for, wherever in it; also where the rest of it is at fault."""
    for place, argument in enumerate(arguments):
        name, given, value = argument.partition("=")
        if name == "--lang":
            said = value if given else next(iter(arguments[place + 1 : place + 2]), "")
            return said if said in list_languages() else None
    return None


def find_locale_language(environ: Mapping[str, str]) -> str | None:
    """Return the language of the environment's locale, English where we do not know it; None where there is none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            code = re.split(r"[_.@-]", environ[name].lower())[0]
            return code if code in list_languages() else "en"
    return None


def bind_click(language: str) -> None:
    """Let click's own words come from our catalogue of them."""
    gettext.bindtextdomain("click", find_template_folder("text"))
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = language  # what gettext, and so click itself, goes by


def translate_command(command: click.Command, context: click.Context, texts: Texts) -> None:
    """Put what a command is declared with into the reader's language: help, usage, options, arguments, types."""
    _translate(command, "help", texts)
    _translate(command, "options_metavar", texts)
    if isinstance(command, click.Group):
        _translate(command, "subcommand_metavar", texts)
        for each in command.commands.values():
            _translate(each, "help", texts)
    for parameter in command.get_params(context):
        _translate(parameter.type, "name", texts)
        if parameter is command.get_help_option(context):
            parameter.help = texts(_HELP)  # click makes it when it is first asked for, in the language of that run
        else:
            _translate(parameter, "help", texts)
        declared = _remember(parameter, "metavar")
        parameter.metavar = declared
        if declared is not None or isinstance(parameter, click.Argument):
            parameter.metavar = translate_metavar(parameter.make_metavar(context), texts)


def restore_declared() -> None:
    """Put everything back as it was declared, in English."""
    for owner, known in _declared.items():
        for attribute, declared in known.items():
            setattr(owner, attribute, declared)


def translate_metavar(metavar: str, texts: Texts) -> str:
    """Translate the words of a metavar such as "[FILES]..."."""
    return _METAVAR.sub(lambda found: texts(found[0]), metavar)


def _translate(owner: object, attribute: str, texts: Texts) -> None:
    declared = _remember(owner, attribute)
    if declared:
        setattr(owner, attribute, texts(declared))


def _remember(owner: object, attribute: str) -> str | None:
    known = _declared.setdefault(owner, {})
    if attribute not in known:
        known[attribute] = getattr(owner, attribute)
    return known[attribute]
