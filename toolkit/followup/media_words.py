"""Media exposure → what is said of it: sentences, source line, rows and charts, in one language. Pure.

Deck, workbook and report say the same, because they all say what this file says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.chart.values import Chart, Series
from toolkit.followup.media import MediaExposure, Month, Scope, Year
from toolkit.followup.wording import say_change, say_day, say_month, say_number, say_share
from toolkit.texts import Texts

SCOPE_NAMES: dict[Scope, str] = {
    "international": "International",
    "swedish": "In Sweden",
    "unplaced": "No country given",
}
SCOPE_COLOURS: dict[Scope, str] = {"international": "165C60", "swedish": "B7791F", "unplaced": "7A858C"}
OUTLIER_COLOUR = "A32A22"
_MOST_TOPICS = 8


@dataclass(frozen=True, kw_only=True)
class MediaWords:
    """An export in words and charts; `mark` is empty, or says that the figures are made up."""

    headline: str
    sentences: tuple[str, ...]
    source: str
    mark: str
    year_header: tuple[str, ...]
    year_rows: tuple[tuple[str, ...], ...]
    by_month: Chart
    by_year: Chart
    by_topic: Chart | None
    outliers: tuple[str, ...]


def compose_media_words(exposure: MediaExposure, texts: Texts) -> MediaWords:
    """Say everything there is to say of an export."""
    mark = texts("EXAMPLE: made-up figures") if exposure.example else ""
    return MediaWords(
        headline=_compose_headline(exposure, texts),
        sentences=tuple(_compose_sentences(exposure, texts)),
        source=say_source(exposure, texts),
        mark=mark,
        year_header=_compose_year_header(exposure, texts),
        year_rows=tuple(_compose_year_row(year, exposure, texts) for year in exposure.years),
        by_month=compose_month_chart(exposure, texts, mark),
        by_year=compose_year_chart(exposure, texts, mark),
        by_topic=compose_topic_chart(exposure, texts, mark) if exposure.topics else None,
        outliers=tuple(say_outlier(month, scope, texts) for month, scope in exposure.outliers),
    )


def say_source(exposure: MediaExposure, texts: Texts) -> str:
    """Say where the figures come from, which time they cover, and when they were read."""
    source = exposure.settings.source.say(texts.language) or exposure.file
    said = texts(
        "Source: {source}, {first}–{last}; read {day}.",
        source=source,
        first=say_day(exposure.first, texts),
        last=say_day(exposure.last, texts),
        day=say_day(exposure.read_on, texts),
    )
    if not exposure.example:
        return said
    return texts(
        "EXAMPLE: made-up figures, {first}–{last}.",
        first=say_day(exposure.first, texts),
        last=say_day(exposure.last, texts),
    )


def name_scope(scope: Scope, texts: Texts, *, small: bool = False) -> str:
    """Say which mentions: international, Swedish, or without a country; `small` within a sentence."""
    name = texts(SCOPE_NAMES[scope])
    return name[:1].lower() + name[1:] if small else name


def find_main_scope(exposure: MediaExposure) -> Scope:
    """Return the scope that matters most: international where there is such, else the first that has mentions."""
    return exposure.scopes[0] if exposure.scopes else "unplaced"


def _compose_headline(exposure: MediaExposure, texts: Texts) -> str:
    scope = find_main_scope(exposure)
    compared = [year for year in exposure.years if year.change[scope] is not None]
    if not compared:
        return texts("{n} mentions in the media", n=say_number(exposure.total, texts))
    last = compared[-1]
    change = last.change[scope] or 0.0
    names = {"international": "International mentions", "swedish": "Swedish mentions", "unplaced": "Mentions"}
    return texts(
        "{mentions}: {change} in {year} compared with {before}",
        mentions=texts(names[scope]),
        change=say_change(change, texts),
        year=last.year,
        before=last.year - 1,
    )


def _compose_sentences(exposure: MediaExposure, texts: Texts) -> list[str]:
    said = []
    for scope in exposure.scopes:
        whole = [year for year in exposure.years if year.whole]
        if not whole:
            continue
        last = whole[-1]
        facts = {"scope": name_scope(scope, texts), "year": last.year, "n": say_number(last.mentions[scope], texts)}
        sentence = texts("{scope}: {n} mentions in {year}", **facts)
        changes = []
        if (change := last.change[scope]) is not None:
            changes.append(texts("{change} from {year}", change=say_change(change, texts), year=last.year - 1))
        if (since := last.since_base[scope]) is not None and exposure.base_year != last.year - 1:
            times = say_number(since + 1, texts, 1)
            changes.append(texts("{times} times as many as in {year}", times=times, year=exposure.base_year))
        said.append(f"{sentence} ({', '.join(changes)})." if changes else f"{sentence}.")
    mean = [month.mentions[find_main_scope(exposure)] for month in exposure.months]
    if mean and find_main_scope(exposure) == "international":
        said.append(texts("On average {n} international mentions a month.", n=say_number(sum(mean) / len(mean), texts)))
    if exposure.outliers:
        names = ", ".join(say_outlier(month, scope, texts) for month, scope in exposure.outliers[:6])
        more = len(exposure.outliers) - 6
        if more > 0:
            names += texts(" and {n} more", n=more)
        said.append(texts("Months far from the trend: {months}.", months=names))
    if exposure.topics:
        topic = exposure.topics[0]
        label = topic.label.say(texts.language)
        said.append(
            texts("Most mentions are about {topic} ({share}).", topic=label, share=say_share(topic.share, texts))
        )
    partly = [str(year.year) for year in exposure.years if not year.whole]
    if partly:
        said.append(texts("Not a whole year in the export, so not compared: {years}.", years=", ".join(partly)))
    return said


def say_outlier(month: Month, scope: Scope, texts: Texts) -> str:
    """Name a month that lies far from the trend, and in which series."""
    return f"{say_month(month.year, month.month, texts)} ({name_scope(scope, texts, small=True)})"


def _compose_year_header(exposure: MediaExposure, texts: Texts) -> tuple[str, ...]:
    header = [texts("Year")]
    for scope in exposure.scopes:
        header += [name_scope(scope, texts), texts("From the year before")]
        if exposure.has_base:
            header.append(texts("Since {year}", year=exposure.base_year))
    return tuple(header)


def _compose_year_row(year: Year, exposure: MediaExposure, texts: Texts) -> tuple[str, ...]:
    said = [str(year.year) if year.whole else texts("{year} (part)", year=year.year)]
    for scope in exposure.scopes:
        changes = (year.change[scope], year.since_base[scope])[: exposure.columns_a_scope - 1]
        said.append(say_number(year.mentions[scope], texts))
        said += ["–" if each is None else say_change(each, texts) for each in changes]
    return tuple(said)


def compose_month_chart(exposure: MediaExposure, texts: Texts, mark: str) -> Chart:
    """Draw mentions by month, a line each for abroad and at home, the months far from the trend marked."""
    series = [
        Series(
            name=name_scope(scope, texts),
            values=tuple(float(month.mentions[scope]) for month in exposure.months),
            colour=SCOPE_COLOURS[scope],
        )
        for scope in exposure.scopes
    ]
    for scope in exposure.scopes:
        values = tuple(float(month.mentions[scope]) if scope in month.outliers else None for month in exposure.months)
        if any(value is not None for value in values):
            name = texts("Far from the trend, {scope}", scope=name_scope(scope, texts, small=True))
            series.append(Series(name=name, values=values, colour=OUTLIER_COLOUR))
    said = [texts("Mentions by month.")]
    for scope in exposure.scopes:
        said.append(_say_extremes([(month, month.mentions[scope]) for month in exposure.months], scope, texts))
    return Chart(
        kind="line",
        categories=tuple(say_month(month.year, month.month, texts) for month in exposure.months),
        series=tuple(series),
        alt=" ".join([mark, *said]).strip(),
        title=mark,
        source=say_source(exposure, texts),
        number_format="#,##0",
        label_every=12 if len(exposure.months) > 24 else 1,
    )


def _say_extremes(counted: Sequence[tuple[Month, int]], scope: Scope, texts: Texts) -> str:
    high = max(counted, key=lambda pair: pair[1])
    low = min(counted, key=lambda pair: pair[1])
    return texts(
        "{scope}: most in {high} ({high_n}), fewest in {low} ({low_n}).",
        scope=name_scope(scope, texts),
        high=say_month(high[0].year, high[0].month, texts),
        high_n=say_number(high[1], texts),
        low=say_month(low[0].year, low[0].month, texts),
        low_n=say_number(low[1], texts),
    )


def compose_year_chart(exposure: MediaExposure, texts: Texts, mark: str) -> Chart:
    """Draw mentions by year, abroad and at home side by side."""
    labels = tuple(str(year.year) if year.whole else texts("{year} (part)", year=year.year) for year in exposure.years)
    said = "; ".join(
        f"{name_scope(scope, texts)}: "
        + ", ".join(
            f"{label} {say_number(year.mentions[scope], texts)}"
            for label, year in zip(labels, exposure.years, strict=True)
        )
        for scope in exposure.scopes
    )
    return Chart(
        kind="column",
        categories=labels,
        series=tuple(
            Series(
                name=name_scope(scope, texts),
                values=tuple(float(year.mentions[scope]) for year in exposure.years),
                colour=SCOPE_COLOURS[scope],
            )
            for scope in exposure.scopes
        ),
        alt=f"{mark} {texts('Mentions by year.')} {said}.".strip(),
        title=mark,
        source=say_source(exposure, texts),
        number_format="#,##0",
    )


def compose_topic_chart(exposure: MediaExposure, texts: Texts, mark: str) -> Chart:
    """Draw each topic's share of the mentions that have one."""
    topics = exposure.topics[:_MOST_TOPICS]
    names = tuple(topic.label.say(texts.language) for topic in topics)
    said = ", ".join(f"{name} {say_share(topic.share, texts)}" for name, topic in zip(names, topics, strict=True))
    space = "\u00a0" if texts.language == "sv" else ""
    return Chart(
        kind="bar",
        categories=names,
        series=(
            Series(
                name=texts("Share of mentions"),
                values=tuple(topic.share for topic in topics),
                colour=SCOPE_COLOURS["international"],
            ),
        ),
        alt=f"{mark} {texts('Share by topic.')} {said}.".strip(),
        title=mark,
        source=say_source(exposure, texts),
        number_format=f"0{space}%",
    )
