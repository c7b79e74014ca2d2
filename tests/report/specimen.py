"""A made-up report with every kind of block, short and long texts, in both languages."""

import datetime

from toolkit.chart.values import Chart, Series
from toolkit.document.values import (
    Block,
    Bullets,
    Figure,
    Heading,
    Report,
    Run,
    Table,
    Writing,
    compose_paragraph,
    say,
)

AREAS = {
    "sv": (
        "Målgruppsanpassad och sammanhållen webbplats (ki.se) på engelska (och svenska)",
        "Alumnverksamheten",
        "Funktion med fokus på internationell strategisk medieexponering",
        "Stöd för implementering av RIMS",
        "Förstärkning av EU-samordning (Brysselrepresentationen och lokalt)",
        "Stärkt stöd till KI:s personals närvaro i sociala medier",
    ),
    "en": (
        "A coherent website (ki.se), tailored to its audiences, in English (and Swedish)",
        "Alumni relations",
        "A function for strategic exposure in international media",
        "Support for the implementation of RIMS",
        "Stronger EU coordination (the Brussels representation and locally)",
        "Stronger support for KI staff on social media",
    ),
}
SHORT = {
    "sv": ("Webb", "Alumner", "Medier", "RIMS", "EU-samordning", "Sociala medier"),
    "en": ("Website", "Alumni", "Media", "RIMS", "EU coordination", "Social media"),
}
GROUPS = ("KI Nord", "KI Solna", "KI Syd", "Förvaltningen", "Universitetsbiblioteket")
BODY = {
    "sv": "Grupperna är överens om mer än de är oense om. Störst enighet råder om att kontakterna utomlands finns i de "
    "egna nätverken, och att de sällan syns för andra än dem som har dem. ",
    "en": "The groups agree on more than they disagree on. Most of all they agree that contacts abroad are found in "
    "their own networks, and that these are seldom seen by anyone but those who have them. ",
}


def make_charts(language: str) -> dict[str, Chart]:
    """Return a chart of each kind."""
    areas, short = AREAS[language], SHORT[language]
    points = (31.4, 22.0, 14.5, 12.1, 11.0, 9.0)
    first, second = ("Nu", "Förra gången") if language == "sv" else ("Now", "Last time")
    source = "svar från 5 workshoppar (påhittade)" if language == "sv" else "answers from 5 workshops (made up)"
    mean = "Poäng i medeltal" if language == "sv" else "Mean points"
    return {
        "bar": Chart(
            kind="bar", categories=areas, series=(Series(name=mean, values=points),), number_format="0.0",
            alt=f"{areas[0]}: 31. {areas[5]}: 9.", source=source, y_title=mean,
        ),
        "bars": Chart(
            kind="bar", categories=short,
            series=(Series(name=first, values=points), Series(name=second, values=(20, 25, None, 10, 30, 5.5))),
            number_format="0", alt="31, 5.", source=source,
        ),
        "column": Chart(
            kind="column", categories=tuple(map(str, range(1, 8))),
            series=(Series(name=mean, values=(1, 0, 4, 9, 13, 8, 2)),), number_format="0", alt="5: 13. 2: 0.",
            x_title="1 = okända, 7 = mycket kända" if language == "sv" else "1 = unknown, 7 = very well known",
        ),
        "stacked": Chart(
            kind="stacked", categories=GROUPS,
            series=(
                Series(name="Klart" if language == "sv" else "Done", values=(3, 2, 5, 1, 0)),
                Series(name="Delvis" if language == "sv" else "Partly", values=(4, 4, 2, 6, 3)),
                Series(name="Inte påbörjat" if language == "sv" else "Not begun", values=(1, 2, 1, 2, 5)),
            ),
            number_format="0", alt="KI Syd 5, Förvaltningen 1.", source=source,
        ),
        "line": Chart(
            kind="line", categories=("2019", "2020", "2021", "2022", "2023"),
            series=(
                Series(name="A", values=(1000, 1210, 1150, 1900, 2440)),
                Series(name="B", values=(800, 1500, 1400, 1100, 1250)),
            ),
            number_format="#,##0", alt="A 2440, B 800.", source=source,
        ),
        "scatter": Chart(
            kind="scatter", categories=short,
            series=(
                Series(name="x", values=(2.1, 1.4, 3.0, 4.5, 3.2, 2.0)),
                Series(name="y", values=(4.0, 3.6, 3.5, 2.2, 3.2, 3.1)),
            ),
            number_format="0.0", alt="Alumner 1.4; 3.6.",
            x_title="Arbete" if language == "sv" else "Effort", y_title="Effekt" if language == "sv" else "Effect",
        ),
    }  # fmt: skip


