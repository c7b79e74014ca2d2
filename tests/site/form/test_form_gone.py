"""A phone whose response was erased, or taken out by the facilitator, is told so in words and can begin a new one."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.site.conftest import Running
from toolkit.model.forget import StoredResponse
from toolkit.store.store import open_store

ERASED = {"sv": "Svaren med ditt nummer har raderats", "en": "The answers with your number have been erased"}
ASIDE = {"sv": "Workshopledaren har tagit ut dina svar", "en": "The facilitator has taken your answers out"}
ANEW = {"sv": "Börja ett nytt svar", "en": "Begin a new response"}
SENT = {"sv": "Allt är skickat och sparat", "en": "All sent and saved"}


def remove(running: Running, response: str, *, erase: bool) -> None:
    with open_store(running.store_file) as store:
        if erase:
            store.forget([StoredResponse(workshop="nord", id=response)])
        else:
            store.undo(("nord", response), undone_at="2026-09-14T10:20")


def list_ids(running: Running) -> list[str]:
    with open_store(running.store_file) as store:
        return [one.id for one in store.read_responses(["nord"])]


@pytest.mark.parametrize("erase", [True, False])
def test_a_phone_s_retry_brings_nothing_back_and_is_told_why(erase: bool, running: Running) -> None:
    response = str(uuid.uuid4())
    body = {"response": response, "language": "sv", "sequence": 1, "answers": {"kannedom": 3}}
    with httpx.Client(timeout=20) as client:
        assert client.post(running.form("nord", "/answers"), content=json.dumps(body)).status_code == 200
        remove(running, response, erase=erase)
        again = client.post(running.form("nord", "/answers"), content=json.dumps({**body, "sequence": 2}))
        assert (again.status_code, again.json()) == (409, {"error": "erased" if erase else "aside"})
        assert response not in list_ids(running)
        plain = client.post(
            running.form("nord"), data={"_response": response, "kannedom": "4", "_asked": "kannedom", "_lang": "en"}
        )
    assert plain.status_code == 409
    assert (ERASED if erase else ASIDE)["en"] in plain.text
    assert "begin a new response" in plain.text
    assert f'value="{response}"' not in plain.text, "pressed again, the button sends it under a new number"
    assert response not in list_ids(running)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("erase", [True, False])
def test_on_the_phone_it_stands_in_words_with_a_button_that_begins_a_new_response(
    language: str, erase: bool, running: Running, open_phone: Callable[..., Any], find_barriers: Any
) -> None:
    page = open_phone(language=language)
    page.goto(running.form("nord", f"?lang={language}"))
    page.locator("textarea").first.fill("Det första svaret")
    page.locator("#state", has_text=SENT[language]).wait_for()
    response = page.locator("#mine code").inner_text()
    remove(running, response, erase=erase)
    page.locator("textarea").first.fill("Det första svaret, ändrat")
    page.locator("#state", has_text=(ERASED if erase else ASIDE)[language]).wait_for()
    assert find_barriers(page) == []
    assert response not in list_ids(running)
    page.get_by_role("button", name=ANEW[language]).click()
    page.wait_for_load_state()
    assert page.locator("textarea").first.input_value() == ""
    page.locator("textarea").first.fill("Ett nytt svar")
    page.locator("#state", has_text=SENT[language]).wait_for()
    assert page.locator("#mine code").inner_text() != response
    assert page.locator("#mine code").inner_text() in list_ids(running)
