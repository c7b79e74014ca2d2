"""What the command line says: results to stdout, progress and problems to stderr, one exit code a fault.

A recipe returns an Outcome; `run_recipe` says it in the reader's language, or as JSON, and turns every ToolkitError
into lines of place, cause and remedy. Exit codes: 0 done, 1 the input is at fault, 2 wrong usage, 130 interrupted.
"""

import datetime
import gettext
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TypeVar

import click

from toolkit.click_texts import (
    bind_click,
    find_asked_language,
    find_locale_language,
    list_languages,
    restore_declared,
    translate_command,
)
from toolkit.errors import InputError, Message, Place, Problem, ToolkitError
from toolkit.texts import Texts, load_texts

T = TypeVar("T")

NO_PROGRAMME = Message(
    "There is no programme folder here: no programme.toml in this folder or any above it.",
    "Go to the folder, name it with -C, or make a new one with: toolkit new FOLDER",
)


class Outcome(Protocol):
    """What a recipe returns: sentences for a person, the same facts for a program, and notices."""

    @property
    def notices(self) -> Sequence[Problem]:
        """What was noticed and did not stop the work."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What part of the input was refused for; the rest was done."""

    def describe(self, texts: Texts) -> str:
        """Say what was done, in the reader's language."""

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values for JSON."""


@dataclass
class Console:
    """The choices given before the command: where, in which language, for whom."""

    programme: Path | None = None
    language: str | None = None
    as_json: bool = False
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @cached_property
    def texts(self) -> Texts:
        """The reader's language: as asked for, or as the system says, or English."""
        return load_texts(self.language or find_system_language(self.environ))

    @property
    def nearest_folder(self) -> Path | None:
        """The programme folder given, or found upwards and named as seen from here; None where there is none."""
        from toolkit.reading.programme_folder import find_programme_folder

        if self.programme:
            return self.programme
        found = find_programme_folder(Path.cwd())
        return Path(os.path.relpath(found)) if found else None

    @property
    def folder(self) -> Path:
        """The programme folder. Raises InputError where there is none."""
        folder = self.nearest_folder
        if folder is None:
            raise InputError(Problem(place=Place(file=""), message=NO_PROGRAMME))
        return folder

    def note(self, line: str) -> None:
        """Say a line on stderr while the work goes on."""
        click.echo(line, err=True)

    @property
    def draws(self) -> bool:
        """Whether a person looks at stderr, on a terminal that shows block characters."""
        encoding = (sys.stderr.encoding or "").lower()
        return not self.as_json and sys.stderr.isatty() and encoding.startswith("utf")

    @property
    def asks(self) -> bool:
        """Whether a person is there to answer a question."""
        return not self.as_json and sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str, default: str, parse: Callable[[str], T]) -> T:
        """Ask on the terminal until the answer can be taken; where nobody is there, take the default.

        Raises KeyboardInterrupt where the person gives up.
        """
        if not self.asks:
            return parse(default)

        def take(said: str) -> T:
            try:
                return parse(said)
            except InputError as error:
                raise click.UsageError(" ".join(map(self.texts.problem, error.problems))) from error

        try:
            answered: T = click.prompt(question, default=default, value_proc=take, err=True, prompt_suffix=" ")
        except click.Abort as error:
            raise KeyboardInterrupt from error
        return answered

    def confirm_date(self, today: datetime.date, newest: datetime.date) -> bool:
        """Ask on the terminal whether the computer's date is right."""
        said = self.texts(
            "This computer's clock says {today}, and the newest answer is of {newest}. Is {today} right",
            today=today.isoformat(),
            newest=newest.isoformat(),
        )
        return click.confirm(said, default=False, err=True)

    def confirm_erasing(self, what: str) -> bool:
        """Ask on the terminal whether to erase. Raises UsageError where nobody is there to ask."""
        if not sys.stdin.isatty():
            raise click.UsageError(self.texts("Nobody can be asked here. To erase {what}, add --yes.", what=what))
        said = self.texts("This erases for good: {what}. Erase", what=what)
        yes, no = self.texts("yes"), self.texts("no")
        answer: str = click.prompt(f"{said}? [{yes}/{no}]", default=no, show_default=False, err=True)
        return answer.strip().casefold() in (yes, yes[0], "yes", "y")

    def progress(self, things: Iterable[T], total: int, label: str) -> Iterator[T]:
        """Pass things on, with a bar on stderr while it is a terminal and people, not programs, are reading."""
        if self.as_json or not sys.stderr.isatty():
            yield from things
            return
        from rich.console import Console as Terminal
        from rich.progress import track

        yield from track(things, description=self.texts(label), total=total, console=Terminal(stderr=True))


def find_system_language(environ: Mapping[str, str]) -> str:
    """Return the language of the environment, or on Windows of its locale, as far as there is a catalogue for it."""
    found = find_locale_language(environ)
    if found is None and sys.platform == "win32":
        import locale

        name = (locale.getlocale()[0] or "").partition("_")[0]  # "Swedish" or "sv"
        found = find_locale_language({"LANG": locale.normalize(name)})
    return found or "en"


