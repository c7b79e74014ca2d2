"""What stands before every handler: limits, whose page it is, the prefix, the headers, and faults in words."""

import json
import logging
from pathlib import Path

import pytest

from tests.site.house.conftest import Asked, open_site
from toolkit.site import guard
from toolkit.store.store import Store

FORM = ((b"content-type", b"application/x-www-form-urlencoded"),)


def test_every_answer_carries_the_headers_that_keep_it_inert(site: Asked) -> None:
    for path in ("/", "/nowhere", "/healthz", site.form(), site.form(rest="/stage"), site.form(rest="/live")):
        answered = site.ask("GET", path)
        assert answered.header("x-content-type-options") == "nosniff", path
        assert answered.header("referrer-policy") == "same-origin", path
        assert "default-src 'none'" in answered.header("content-security-policy"), path
        assert "frame-ancestors 'none'" in answered.header("content-security-policy"), path
        assert answered.header("cache-control") in ("no-store", "no-cache"), path
        assert not answered.header("set-cookie"), path
        assert not answered.header("server"), path


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read(site: Asked) -> None:
    headers = (*FORM, (b"content-length", str(guard.MOST_BYTES + 1).encode()))
    answered = site.ask("POST", site.form(), headers=headers, slow=True)
    assert answered.status == 413
    assert "för stort för att tas emot" in answered.text


@pytest.mark.parametrize("length", [b"-1", b"1e9", b"\xb2", b"9" * 400, b"0x10"])
def test_a_length_that_is_none_is_refused(length: bytes, site: Asked) -> None:
    assert site.ask("POST", "/", headers=((b"content-length", length),)).status in (400, 413)


def test_a_body_that_grows_too_large_on_its_way_is_cut_off(site: Asked) -> None:
    chunks = tuple(b"x" * 65536 for _ in range(guard.MOST_BYTES // 65536 + 1))
    assert site.ask("POST", site.form(), headers=FORM, chunks=chunks).status == 413


def test_a_body_that_never_ends_is_given_up(house_programme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        guard.Guard.__init__, "__kwdefaults__", {**guard.Guard.__init__.__kwdefaults__, "body_seconds": 0.2}
    )
    with open_site(house_programme) as site:
        answered = site.ask("POST", site.form(), headers=FORM, chunks=(b"vision=",), slow=True)
        assert answered.status == 408
        assert "kom inte fram i tid" in answered.text


def test_a_phone_that_goes_away_in_the_middle_is_no_fault(site: Asked, caplog: pytest.LogCaptureFixture) -> None:
    answered = site.ask("POST", site.form(), headers=FORM, chunks=(b"vision=",), gone=True)
    assert answered.broke
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (((b"sec-fetch-site", b"cross-site"),), 403),
        (((b"origin", b"https://evil.example"),), 403),
        (((b"origin", b"http://synlighet.example"),), 303),
        (((b"origin", b"https://synlighet.example"), (b"sec-fetch-site", b"same-origin")), 303),
        (((b"origin", b"null"),), 303),
        ((), 303),
    ],
)
def test_another_site_s_page_cannot_send_answers(
    headers: tuple[tuple[bytes, bytes], ...], status: int, site: Asked
) -> None:
    answered = site.ask("POST", site.form(), headers=(*FORM, *headers), chunks=(b"_asked=vision&vision=Syns",))
    assert answered.status == status


def test_a_link_from_another_site_opens_the_form(site: Asked) -> None:
    assert site.ask("GET", site.form(), headers=((b"sec-fetch-site", b"cross-site"),)).status == 200


def test_under_a_prefix_every_address_carries_it_whether_or_not_the_proxy_takes_it_away(house_programme: Path) -> None:
    with open_site(house_programme, base_path="/Kurs") as site:
        for start in ("", "/Kurs"):
            page = site.ask("GET", f"{start}/")
            assert page.status == 200, start
            assert 'action="/Kurs/?lang=sv"' in page.text
            assert f'action="/Kurs{site.form()}/send"' in site.ask("GET", f"{start}{site.form()}").text
            code = site.links["nord"].code.encode()
            sent = site.ask("POST", f"{start}/", headers=FORM, chunks=(b"code=" + code,))
            assert sent.header("location") == f"/Kurs{site.form()}"
            assert site.ask("GET", f"{start}/healthz").status == 200
        assert site.ask("GET", "/Kurs").status == 200
        assert site.ask("GET", "/Kursen").status == 404


def test_wrong_codes_are_limited_and_the_qr_code_s_address_is_not(house_programme: Path) -> None:
    with open_site(house_programme) as site:
        code = site.links["nord"].code.encode()
        for _ in range(60):
            assert site.ask("POST", "/", headers=FORM, chunks=(b"code=WRONG1",), client="192.0.2.9").status == 404
        refused = site.ask("POST", "/", headers=FORM, chunks=(b"code=" + code,), client="192.0.2.9")
        assert refused.status == 429
        assert 500 < int(refused.header("retry-after")) <= 600
        assert "Skanna QR-koden i stället" in refused.text
        assert site.ask("POST", "/", headers=FORM, chunks=(b"code=" + code,), client="192.0.2.8").status == 303
        assert site.ask("GET", site.form(), client="192.0.2.9").status == 200


def test_a_fault_of_the_program_is_told_in_words_and_the_log_holds_nothing_of_the_request(
    house_programme: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("TOOLKIT_DEBUG", raising=False)

    def fail(_store: Store, saves: object) -> None:
        raise RuntimeError(f"hemligt {saves}")

    monkeypatch.setattr(Store, "save", fail)
    with open_site(house_programme) as site, caplog.at_level(logging.ERROR):
        answered = site.ask("POST", site.form(), headers=FORM, chunks=(b"_asked=vision&vision=hemligt",))
        assert answered.status == 500
        assert "Felet är webbplatsens" in answered.text
        assert "hemligt" not in answered.text + caplog.text
        assert "Traceback" not in answered.text + caplog.text
    assert "A fault of the program: RuntimeError at " in caplog.text


def test_health_is_told_and_nothing_else(site: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = site.ask("GET", "/healthz")
    assert (answered.status, json.loads(answered.body)) == (200, {"status": "ok"})
    site.store._engine.dispose()
    file = site.plan.folder / "responses" / "responses.sqlite3"
    moved = file.rename(file.with_suffix(".away"))
    file.mkdir()
    try:
        assert site.ask("GET", "/healthz").status == 503
    finally:
        file.rmdir()
        moved.rename(file)
    assert site.ask("GET", "/healthz").status == 200


def test_heads_of_more_than_32_kb_are_refused_however_they_come(site: Asked) -> None:
    """A server may let through what comes in one piece."""
    many = tuple((b"x-header-%d" % n, b"a" * 1000) for n in range(33))
    assert site.ask("GET", site.form(), headers=many).status == 431
    assert site.ask("GET", site.form(), query=b"a" * (32 * 1024)).status == 431
    assert "för stort" in site.ask("POST", site.form(), headers=(*FORM, *many)).text
    assert site.ask("GET", site.form(), headers=many[:30]).status == 200
