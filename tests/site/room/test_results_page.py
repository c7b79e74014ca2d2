"""What the projector shows, and above all what it does not."""

import re

import pytest

from tests.site.room.conftest import Browser, Room
from toolkit.model.room import Show

UNSEEN = "Hemligt-svar"
ANSWERS: dict[str, dict[str, str | int]] = {
    "kannedom": {"kannedom": 6},
    "bilden": {"bilden__1": UNSEEN},
    "minskar": {"minskar": UNSEEN},
    "sannolikt": {"sannolikt": "okar"},
    "hinder": {"hinder__tid": 1},
    "poang": {"poang__webb": 100},
    "matris": {"matris__webb__effort": 2, "matris__webb__effect": 4},
    "arenarang": {"arenarang__konferenser": 1},
}


def show(room: Room, question: str, *, agreeing: bool = False) -> None:
    room.store.room.write_show("nord", Show(question=question, results=True, agreeing=agreeing))


def look(room: Room, question: str, rest: str = "") -> str:
    answer = room.visit().get(f"{room.form()}/RESULTS/{question.upper()}{rest}")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("question", ANSWERS)
def test_until_the_facilitator_shows_them_no_answer_leaves_the_server_and_their_number_does(
    room: Room, question: str
) -> None:
    room.answer(**ANSWERS[question])
    page = look(room, question)
    assert UNSEEN not in page
    assert 'class="fill"' not in page
    assert "Svaren visas här när workshopledaren visar dem." in page
    assert "1 av 14 har svarat" in page


@pytest.mark.parametrize("question", ANSWERS)
def test_every_kind_is_shown_in_the_workshop_s_language_and_in_english_where_asked(room: Room, question: str) -> None:
    room.answer(**ANSWERS[question])
    show(room, question)
    assert "1 av 14 har svarat" in look(room, question)
    page = look(room, question, "?lang=en")
    assert "1 of 14 have answered" in page
    assert 'data-state="shown"' in page


def test_a_shown_question_without_answers_says_so(room: Room) -> None:
    show(room, "poang")
    assert "Inga svar än." in look(room, "poang")


@pytest.mark.parametrize("question", ["minskar", "bilden"])
def test_a_hidden_answer_is_on_no_projector(room: Room, question: str) -> None:
    room.answer(**ANSWERS[question])
    room.answer(**dict.fromkeys(ANSWERS[question], "Synligt"))
    show(room, question)
    items = [item.name for item in room.plan.instruments["nord"].items_of(question)]
    hidden = next(answer for answer in room.store.room.read_words("nord", items) if answer.text == UNSEEN)
    room.store.room.hide_answer("nord", hidden.number, hidden.item, hidden=True)
    page = look(room, question)
    assert UNSEEN not in page
    assert "Synligt" in page


def test_answers_of_another_workshop_are_not_shown(room: Room) -> None:
    room.answer(workshop="syd", minskar=UNSEEN)
    show(room, "minskar")
    assert UNSEEN not in look(room, "minskar")


def test_what_people_write_cannot_become_markup(room: Room) -> None:
    room.answer(minskar="<script>alert(1)</script>", bilden__1="<i>ord</i>")
    for question in ("minskar", "bilden"):
        show(room, question)
        page = look(room, question)
        assert "<script>alert" not in page
        assert "<i>" not in page


def test_no_response_s_id_is_on_the_page_since_it_would_let_others_change_the_response(room: Room) -> None:
    response = room.answer(minskar="Fler gäster")
    show(room, "minskar", agreeing=True)
    assert response not in look(room, "minskar")
    assert response not in room.visit().get(f"{room.form()}/AGREE/MINSKAR").text


def test_pages_of_open_answers_are_turned_by_links_where_there_is_no_script(room: Room) -> None:
    for number in range(30):
        room.answer(minskar=f"Svar nummer {number:02}, som är lagom långt för ett kort i salen.")
    show(room, "minskar")
    first = look(room, "minskar")
    assert 'href="?page=2"' in first
    second = look(room, "minskar", "?page=2")
    assert re.findall(r'class="page( aside)?"', first)[:2] == ["", " aside"]
    assert re.findall(r'class="page( aside)?"', second)[:2] == [" aside", ""]
    assert "Svar nummer 29" in first