def run_recipe(console: Console, recipe: Callable[[], Outcome]) -> None:
    """Run a recipe and say what came of it; exit with 1 where the input is at fault."""
    try:
        outcome = recipe()
    except ToolkitError as error:
        if console.as_json:
            _say_json({"problems": [_compose_problem_facts(console, problem) for problem in error.problems]})
        else:
            _say_problems(console, error.problems)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo(console.texts("Interrupted. What was finished is whole; run the command again."), err=True)
        sys.exit(130)
    _say_outcome(console, outcome)
    if outcome.problems:
        sys.exit(1)


def report_faults() -> None:
    """Let a fault of the program itself end with a sentence and a report to send on, not with a traceback."""
    sys.excepthook = _report_fault


def _report_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Write the traceback to a file of its own; the report holds no answers, but may hold paths and texts of files."""
    if not issubclass(kind, Exception) or os.environ.get("TOOLKIT_DEBUG"):
        sys.__excepthook__(kind, fault, trace)
        return
    import tempfile
    import traceback

    texts = load_texts(find_system_language({"LC_ALL": os.environ.get("LANGUAGE", ""), **os.environ}))
    with tempfile.NamedTemporaryFile("w", prefix="toolkit-", suffix=".txt", delete=False, encoding="utf-8") as report:
        report.write("".join(traceback.format_exception(kind, fault, trace)))
    said = texts("The program itself is at fault here, not your files; what was finished is whole.")
    remedy = texts("Send this file to whoever looks after the toolkit: {report}", report=report.name)
    click.echo(f"{said} {remedy}", err=True)


def _say_outcome(console: Console, outcome: Outcome) -> None:
    """Say what was done on stdout; notices and problems on stderr, or all of it as one JSON object."""
    if console.as_json:
        found = {"notices": outcome.notices, "problems": outcome.problems}
        said = {name: [_compose_problem_facts(console, one) for one in list_] for name, list_ in found.items()}
        _say_json({**outcome.facts(), **said})
        return
    for notice in outcome.notices:
        click.echo(f"{click.style(console.texts('Note'), bold=True)}: {console.texts.problem(notice)}", err=True)
    click.echo(outcome.describe(console.texts))
    _say_problems(console, outcome.problems)


def _say_json(facts: Mapping[str, Any]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=1))


def _say_problems(console: Console, problems: Sequence[Problem]) -> None:
    """Say every problem, a line each on stderr, and their number at the end."""
    for problem in problems:
        click.echo(console.texts.problem(problem), err=True)
    if len(problems) > 1:
        said = console.texts.plural("{n} problem.", "{n} problems.", len(problems))
        click.echo(click.style(said, bold=True), err=True)


def _compose_problem_facts(console: Console, problem: Problem) -> dict[str, Any]:
    place = {name: value for name, value in asdict(problem.place).items() if value}
    cause, remedy = console.texts.explain(problem)
    return {"place": place, "cause": cause, "remedy": remedy}


def _choose(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Note a common option that stands after the command, where people write it, as if it stood before."""
    if value:
        setattr(context.obj, str(parameter.name), value)


def _compose_common_options() -> list[click.Parameter]:
    folder = click.Path(file_okay=False, path_type=Path)
    hidden: dict[str, Any] = {"expose_value": False, "hidden": True}
    return [
        click.Option(["-C", "--programme"], type=folder, callback=_choose, **hidden),
        click.Option(["--lang"], type=click.Choice(list_languages()), **hidden),  # found before it is parsed
        click.Option(["--json", "as_json"], is_flag=True, callback=_choose, **hidden),
    ]


def _prepare(command: click.Command, context: click.Context, arguments: Sequence[str]) -> None:
    """Find the reader's language before anything can be wrong with the rest, and put the command into it."""
    console = context.ensure_object(Console)
    console.language = console.language or find_asked_language(arguments)
    translate_command(command, context, console.texts)


class TranslatedCommand(click.Command):
    """A command whose help reads in the reader's language; it takes the common options after its name as well."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params = [*self.params, *_compose_common_options()]

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Translate, then let click read the command line."""
        _prepare(self, context, args)
        return super().parse_args(context, args)


class TranslatedGroup(click.Group):
    """The program itself, likewise; and its commands stand in the order of the work, not of the alphabet."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Let click speak the reader's language from the first word on."""
        given = arguments[0] if arguments else options.get("args")
        asked = find_asked_language(sys.argv[1:] if given is None else given)
        bind_click(asked or find_system_language(os.environ))
        try:
            return super().main(*arguments, **options)
        finally:
            restore_declared()

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Translate, then let click read the command line."""
        _prepare(self, context, args)
        return super().parse_args(context, args)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List each command with the whole of what it does; click would cut it at the line's end."""
        rows = [(name, self.commands[name].help or "") for name in self.list_commands(context)]
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl(rows)

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the commands in the order they are declared, which is the order of the work."""
        return list(self.commands)