def make_report(language: str = "sv", *, note: bool = True) -> Report:
    """Return a whole report."""
    swedish = language == "sv"
    return Report(
        title="Det här sade grupperna" if swedish else "What the groups said",
        subtitle="Sammanfattning av fem workshoppar om ökad internationell synlighet"
        if swedish
        else "A summary of five workshops on greater international visibility",
        organisation="Karolinska Institutet",
        kicker="9 steg mot ökad internationell synlighet"
        if swedish
        else "Nine steps to greater international visibility",
        language=language,
        day=datetime.date(2027, 3, 1),
        date_text="1 mars 2027" if swedish else "1 March 2027",
        facts=(
            ("Diarienummer" if swedish else "Reference number", "1-779/2022"),
            ("Dokumenttyp" if swedish else "Type of document", "Rapport" if swedish else "Report"),
            (
                "Handläggs av" if swedish else "Handled by",
                "Internationella kansliet och kommunikationsavdelningen, gemensamma verksamhetsstödet",
            ),
        ),
        note=("Alla svar är påhittade exempel." if swedish else "All answers are made-up examples.") if note else "",
        summary="Vad fem grupper svarade." if swedish else "What five groups answered.",
        blocks=tuple(make_blocks(language)),
    )


def make_blocks(language: str) -> list[Block]:
    """Return the report's blocks, every kind among them."""
    swedish, body, charts = language == "sv", BODY[language], make_charts(language)

    def say_either(sv: str, en: str) -> str:
        return sv if swedish else en

    rows = tuple((group, str(12 + n), f"{70 + n} %", "–") for n, group in enumerate(GROUPS))
    header = ("Grupp", "Svar", "Andel", "Ändring") if swedish else ("Group", "Answers", "Share", "Change")
    blocks: list[Block] = [
        Heading(text=say_either("Sammanfattning", "Summary")),
        compose_paragraph(body * 2, "lead"),
        Bullets(items=(say(body), say(body + body), (Run(text="Fet. ", bold=True), Run(text=body)))),
        compose_paragraph(body * 3),
        Bullets(items=(say("Först"), say("Sedan"), say("Till sist")), numbered=True),
        Heading(text=say_either("Per insikt", "By insight"), new_page=True),
    ]
    for number, (name, chart) in enumerate(charts.items()):
        blocks += [
            Heading(text=AREAS[language][number % 6], level=2),
            compose_paragraph(body * 3),
            Figure(chart=chart, caption=say_either(f"Diagram: {name}", f"A chart: {name}"), insight=number % 3 + 1),
            Table(
                caption=say_either("Svar per grupp", "Answers by group"), header=header,
                rows=(*rows, ("Alla" if swedish else "All", "70", "72 %", "–")), numeric=(False, True, True, True),
                total=True, alt=say_either("Flest svar: biblioteket.", "Most answers: the library."),
                source=say_either("workshopparnas svar", "the workshops' answers") if number % 2 else "",
            ),
            Heading(text=say_either("Med gruppernas egna ord", "In the groups' own words"), level=3),
            compose_paragraph(say_either("”Vi borde be våra alumner att berätta.”", "“Ask our alumni.”"), "quote"),
        ]  # fmt: skip
    long = tuple((f"{n}", BODY[language], AREAS[language][n % 6]) for n in range(1, 25))
    blocks += [
        compose_paragraph(body, "note"),
        Bullets(items=(say("Ett"), say("Två")), numbered=True),
        Writing(
            name="conclusions", prompt=say_either("Skriv slutsatserna här.", "Write the conclusions here."), lines=4,
        ),
        Heading(text=say_either("Så gjordes undersökningen", "How it was done"), appendix=True, new_page=True),
        Heading(text=say_either("Frågorna", "The questions"), level=2),
        Bullets(items=((Run(text="ki.se", link="https://ki.se/?a=1&b=2"), Run(text=" web", language="en")),)),
        Table(
            caption=say_either("En lång tabell", "A long table"),
            header=("#", say_either("Fråga", "Question"), say_either("Område", "Area")), rows=long,
        ),
        Heading(text=say_either("Svarsbladet", "The sheet"), appendix=True),
        compose_paragraph(body),
    ]  # fmt: skip
    return blocks
