"""Say in a participant's words how a question is answered, what a sheet is for and when the workshop is. Pure."""

from datetime import date

from toolkit.model.instrument import Axis
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.workshop import Workshop
from toolkit.texts import Texts


def say_how(question: Question, texts: Texts) -> str:
    """Say in a few words how to answer on paper; the question's own help says more."""
    match question.kind:
        case "text":
            return ""
        case "words":
            return texts.plural("One word", "Up to {n} words", question.max_words)
        case "choice" | "scale":
            return _say_ticks(1, texts)
        case "choices":
            most = question.max_choices
            limited = 0 < most < len(question.choices)
            return _say_ticks(most, texts) if limited else texts("One or more ticks")
        case "ranking":
            return texts("1–{n}, 1 is first", n=question.max_choices or len(question.choices))
        case "points":
            return texts("{total} points in all", total=question.total)
        case "quadrant":
            return texts("Two ticks in each row")


def _say_ticks(most: int, texts: Texts) -> str:
    return texts.plural("One tick", "At most {n} ticks", most)


def say_ends(axis: Axis, grid: int, texts: Texts) -> str:
    """Say what the ends of a quadrant's axis mean."""
    if axis == "effort":
        return texts("1 = little effort, {n} = much", n=grid)
    return texts("1 = little effect, {n} = much", n=grid)


def say_when_and_where(workshop: Workshop, texts: Texts) -> str:
    """Say date and place, as far as they are set: `14 september 2026, Aula Medica`."""
    return ", ".join(part for part in (_say_day(workshop.date, texts), workshop.place) if part)


def _say_day(day: date | None, texts: Texts) -> str:
    if day is None:
        return ""
    from babel.dates import format_date  # slow to load, and a workshop is often planned before its day is set

    return format_date(day, "d MMMM y", locale=texts.language)


def say_retention(programme: Programme, texts: Texts) -> str:
    """Say how long answers are kept, in years where they are whole."""
    years, rest = divmod(programme.retention_days, 365)
    if years and not rest:
        return texts.plural("{n} year", "{n} years", years)
    return texts.plural("{n} day", "{n} days", programme.retention_days)


def say_purpose(programme: Programme, texts: Texts) -> str:
    """Say who asks and why."""
    language = texts.language
    return texts(
        "{organisation} asks in order to plan the work with “{programme}”. "
        "The answers are put together with those of the other groups and come back to you in a summary.",
        organisation=programme.organisation.say(language),
        programme=programme.title.say(language),
    )


def say_anonymity(texts: Texts) -> str:
    """Say that nobody is named."""
    return texts(
        "There is no field for your name. Please write nothing that points out a person, yourself or anyone else. "
        "Leave out any question you do not wish to answer."
    )


def say_keeping(programme: Programme, texts: Texts) -> str:
    """Say how long answers are kept, and whom to ask."""
    kept = texts(
        "The answers are kept for at most {time} after the workshop and are then erased.",
        time=say_retention(programme, texts),
    )
    contact = programme.contact.say(texts.language)
    return f"{kept} {texts('Questions: {contact}', contact=contact)}" if contact else kept
