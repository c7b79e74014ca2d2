"""The main result of a closed question in one sentence, from its published figures. Pure."""

from collections.abc import Sequence

from toolkit.model.question import Question
from toolkit.model.results import Bars, Cards, Dots, Portions, Ranks, Results, ScaleBars, Words
from toolkit.summary.report.writer import Writer, join_words
from toolkit.summary.wording import say_mean, say_share

_MOST_NAMED = 3


def say_result(results: Results, writer: Writer) -> str:
    """Say what the question's answers amount to; empty where nobody answered or the answers are to be read."""
    texts, shown = writer.texts, results.shown
    if not results.answered:
        return ""
    match shown:
        case ScaleBars():
            return _say_scale(shown, writer)
        case Bars():
            chosen = sorted((bar for bar in shown.bars if bar.count), key=lambda bar: -bar.count)
            most = _MOST_NAMED if shown.several else 2
            parts = [
                texts("“{name}” ({share})", name=writer.say(bar.label), share=say_share(bar.share or 0, texts))
                for bar in chosen[:most]
            ]
            return texts("Most chose {choices}.", choices=join_words(parts, texts)) if parts else ""
        case Ranks():
            names = [texts("“{name}”", name=writer.say(rank.label)) for rank in shown.ranks if rank.mean is not None]
            return texts("Ranked highest: {choices}.", choices=join_words(names[:_MOST_NAMED], texts))
        case Portions():
            parts = [
                texts("“{name}” ({points})", name=writer.say(each.label), points=say_mean(each.mean or 0, texts))
                for each in shown.portions[:_MOST_NAMED]
            ]
            return texts(
                "Most points on average, of {total}: {choices}.", total=shown.total, choices=join_words(parts, texts)
            )
        case Dots():
            return _say_field(results.question, shown, writer)
        case Words():
            words = [texts("“{name}”", name=word.word) for word in shown.words[:5]]
            return texts("The words given most often: {words}.", words=join_words(words, texts)) if words else ""
        case Cards():
            return ""


def _say_scale(shown: ScaleBars, writer: Writer) -> str:
    if shown.spread.mean is None:
        return ""
    return writer.texts(
        "{mean} on average, on a scale from {low} ({low_end}) to {high} ({high_end}).",
        mean=say_mean(shown.spread.mean, writer.texts),
        low=shown.counts[0][0],
        low_end=_lower(writer.say(shown.low)),
        high=shown.counts[-1][0],
        high_end=_lower(writer.say(shown.high)),
    )


def _say_field(question: Question, shown: Dots, writer: Writer) -> str:
    """Say what gives more than it takes: the alternatives whose effect exceeds their effort by most."""
    texts = writer.texts
    choices = {choice.id: choice for choice in question.choices}
    best = sorted(shown.dots, key=lambda dot: dot.effort - dot.effect)[:2]
    names = [texts("“{name}”", name=writer.name_choice(question, choices[dot.id])) for dot in best]
    return texts("Most effect for the effort: {choices}.", choices=join_words(names, texts)) if names else ""


def say_answered(results: Results, writer: Writer) -> str:
    """Say how many of those asked have answered."""
    return writer.texts(
        "Answered by {answered} of {responses}.", answered=results.answered, responses=results.responses
    )


def _lower(text: str) -> str:
    """Set a label in the middle of a sentence; a name in capitals stays one."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or len(text) == 1 else text


def limit(sentences: Sequence[str], most: int) -> list[str]:
    """Return the first sentences, each once."""
    return list(dict.fromkeys(sentences))[:most]
