"""Whatever is sent to whichever address: an answer in words, inert, and nothing kept that is not an answer.

The table of addresses itself is gone through, so that an address added there is asked here from then on.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from tests.site.house.asking import Answered
from tests.site.house.conftest import Asked
from toolkit.collect.cells import Fault
from toolkit.model.response import CHANNELS
from toolkit.reading.bank_file import RESERVED_IDS
from toolkit.site.app import list_routes
from toolkit.site.context import Site
from toolkit.site.facilitator import COOKIE, TOKEN, make_link
from toolkit.site.facilitator_key import Session, compose_form_token, compose_key, compose_session

ROUTES = [
    (route, method) for route in list_routes() if isinstance(route, Route) for method in sorted(route.methods or ())
]
BUILDS = ("/F/summary", "/F/at/{workshop}/files/{file}")
"""Addresses that build a file for a facilitator, a second or more each: asked here without a session only."""

EXAMPLES = int(os.environ.get("HOUSE_EXAMPLES", "15"))
RESPONSES = ("0b9c6a52-5d3c-4a43-9f3e-1d2c3b4a5f60", "0B9C6A52-5D3C-4A43-9F3E-1D2C3B4A5F61", "not-an-id", "")
MARKUP = "<i id=canary onload=x>\"'"
HEADER = "a\r\nX-Canary: 1\r\n\r\n"
NASTY = (MARKUP, HEADER, "=1+1", "{{ 7*7 }}", "%s%n{0}", "\0", "\ud800", "é" * 5000, "", "-1", "9" * 20, "½")
TEXTS = st.sampled_from(NASTY) | st.sampled_from(NASTY) | st.text(max_size=12) | st.integers(-3, 120).map(str)
WORDS = st.sampled_from(["yes", "no", "own", "led", "on", "sv", "en", "lang-en", "x", "1", "5", "100"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def test_no_question_can_have_an_address_that_is_the_site_s_own() -> None:
    beside = {route.path.split("/")[3].lower() for route, _ in ROUTES if route.path.startswith("/R/{token}/")}
    assert beside - {"{question}"} == set(RESERVED_IDS)


class Sender:
    """Compose requests to a site from what hypothesis draws: right parts and wrong ones in every place."""

    def __init__(self, site: Asked) -> None:
        self.site = site
        self.state: Site = site.app.state.site
        forms = tuple(self.state.forms.values())
        self.items = st.sampled_from(sorted({item.name for form in forms for item in form.instrument.items}))
        self.questions = st.sampled_from(sorted({one.id for form in forms for one in form.instrument.questions}))
        self.parts: Mapping[str, st.SearchStrategy[str]] = {
            "token": st.sampled_from(sorted(self.state.forms)) | TEXTS,
            "workshop": st.sampled_from([form.workshop.id for form in forms]) | TEXTS,
            "question": self.questions.map(str.upper) | TEXTS,
            "file": st.sampled_from(["deck", "sheet-pdf-sv", "../secret.key"]) | TEXTS,
            "key": TEXTS,
        }
        names = ["_response", "_asked", "_lang", "_do", "code", "key", "number", "item", "question", "focus", "open",
                 "pace", "shown", "agreeing", "agrees", "hidden", "back", "correction", "copy"]  # fmt: skip
        self.fields = st.dictionaries(
            st.sampled_from(names) | self.items | TEXTS,
            st.sampled_from(RESPONSES) | self.questions | self.items | WORDS | TEXTS,
            max_size=12,
        )

    def find_session(self) -> Session:
        """Return a session that holds now: an earlier request may have revoked the link before it."""
        link = make_link(self.state)
        return Session(link=link.id, ends=int(self.state.now().timestamp()) + 3600)

    def send(self, data: st.DataObject, route: Route, method: str) -> Answered:
        path = re.sub(r"\{(\w+)\}", lambda found: self._draw_part(data, found[1]), route.path)
        names = st.sampled_from(["lang", "r", "done", "page", "x"])
        asked = data.draw(st.dictionaries(names, st.sampled_from(RESPONSES) | WORDS | TEXTS, max_size=3))
        query = urlencode(asked, errors="surrogatepass")
        session = self.find_session() if route.path not in BUILDS and data.draw(st.booleans()) else None
        kind, body = self._draw_body(data, route.path, session) if method not in ("GET", "HEAD") else ("", b"")
        headers = [(b"content-type", kind.encode("latin-1", "replace"))] if kind else []
        if session is not None:
            headers.append((b"cookie", f"{COOKIE}={compose_session(self.state.secret, session)}".encode()))
        elif data.draw(st.booleans()):
            headers.append((b"cookie", data.draw(st.binary(max_size=40))))
        names = st.sampled_from(
            [b"accept-language", b"accept-encoding", b"origin", b"host", b"x-forwarded-for", b"range"]
        )
        headers += data.draw(st.lists(st.tuples(names, st.binary(max_size=12)), max_size=2))
        return self.site.ask(
            method, path.encode("utf-8", "replace"), query=query.encode(), headers=tuple(headers), chunks=(body,)
        )

    def _draw_part(self, data: st.DataObject, name: str) -> str:
        drawn = data.draw(self.parts[name])
        return drawn.replace("/", "") or "x"

    def _draw_body(self, data: st.DataObject, path: str, session: Session | None) -> tuple[str, bytes]:
        fields = data.draw(self.fields)
        if session is not None and data.draw(st.integers(0, 3)):
            fields[TOKEN] = compose_form_token(self.state.secret, session)
        if "key" in fields and data.draw(st.booleans()):
            fields["key"] = compose_key(self.state.secret, make_link(self.state).id)
        usual = {"answers": "json", "sheet": "multipart"}.get(path.rpartition("/")[2], "form")
        kind = data.draw(st.sampled_from([usual] * 4 + ["form", "json", "multipart", "bytes"]))
        if kind == "form":
            return "application/x-www-form-urlencoded", urlencode(fields, errors="surrogatepass").encode()
        if kind == "json":
            return "application/json", self._draw_json(data)
        if kind == "multipart":
            return self._draw_multipart(data, fields)
        return data.draw(
            st.sampled_from(["", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x"])
        ), data.draw(st.binary(max_size=60))

    def _draw_json(self, data: st.DataObject) -> bytes:
        said: Any = {
            "response": data.draw(st.sampled_from(RESPONSES[:2])),
            "language": data.draw(WORDS),
            "sequence": data.draw(st.integers(1, 100)),
            "answers": data.draw(st.dictionaries(self.items | TEXTS, TEXTS | JSON, max_size=6)),
        }
        spoilt = data.draw(st.sampled_from(["", "", "", *said]))
        if spoilt:
            said[spoilt] = data.draw(JSON | st.integers(2**31, 2**63))
        return json.dumps(said if data.draw(st.integers(0, 9)) else data.draw(JSON)).encode()

    def _draw_multipart(self, data: st.DataObject, fields: Mapping[str, str]) -> tuple[str, bytes]:
        lines = [
            b'--limit\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
            % (quote(name, errors="replace").encode(), value.encode("utf-8", "replace"))
            for name, value in fields.items()
        ]
        name = data.draw(st.sampled_from(["svar.csv", "svar.xlsx", "../../x.csv", "", MARKUP, "=1.csv"]))
        content = data.draw(
            st.binary(max_size=80)
            | st.sampled_from(
                [
                    b"PK\x03\x04broken",
                    f"workshop,response,item,value\nnord,1,vision,{MARKUP}\n".encode(),
                    b"workshop,response,item,value\nnord,2,kannedom,5\n",
                    b"workshop;response;item;value\nnord;2;kannedom;999\n",
                ]
            )
        )
        file = f'--limit\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + content
        return "multipart/form-data; boundary=limit", b"".join(lines) + file + b"\r\n--limit--\r\n"


def check_answered(answered: Answered) -> None:
    """Whatever was asked: words, no fault, headers as we set them, nothing of the request as markup."""
    assert not answered.broke
    assert 200 <= answered.status < 500, answered.text[:300]
    assert "Traceback" not in answered.text
    for key, value in answered.headers:
        assert not re.search(rb"[\r\n\0]", key + value)
        assert b"canary" not in key.lower()
    assert answered.header("x-content-type-options") == "nosniff"
    policy = answered.header("content-security-policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    kind = answered.header("content-type")
    if kind.startswith("text/html"):
        assert "<i id=canary" not in answered.text
        assert ">49<" not in answered.text, "a template was rendered"
    location = answered.header("location")
    assert re.fullmatch(r"(/[^/\\][\x21-\x7e]*|/)?", location), location
    for cookie in [value for key, value in answered.headers if key == b"set-cookie"]:
        assert cookie.startswith(f"{COOKIE}=".encode())
        assert b"HttpOnly" in cookie or b"Max-Age=0" in cookie
        assert b"samesite" in cookie.lower()


def check_store(site: Asked) -> None:
    """Everything kept is an answer to an item that was asked, as its own reader would take it again."""
    state: Site = site.app.state.site
    forms = {form.workshop.id: form for form in state.forms.values()}
    for response in site.store.read_responses(hidden=True):
        form = forms[response.workshop]
        assert response.language in ("sv", "en")
        assert response.channel in CHANNELS
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d(T\d\d:\d\d)?)?", response.submitted), "to the minute at most"
        if response.channel == "web":
            assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", response.id)
        for answer in response.answers:
            read = form.parsers[answer.item](answer.value)
            assert not isinstance(read, Fault)
            assert read == answer.value, f"{answer.item} is read as it was kept"
    for stage in site.store.read_stages(forms):
        assert stage.pace in ("own", "led")
        assert not stage.focus or forms[stage.workshop].instrument.question(stage.focus)
    for workshop, form in forms.items():
        assert all(form.instrument.question(name) for name in site.store.room.read_shows(workshop))


@pytest.fixture
def kept(site: Asked) -> Iterator[Asked]:
    yield site
    check_store(site)


@pytest.mark.parametrize(("route", "method"), ROUTES, ids=[f"{method} {route.path}" for route, method in ROUTES])
@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_sent_to_an_address_is_answered_in_words_and_kept_only_where_it_is_an_answer(
    kept: Asked, route: Route, method: str, data: st.DataObject
) -> None:
    check_answered(Sender(kept).send(data, route, method))


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "X"]),
    path=st.binary(max_size=30),
)
def test_an_address_that_is_none_is_answered_in_words(site: Asked, method: str, path: bytes) -> None:
    check_answered(site.ask(method, b"/" + path))


def test_every_address_was_reached_with_a_facilitator_s_session_too(site: Asked) -> None:
    sender = Sender(site)
    session = sender.find_session()
    cookie = ((b"cookie", f"{COOKIE}={compose_session(sender.state.secret, session)}".encode()),)
    for path in ("/F", "/F/counts", "/F/at/nord", "/F/at/nord/counts", "/F/at/nord/code", "/F/at/nord/answers/vision"):
        answered = site.ask("GET", path, headers=cookie)
        check_answered(answered)
        assert answered.status == 200, path


def test_half_a_character_in_a_name_or_a_text_is_no_fault(site: Asked) -> None:
    answers = {"\ud800": 1, "vision": "a\ud800b\0c"}
    body = json.dumps({"response": RESPONSES[0], "sequence": 10**6, "language": "sv", "answers": answers}).encode()
    answered = site.ask("POST", site.form("syd", "/answers"), chunks=(body,))
    check_answered(answered)
    assert json.loads(answered.body)["saved"] == 10**6
    draft = site.store.read_draft("syd", RESPONSES[0])
    assert draft is not None
    assert draft.values["vision"] == "abc"
