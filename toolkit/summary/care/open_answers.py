"""Turn a summary and the facilitators' decisions into every answer in words as it may be published. Pure.

An answer is masked where something in it may tell who somebody is, until a facilitator has decided on it; a decision
holds for the text it was made on, not for one that was corrected since. An answer may be quoted where its question
says so or a facilitator marked it, and then as masked; never where its group's figures for the question are withheld,
for it could then be told whose it is.
"""

from collections.abc import Callable, Mapping, Sequence

from toolkit.model.answer_key import AnswerKey
from toolkit.model.plain_text import digest_text, fold_word
from toolkit.model.publication import Decision, OpenAnswer, PersonalKind, Publication
from toolkit.model.tally import Summary
from toolkit.summary.care.personal import Names, find_personal, mask_text
from toolkit.summary.compare.tokens import WORD
from toolkit.texts import Texts

PERSONAL_WORDS: Mapping[PersonalKind, str] = {
    "email": "e-mail address",
    "phone": "telephone number",
    "identity-number": "personal identity number",
    "name": "name",
}
"""What is said in the place of what was masked, as msgids."""


Say = Callable[[PersonalKind], str]
"""How a kind of personal data is called in some language."""


def say_personal(texts: Texts) -> Say:
    """Return how the kinds of personal data are called in a language."""
    return lambda kind: texts(PERSONAL_WORDS[kind])


def compose_open_answers(
    summary: Summary,
    publication: Publication,
    decisions: Mapping[AnswerKey, Decision],
    names: Names,
    say: Mapping[str, Say],
) -> tuple[OpenAnswer, ...]:
    """List every answer to an open question and every word given, by workshop, with what may be published of it.

    `say` maps sv and en to the words that stand for what is masked: those of the answer's own language.
    """
    marked = {tally.question.id for tally in summary.questions if tally.question.quotable}
    found = []
    for counted in summary.responses:
        group = counted.workshop.group.id
        for item, value, _ in counted.entries:
            if item.kind not in ("text", "word"):
                continue
            text = str(value)
            flags = find_personal(text, names)
            decision = decisions.get(counted.key(item.name))
            if decision is not None and decision.digest != digest_text(text):
                decision = None
            handling = decision.handling if decision else ""
            own = say["en" if counted.response.language == "en" else "sv"]
            masked = text if handling == "show" or not flags else mask_text(text, flags, own)
            allowed = item.question in marked
            if decision is not None and decision.quotable is not None:
                allowed = decision.quotable
            shown = publication.shows(item.question) and publication.shows(item.question, group)
            answer = OpenAnswer(
                workshop=counted.response.workshop,
                group=group,
                response=counted.response.id,
                item=item.name,
                question=item.question,
                language=counted.response.language,
                text=text,
                published="" if handling == "leave-out" else masked,
                flags=flags,
                decision=decision,
                quotable=allowed and shown and handling != "leave-out" and item.kind == "text",
            )
            found.append(answer)
    return tuple(found)


def find_hidden_words(answers: Sequence[OpenAnswer]) -> frozenset[str]:
    """Return the words, in lower case, that are masked somewhere: no list of words may bring them back.

    Of an address only what stands before the @: the rest is an organisation's.
    """
    hidden: set[str] = set()
    for answer in answers:
        if answer.flags and answer.published != answer.text:
            for flag in answer.flags:
                stretch = answer.text[flag.start : flag.end].lower()
                hidden.update(WORD.findall(stretch.partition("@")[0] if flag.kind == "email" else stretch))
                hidden.add(fold_word(answer.text))
    return frozenset(hidden)
