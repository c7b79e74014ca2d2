"""Read what a room is shown of a question, and say it as a page of the projector. An edge: reads the store."""

from toolkit.model.question import Question
from toolkit.model.results import Card, Results, compose_results, tally_question
from toolkit.model.room import Show
from toolkit.site.form import Form
from toolkit.site.results_view import ResultsView, compose_results_view
from toolkit.store.store import Store
from toolkit.texts import Texts


def read_results(store: Store, form: Form, question: Question) -> Results:
    """Read a question's answers, without those that are hidden. Blocks: call it in a thread."""
    workshop, items = form.workshop, [item.name for item in form.instrument.items_of(question.id)]
    responses = store.read_responses([workshop.id], items=items)
    figures = tally_question(form.programme, workshop, form.instrument, question, responses)
    cards: list[Card] = []
    if question.kind == "text":
        cards = [
            Card(number=answer.number, text=answer.text, agreeing=answer.agreeing)
            for answer in store.room.read_words(workshop.id, items)
        ]
    return compose_results(question, figures, cards)


def read_view(store: Store, form: Form, question: Question, texts: Texts) -> ResultsView:
    """Read what the projector may show of a question now. Blocks: call it in a thread."""
    show = store.room.read_shows(form.workshop.id).get(question.id, Show(question=question.id))
    stage = store.read_stages([form.workshop.id])[0]
    results = read_results(store, form, question)
    return compose_results_view(form, question, results, shown=show.results, open_=stage.open, texts=texts)
