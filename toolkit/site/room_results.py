"""Read what a room is shown of a question, and say it as a page of the projector. An edge: reads the store."""

from toolkit.model.question import Question
from toolkit.model.results import Card, Results, compose_results, find_figures, tally_question
from toolkit.model.room import Show
from toolkit.site.form import Form
from toolkit.site.results_view import ResultsView, compose_results_view
from toolkit.store.store import Store
from toolkit.texts import Texts

MOST_CARDS = 150
"""Open answers on the projector, the latest ones: more than these nobody reads there; the console has them all."""


def read_results(store: Store, form: Form, question: Question, show: Show) -> Results:
    """Read a question's answers, without those that are hidden. Blocks: call it in a thread.

    Open answers come with the latest first while participants may agree, so that none jumps away from under their
    eyes; afterwards with those that most agree with first.

    The database counts, since a full room makes many readings; only what it cannot judge is read answer by answer.
    """
    workshop, items = form.workshop, [item.name for item in form.instrument.items_of(question.id)]
    ticks = question.kind == "choices"
    figures = find_figures(question, store.room.count_values(workshop.id, items, ticks=ticks))
    if figures is None:
        responses = store.read_responses([workshop.id], items=items)
        figures = tally_question(form.programme, workshop, form.instrument, question, responses)
    cards: list[Card] = []
    if question.kind == "text" and show.results:
        cards = [
            Card(number=answer.number, text=answer.text, agreeing=answer.agreeing)
            for answer in store.room.read_words(workshop.id, items, most=MOST_CARDS, by_agreement=not show.agreeing)
        ]
    return compose_results(question, figures, cards)


def read_view(store: Store, form: Form, question: Question, texts: Texts) -> ResultsView:
    """Read what the projector may show of a question now. Blocks: call it in a thread."""
    show = store.room.read_shows(form.workshop.id).get(question.id, Show(question=question.id))
    stage = store.read_stages([form.workshop.id])[0]
    results = read_results(store, form, question, show)
    return compose_results_view(form, question, results, shown=show.results, open_=stage.open, texts=texts)
