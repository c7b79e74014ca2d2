"""The appendices of the report: how it was done, from the analysis' own counts, and what the themes mean. Pure."""

from toolkit.document.values import Block, Bullets, Heading, Table, compose_paragraph, say
from toolkit.summary.compare.words import FEWEST
from toolkit.summary.report.charts import compose_theme_table
from toolkit.summary.report.writer import Writer, rank_themes
from toolkit.summary.wording import say_count, say_date, say_share


def compose_method(writer: Writer) -> list[Block]:
    """Compose the appendix on method."""
    texts = writer.texts
    blocks: list[Block] = [Heading(text=texts("How it was done"), appendix=True, new_page=True)]
    made = texts(
        "Made on {day} with workshop-toolkit {version}. The workbook that goes with it leads every figure back to"
        " its answers.",
        day=writer.day,
        version=writer.analysis.method.version,
    )
    blocks += [compose_paragraph(made), _compose_workshops(writer)]
    for title, sentences in _list_sections(writer):
        blocks += [Heading(text=title, level=2), Bullets(items=tuple(map(say, sentences)))]
    return blocks


def _compose_workshops(writer: Writer) -> Table:
    """Compose which workshops lie behind, how many were expected and how many answered."""
    texts, summary = writer.texts, writer.analysis.working.summary
    names = writer.analysis.names
    rows = []
    for workshop in summary.workshops:
        returned = sum(counted.workshop.id == workshop.id for counted in summary.responses)
        day = say_date(workshop.date, texts) if workshop.date else "–"
        rate = say_share(returned / workshop.expected, texts) if workshop.expected else "–"
        expected = say_count(workshop.expected, texts) if workshop.expected else "–"
        rows.append((names[workshop.group.id], day, expected, say_count(returned, texts), rate))
    return Table(
        caption=texts("The workshops"),
        header=(texts("Group"), texts("Date"), texts("Expected"), texts("Responses"), texts("Share")),
        rows=tuple(rows),
        numeric=(False, False, True, True, True),
        widths=(0.4, 0.21, 0.13, 0.14, 0.12),
        source=writer.source,
        alt=texts("One row for each workshop."),
    )


def _list_sections(writer: Writer) -> list[tuple[str, list[str]]]:
    texts = writer.texts
    sections = [
        (texts("How it was counted"), [*_say_counting(writer), *_say_asked(writer)]),
        (texts("How groups were compared"), _say_comparing(writer)),
    ]
    if writer.analysis.method.open_answers:
        sections.append((texts("How open answers were read"), _say_coding(writer)))
    return [*sections, (texts("Care with people"), _say_care(writer))]


def _say_counting(writer: Writer) -> list[str]:
    texts = writer.texts
    return [
        texts(
            "A response is one returned sheet, from a participant or a table. Shares and means are over"
            " those who answered the question, not over all who were asked."
        ),
        texts("The participants were not drawn by lot. The figures describe those who answered, and nobody else."),
    ]


def _say_asked(writer: Writer) -> list[str]:
    """Say which questions were asked of some only: of certain groups, later than others, or until they were retired."""
    texts, summary = writer.texts, writer.analysis.working.summary
    everyone = len(summary.responses)
    return [
        texts(
            "“{question}” was asked of {n} of {all} responses.",
            question=writer.say(tally.question.text),
            n=say_count(tally.total.responses, texts),
            all=say_count(everyone, texts),
        )
        + (f" {texts('It is asked no more.')}" if tally.question.retired else "")
        for tally in summary.questions
        if 0 < tally.total.responses < everyone
    ]


def _say_comparing(writer: Writer) -> list[str]:
    texts, method = writer.texts, writer.analysis.method
    return [
        texts(
            "Each group is compared with all the others together: {n} comparisons. A difference is put"
            " into words only where chance alone would seldom give as much (a permutation test at 5 per"
            " cent, corrected for the number of comparisons after Benjamini and Hochberg).",
            n=say_count(method.comparisons, texts),
        ),
        texts("Intervals are at 95 per cent: Wilson's for shares, Student's t for means."),
        texts(
            "Words that set a group apart are found by log-odds with a prior, over {n} words.",
            n=say_count(method.words_tried, texts),
        ),
    ]


def _say_coding(writer: Writer) -> list[str]:
    texts, method = writer.texts, writer.analysis.method
    return [
        texts(
            "{coded} of {open_answers} open answers were given a theme by the programme's theme book; in"
            " {people} of them a person has confirmed or changed it.",
            coded=say_count(method.coded, texts),
            open_answers=say_count(method.open_answers, texts),
            people=say_count(method.coded_by_people, texts),
        ),
        texts("A theme is counted once for each response, over the open questions that every group was asked."),
        texts("No theme of the book covers {n} of the open answers.", n=say_count(method.uncovered, texts)),
    ]


def _say_care(writer: Writer) -> list[str]:
    texts, method = writer.texts, writer.analysis.method
    withheld = texts(
        "Figures are withheld where fewer than {minimum} have answered the question, and so are those that would let"
        " such a figure be worked out: {n} in all. How many of those who answered gave one and the same answer may be"
        " fewer.",
        minimum=method.minimum,
        n=say_count(method.withheld, texts),
    )
    words = texts(
        "A word given to a question of words is shown for a group only where at least {fewest} of it gave the word.",
        fewest=FEWEST,
    )
    masked = (
        texts(
            "{flagged} open answers hold something that may tell who somebody is (an e-mail address, a"
            " telephone or identity number, a name). It is masked; a person has decided on {decided} of"
            " them.",
            flagged=say_count(method.flagged, texts),
            decided=say_count(method.flagged - method.undecided, texts),
        )
        if method.flagged
        else ""
    )
    quoted = texts(
        "Answers are quoted only where the question or a person has marked them as quotable: {n} are.",
        n=say_count(method.quotable, texts),
    )
    return [said for said in (withheld, words, masked, quoted) if said]


def compose_theme_appendix(writer: Writer) -> list[Block]:
    """Compose the appendix on themes: each one's share, and what it means."""
    texts, coding = writer.texts, writer.analysis.coding
    rows = rank_themes(writer.analysis.published.themes.rows, most=100)
    table = compose_theme_table(rows, texts("How many bring up each theme"), writer)
    if not coding.book.themes or table is None:
        return []
    meanings = tuple((writer.say(theme.name), writer.say(theme.description) or "–") for theme in coding.book.themes)
    return [
        Heading(text=texts("The themes"), appendix=True, new_page=True),
        compose_paragraph(
            texts("Themes are given to open answers by their words. A response may bring up several of them, or none.")
        ),
        table,
        Table(
            caption=texts("What the themes mean"),
            header=(texts("Theme"), texts("Meaning")),
            rows=meanings,
            widths=(0.34, 0.66),
            alt=texts("One row for each theme."),
        ),
    ]
