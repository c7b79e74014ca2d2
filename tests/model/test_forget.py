"""Which responses are older than the programme keeps them."""

import datetime

from toolkit.model.forget import StoredResponse, find_past_retention

TODAY = datetime.date(2026, 9, 14)
DATES = {"nord": datetime.date(2024, 9, 13), "syd": datetime.date(2024, 9, 15), "undated": None}


def find(*stored: StoredResponse, days: int = 730) -> tuple[list[str], list[str]]:
    past, undated = find_past_retention(stored, DATES, days, TODAY)
    return [one.id for one in past], [one.id for one in undated]


def test_the_workshop_s_day_counts_and_the_last_day_is_still_kept() -> None:
    late = {"submitted": "2026-09-14T10:00"}
    assert find(StoredResponse(workshop="nord", id="a", **late), StoredResponse(workshop="syd", id="b"), days=731) == (
        [],
        [],
    )
    assert find(StoredResponse(workshop="nord", id="a", **late), StoredResponse(workshop="syd", id="b")) == (["a"], [])


def test_without_the_workshop_s_day_the_day_it_was_handed_in_counts_then_the_day_it_was_taken_in() -> None:
    assert find(
        StoredResponse(workshop="undated", id="a", submitted="2024-01-01", taken_at="2026-01-01T09:00"),
        StoredResponse(workshop="gone", id="b", taken_at="2024-01-01T09:00"),
        StoredResponse(workshop="gone", id="c", taken_at="2026-01-01T09:00"),
    ) == (["a", "b"], [])


def test_a_response_whose_age_nothing_tells_is_named_and_not_chosen() -> None:
    assert find(StoredResponse(workshop="undated", id="a")) == ([], ["a"])