@pytest.mark.parametrize("page", ["?page=999", "?page=-1", "?page=x", "?page=1e9", "?page="])
def test_a_page_that_is_not_there_does_no_harm(room: Room, page: str) -> None:
    room.answer(minskar="Fler gäster")
    show(room, "minskar")
    assert re.findall(r'class="page( aside)?"', look(room, "minskar", page)) == [""]


def test_the_address_does_not_mind_the_case_and_an_unknown_question_is_told(room: Room) -> None:
    assert room.visit().get(f"{room.form().lower()}/results/Kannedom").status_code == 200
    assert room.visit().get(f"{room.form()}/RESULTS/MADE-UP").status_code == 404
    assert room.visit().get("/R/AAAAAAAAAAAAAAAA/RESULTS/KANNEDOM").status_code == 404


def test_only_a_facilitator_has_buttons_on_the_projector(console: Browser, room: Room) -> None:
    address = f"{room.form()}/RESULTS/KANNEDOM"
    assert "Show the answers" not in room.visit().get(address).text
    page = console.get(f"{address}?lang=en").text
    assert "Show the answers" in page
    assert f'href="{room.form()}/RESULTS/BILDEN?lang=en"' in page
    assert "Previous question" not in page
    assert "Previous question" in console.get(f"{room.form()}/RESULTS/NASTA-STEG?lang=en").text
    token = room.find_token(page)
    sent = {"token": token, "question": "kannedom", "shown": "yes", "back": "results"}
    assert console.post("/F/at/nord/show", data=sent).headers["location"] == address
    assert room.store.room.read_shows("nord")["kannedom"].results


def agree(room: Room, response: str, number: int, agrees: str = "yes") -> int:
    fields = {"_response": response, "_lang": "sv", "number": str(number), "agrees": agrees}
    return room.visit().post(f"{room.form()}/AGREE/MINSKAR", data=fields).status_code


def test_participants_agree_where_the_facilitator_allows_it_and_the_projector_says_how_many(room: Room) -> None:
    room.answer(minskar="Fler gäster")
    own = room.answer(minskar="Mitt eget")
    (mine, other) = (answer.number for answer in room.store.room.read_words("nord", ["minskar"]))
    show(room, "minskar")
    assert agree(room, own, other) == 409
    show(room, "minskar", agreeing=True)
    page = room.visit().get(f"{room.form()}/AGREE/MINSKAR?r={own}").text
    assert "Ditt eget svar" in page
    assert 'aria-pressed="false"' in page
    assert agree(room, own, other) == 303
    assert agree(room, own, other) == 303
    assert 'aria-pressed="true"' in room.visit().get(f"{room.form()}/AGREE/MINSKAR?r={own}").text
    assert "<strong>+1</strong>" in look(room, "minskar")
    assert agree(room, own, mine) == 409
    assert agree(room, own, other, "no") == 303
    assert "<strong>+" not in look(room, "minskar")


def test_once_agreeing_is_over_those_that_most_agree_with_come_first(room: Room) -> None:
    for text in ("Första", "Andra", "Tredje"):
        room.answer(minskar=text)
    own = room.answer(poang__webb=100)
    first = next(answer for answer in room.store.room.read_words("nord", ["minskar"]) if answer.text == "Första")
    show(room, "minskar", agreeing=True)
    assert agree(room, own, first.number) == 303
    page = look(room, "minskar")
    assert page.index("Tredje") < page.index("Första")
    assert "De senaste först" in page
    show(room, "minskar")
    page = look(room, "minskar")
    assert page.index("Första") < page.index("Tredje")
    assert "Flest instämmanden först" in page


def test_nobody_agrees_without_a_response_or_in_a_closed_workshop(room: Room) -> None:
    room.answer(minskar="Fler gäster")
    own = room.answer(poang__webb=100)
    show(room, "minskar", agreeing=True)
    (answer,) = room.store.room.read_words("nord", ["minskar"])
    assert agree(room, "00000000-0000-4000-8000-000000000000", answer.number) == 409
    assert agree(room, "", answer.number) == 200
    room.store.write_stage(type(room.store.read_stages(["nord"])[0])(workshop="nord", open=False))
    assert agree(room, own, answer.number) == 409
    page = room.visit().get(f"{room.form()}/AGREE/MINSKAR?r={own}").text
    assert "Fler gäster" not in page
    assert "Det går inte att hålla med just nu." in page
