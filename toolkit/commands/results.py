"""A plan and its store → what each workshop's answers look like, question by question, as a room is shown them."""

from toolkit.commands.analysis import read_kept
from toolkit.commands.plan import Plan
from toolkit.model.results import Results, compose_results
from toolkit.model.tally import tally_responses


def compose_all_results(plan: Plan, database: str | None) -> dict[str, dict[str, Results]]:
    """Return workshop id → question id → results of every question that is counted; hidden answers are left out."""
    summary = tally_responses(plan.programme, plan.workshops, plan.instruments, read_kept(plan, database).responses)
    return {
        workshop.id: {
            tally.question.id: compose_results(tally.question, tally.workshops[workshop.id])
            for tally in summary.questions
            if workshop.id in tally.workshops and tally.question.kind != "text"
        }
        for workshop in plan.workshops
    }
