"""The command line: click declarations only. A command opens the folder, calls one recipe and says one thing.

Heavy imports happen inside the recipe that needs them, so that `toolkit --help` starts at once.
"""

import datetime
import gc
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from toolkit import __version__
from toolkit.click_texts import list_languages
from toolkit.console import (
    Console,
    TranslatedCommand,
    TranslatedGroup,
    report_faults,
    run_recipe,
)

_FOLDER = click.Path(file_okay=False, path_type=Path)
_PATH = click.Path(path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_FRESH = click.option(
    "--fresh", is_flag=True, help="Make anew also what you have changed; yours is kept beside it under a dated name."
)
SUMMARY_OUTPUTS = ["workbook", "feedback", "report", "data"]


@click.group(cls=TranslatedGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="toolkit")
@click.option("-C", "--programme", type=_FOLDER, help="The programme folder (default: the nearest one upwards).")
@click.option(
    "--lang",
    type=click.Choice(list_languages()),
    expose_value=False,
    help="The language of messages (default: the system's).",
)
@click.option("--json", "as_json", is_flag=True, help="Say the same facts as JSON, for programs.")
@click.pass_context
def main(context: click.Context, programme: Path | None, as_json: bool) -> None:
    """Prepare, hold and sum up a series of workshops."""
    report_faults()
    if context.invoked_subcommand != "serve":
        # It ends within seconds: to look for garbage as often as a server must costs a build a tenth of its time.
        gc.set_threshold(100_000, 50, 100)
        context.call_on_close(gc.freeze)  # nor is there a point in a last look when all of it goes
    console = context.ensure_object(Console)
    console.programme, console.as_json = programme, as_json


@main.command(cls=TranslatedCommand)
@click.argument("folder", type=_FOLDER)
@click.option("--title", default="", metavar="TEXT", help="What the programme is called.")
@click.option("--organisation", default="", metavar="TEXT", help="Which organisation it is for.")
@click.option("--languages", default="", metavar="sv,en", help="Its languages; the first one is its own.")
@click.option("--groups", type=_FILE, help="A list of your groups (.csv, .xlsx), taken as it is.")
@click.option("--like", type=_FOLDER, help="Begin like another programme, without its dates and answers.")
@click.option("--example", is_flag=True, help="The example: Karolinska Institutet's programme, to look around in.")
@click.pass_obj
def new(console: Console, /, **chosen: Any) -> None:
    """Make a programme folder of your own: three steps, two questions, ready to build and to change."""
    from toolkit.commands.new import make_programme
    from toolkit.commands.new_choices import NewOptions, choose_start

    options = NewOptions(**chosen)
    if (options.example and (options.like or options.title or options.organisation)) or (
        (options.example or options.like) and (options.languages or options.groups)
    ):
        raise click.UsageError(console.texts("--example and --like bring their own languages and groups."))
    run_recipe(
        console,
        lambda: make_programme(
            options.folder,
            lambda: choose_start(options, console.ask, console.texts, asking=console.asks),
            console.texts.language,
        ),
    )


@main.command(cls=TranslatedCommand)
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.pass_obj
def check(console: Console, database: str | None) -> None:
    """Read everything and name every problem with its place and remedy."""
    from toolkit.commands.check import check_programme

    run_recipe(console, lambda: check_programme(console.folder, database=database))


@main.command(cls=TranslatedCommand)
@click.argument("file", type=_FILE)
@click.pass_obj
def template(console: Console, file: Path) -> None:
    """Show what a .pptx or .potx offers: its layouts, the role found for each and how, what is missing."""
    from toolkit.commands.template import inspect_template

    run_recipe(console, lambda: inspect_template(file, console.nearest_folder, console.texts))


@main.command(cls=TranslatedCommand)
@click.option("--workshop", "workshops", multiple=True, metavar="ID", help="Build only this workshop (repeatable).")
@click.option("--template", "template_file", type=_FILE, help="Another .pptx or .potx than the programme's.")
@click.option("--out", type=_FOLDER, help="Where to build (default: out/ in the programme folder).")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes (default: one a core).")
@click.option("--results", is_flag=True, help="Put what was answered into the results slides, as native charts.")
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.option("--brochure", is_flag=True, help="Make only the two-page brochure (PDF), in each language.")
@_FRESH
@click.option(
    "--new-addresses",
    is_flag=True,
    help="Make new addresses and codes for all workshops; those printed before then lead nowhere.",
)
@click.pass_obj
def build(
    console: Console,
    workshops: tuple[str, ...],
    template_file: Path | None,
    out: Path | None,
    jobs: int | None,
    results: bool,
    database: str | None,
    brochure: bool,
    fresh: bool,
    new_addresses: bool,
) -> None:
    """Build decks, response sheets and QR codes for each workshop."""
    if brochure:
        from toolkit.commands.brochure import build_brochure

        run_recipe(console, lambda: build_brochure(console.folder, out=out, fresh=fresh))
        return
    from toolkit.commands.build import build_programme

    run_recipe(
        console,
        lambda: build_programme(
            console.folder,
            only=workshops,
            template=template_file,
            out=out,
            jobs=jobs,
            results=results,
            database=database,
            fresh=fresh,
            new_addresses=new_addresses,
            progress=console.progress,
        ),
    )


@main.command(cls=TranslatedCommand)
@click.option("--host", default="0.0.0.0", show_default=True, help="Whom to listen to; 127.0.0.1 behind a proxy.")  # noqa: S104  # phones on the same network are to reach it
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen at.")
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.option("--base-path", metavar="PATH", help="The prefix behind a proxy (default: the path of base_url).")
@click.option(
    "--trusted-proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="A proxy whose word counts (repeatable; default: this computer).",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes; more than one needs PostgreSQL.",
)
@click.pass_obj
def serve(
    console: Console,
    host: str,
    port: int,
    database: str | None,
    base_path: str | None,
    proxies: tuple[str, ...],
    workers: int,
) -> None:
    """Start the response site, where participants answer on their phones."""
    from toolkit.site.serve import Serving, serve_programme

    def compose_serving() -> Serving:
        serving = Serving(folder=console.folder, host=host, database=database, base_path=base_path)
        return replace(serving, proxies=proxies) if proxies else serving

    run_recipe(
        console,
        lambda: serve_programme(
            compose_serving(),
            port=port,
            workers=workers,
            texts=console.texts,
            say=console.note,
            qr=console.draws,
            colour="NO_COLOR" not in console.environ,
        ),
    )


@main.command(cls=TranslatedCommand)
@click.argument("files", type=_PATH, nargs=-1)
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.option("--correction", is_flag=True, help="The file corrects rows that were taken before, however many differ.")
@click.option("--copy", metavar="NAME", help="The file is another table's copy of a sheet; name the table.")
@click.option("--list", "as_list", is_flag=True, help="List what has been taken in: when, which file, which workshop.")
@click.option(
    "--workshop", metavar="ID", default="", help="With --list: only this workshop, and its phones one by one."
)
@click.pass_obj
def collect(
    console: Console,
    files: tuple[Path, ...],
    database: str | None,
    correction: bool,
    copy: str | None,
    as_list: bool,
    workshop: str,
) -> None:
    """Take filled sheets (.xlsx), tidy CSV, archives, and folders of these in, and print a receipt."""
    if as_list:
        from toolkit.commands.intakes import list_intakes

        run_recipe(console, lambda: list_intakes(console.folder, database=database, workshop=workshop))
        return
    if not files:
        raise click.UsageError(
            console.texts("Name the files or folders to take in, or see what was taken with --list.")
        )
    from toolkit.commands.collect import collect_files

    run_recipe(
        console, lambda: collect_files(console.folder, files, database=database, correction=correction, copy=copy)
    )


@main.command(cls=TranslatedCommand)
@click.argument("intake")
@click.option("--with-later", is_flag=True, help="Undo first what builds on it, the latest first.")
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.pass_obj
def undo(console: Console, intake: str, with_later: bool, database: str | None) -> None:
    """Take an intake out again by its number, or one response by its id; or put back what an undo took out."""
    from toolkit.commands.undo import undo_intake

    run_recipe(console, lambda: undo_intake(console.folder, intake, database=database, with_later=with_later))


@main.command(cls=TranslatedCommand)
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.option("--out", type=_PATH, help="Where to write: a folder, or the workbook's file (default: out/).")
@click.option("--language", type=click.Choice(["sv", "en"]), help="One language only (default: the programme's own).")
@click.option("--only", "only", type=click.Choice(SUMMARY_OUTPUTS), multiple=True, help="Write only this (repeatable).")
@click.option("--template", "template_file", type=_FILE, help="Another .pptx or .potx than the programme's.")
@click.option("--report-template", type=_FILE, help="Another Word template (.docx, .dotx) than the programme's.")
@_FRESH
@click.pass_obj
def summary(
    console: Console,
    database: str | None,
    out: Path | None,
    language: str | None,
    only: tuple[str, ...],
    template_file: Path | None,
    report_template: Path | None,
    fresh: bool,
) -> None:
    """Sum all collected answers up: a workbook, feedback decks, a report as Word file and PDF, data for programs."""
    from toolkit.commands.summary import write_summary

    run_recipe(
        console,
        lambda: write_summary(
            console.folder,
            database=database,
            out=out,
            language=language,
            only=only,
            template=template_file,
            report_template=report_template,
            fresh=fresh,
            progress=console.progress,
        ),
    )


@main.command(cls=TranslatedCommand)
@click.argument("path", type=_PATH, required=False)
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.pass_obj
def export(console: Console, path: Path | None, database: str | None) -> None:
    """Write all answers with their history as an open archive (default: out/archive.zip)."""
    from toolkit.commands.export import export_archive

    run_recipe(console, lambda: export_archive(console.folder, path=path, database=database))


@main.command(cls=TranslatedCommand)
@click.argument("path", type=_FILE)
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.pass_obj
def backup(console: Console, path: Path, database: str | None) -> None:
    """Copy the store of responses to a file, also while the response site runs."""
    from toolkit.commands.backup import back_up_store

    run_recipe(console, lambda: back_up_store(console.folder, path, database=database))


@main.command(cls=TranslatedCommand)
@click.argument("path", type=_FILE)
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.pass_obj
def restore(console: Console, path: Path, database: str | None) -> None:
    """Put a backup in the place of the store; the former store is kept beside it."""
    from toolkit.commands.restore import restore_store

    run_recipe(console, lambda: restore_store(console.folder, path, database=database))


@main.command(cls=TranslatedCommand)
@click.option("--response", metavar="ID", default="", help="Erase this response, by the id shown to its participant.")
@click.option("--workshop", metavar="ID", default="", help="Erase all responses of this workshop.")
@click.option("--past-retention", is_flag=True, help="Erase all that is older than retention_days in programme.toml.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Which day it is, where the clock may be wrong.",
)
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.pass_obj
def forget(
    console: Console,
    response: str,
    workshop: str,
    past_retention: bool,
    today: datetime.datetime | None,
    yes: bool,
    database: str | None,
) -> None:
    """Erase one response, one workshop, or all that is past its retention time."""
    from toolkit.commands.forget import describe_counted, forget_responses

    if past_retention == bool(response or workshop):
        raise click.UsageError(console.texts("Say what to erase: --response ID, --workshop ID or --past-retention."))
    run_recipe(
        console,
        lambda: forget_responses(
            console.folder,
            response=response,
            workshop=workshop,
            past_retention=past_retention,
            today=today.date() if today else None,
            database=database,
            confirm_date=console.confirm_date if console.asks else None,
            confirm=lambda counted: yes or console.confirm_erasing(describe_counted(counted, console.texts)),
        ),
    )


@main.command(cls=TranslatedCommand)
@click.option("--register", type=_FILE, help="Take an edited followup.xlsx, or a register (.csv, .xlsx), in first.")
@click.option("--media", type=_FILE, help="A monitoring export (.csv, .xlsx): Retriever's or Meltwater's.")
@click.option("--since", metavar="DATE", default="", help="The follow-up to compare with (default: the one before).")
@click.option("--database", metavar="URL", help="Another store than responses/responses.sqlite3.")
@click.option("--template", type=_FILE, help="Another .pptx or .potx than the programme's.")
@click.option(
    "--language", type=click.Choice(["sv", "en"]), help="The language of what is written (default: the first one)."
)
@click.option("--out", type=_FOLDER, help="Where to write (default: out/ in the programme folder).")
@_FRESH
@click.pass_obj
def followup(console: Console, /, **chosen: Any) -> None:
    """Follow the action plan up: its status as a workbook, slides and a final report."""
    from toolkit.commands.followup import FollowupOptions, write_followup

    run_recipe(console, lambda: write_followup(console.folder, FollowupOptions(**chosen)))


@main.command(cls=TranslatedCommand)
@click.argument("folder", type=_FOLDER, required=False)
@click.pass_obj
def demo(console: Console, folder: Path | None) -> None:
    """Run the whole chain on a programme, or on the KI example, with clearly marked example answers."""
    from toolkit.commands.demo import run_demo

    run_recipe(console, lambda: run_demo(folder or console.nearest_folder, progress=console.progress))
