"""The form by plain requests: opened, sent, acknowledged on disk, shown again."""

import json
import re
from collections.abc import Iterator

import httpx
import pytest

from tests.site.conftest import Running
from toolkit.store.store import open_store

PHONE = "0b9c6a52-5d3c-4a43-9f3e-1d2c3b4a5f60"


@pytest.fixture
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.address, timeout=20) as opened:
        yield opened


def read(running: Running, response: str, workshop: str = "nord") -> dict[str, str | int]:
    with open_store(running.store_file) as store:
        draft = store.read_draft(workshop, response)
    assert draft is not None
    return draft.values


def test_the_start_page_leads_from_a_typed_code_to_the_form(running: Running, client: httpx.Client) -> None:
    code = running.links["nord"].code
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]}-"):
        sent = client.post("/", data={"code": typed})
        assert sent.status_code == 303
        assert client.get(sent.headers["location"]).status_code == 200
    assert "Kontrollera de sex tecknen" in client.post("/?lang=sv", data={"code": "AAAAAA"}).text


def test_addresses_do_not_mind_the_case(running: Running, client: httpx.Client) -> None:
    path = running.form("nord", "/KANNEDOM").removeprefix(running.address)
    shown = client.get(path)
    assert shown.status_code == client.get(path.lower()).status_code == 200
    assert re.search(r'id="q-kannedom"[^>]*autofocus', shown.text)
    assert client.get("/R/AAAAAAAAAAAAAAAA").status_code == 404


def test_every_page_allows_exactly_its_own_style_and_script(running: Running, client: httpx.Client) -> None:
    for path in ("/", "/R/WRONG", running.form("nord")):
        policy = client.get(path).headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy


def test_what_is_sent_by_the_script_is_acknowledged_when_it_is_on_disk(running: Running, client: httpx.Client) -> None:
    answers = {"kannedom": 5, "bilden.1": "öppet", "vision": "Syns", "annat-item": 1}
    body = {"response": PHONE, "language": "sv", "sequence": 1, "answers": answers}
    sent = client.post(running.form("nord", "/answers"), content=json.dumps(body))
    assert sent.json() == {
        "saved": 1,
        "problems": {"annat-item": "Den frågan ställs inte här. Ladda om sidan."},
        "stage": 0,
    }
    assert read(running, PHONE) == {"kannedom": 5, "bilden.1": "öppet", "vision": "Syns"}


def test_a_plain_form_is_saved_and_thanked_for(running: Running, client: httpx.Client) -> None:
    page = client.get(running.form("solna-en")).text
    response = re.search(r'name="_response" value="([^"]+)"', page)
    asked = re.search(r'name="_asked" value="([^"]+)"', page)
    assert response
    assert asked
    fields = {"_response": response[1], "_asked": asked[1], "_lang": "en", "vision": "Seen", "kannedom": "6"}
    sent = client.post(running.form("solna-en"), data=fields)
    assert sent.status_code == 303
    thanks = client.get(sent.headers["location"]).text
    assert "Thank you!" in thanks
    assert response[1] in thanks
    assert read(running, response[1], "solna-en") == {"vision": "Seen", "kannedom": 6}
