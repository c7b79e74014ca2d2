"""The first view: one request within one round of TCP, compressed once, with exactly its own style and script."""

import base64
import gzip
import hashlib
import re
import uuid
from pathlib import Path

import httpx
import pytest

from tests.site.conftest import Running, Serve
from toolkit.site.pages import accepts_gzip, shrink_script, shrink_style

ROOT = Path(__file__).resolve().parent.parent.parent.parent
ONE_ROUND = 14_600


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_first_view_of_every_form_fits_in_one_round_of_tcp(running: Running, language: str) -> None:
    for workshop in running.links:
        sent = httpx.get(running.form(workshop, f"?lang={language}"), headers={"Accept-Encoding": "gzip"})
        assert sent.headers["content-encoding"] == "gzip"
        assert int(sent.headers["content-length"]) <= ONE_ROUND, workshop
        assert not re.findall(r"(?:src|href)=\"(?!#|\?|data:,)[^\"]*\"", sent.text)


def test_a_hybrid_rooms_form_links_to_its_meeting_and_so_does_the_console(programme: Path, serve: Serve) -> None:
    meeting = "https://zoom.example/j/123?pwd=a&amp;b"
    rows = (programme / "groups.csv").read_text("utf-8-sig").splitlines()
    linked = [f"{rows[0]},meeting", f'{rows[1]},"{meeting.replace("&amp;", "&")}"', *(f"{row}," for row in rows[2:])]
    (programme / "groups.csv").write_text("\n".join(linked) + "\n", "utf-8")
    with serve(programme) as running:
        page = httpx.get(running.form("nord", "?lang=sv")).text
        assert f'<a href="{meeting}" target="_blank" rel="noopener noreferrer">Anslut till mötet</a>' in page
        assert "Anslut till mötet" not in httpx.get(running.form("solna", "?lang=sv")).text


def test_the_page_is_the_same_compressed_or_not_but_for_the_id_of_the_response(running: Running) -> None:
    bare = httpx.get(running.form(), headers={"Accept-Encoding": "identity"})
    packed = httpx.get(running.form(), headers={"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in bare.headers
    assert packed.headers["vary"] == "Accept-Encoding"
    ids = [re.search(r'name="_response" value="([^"]+)"', page.text) for page in (bare, packed)]
    assert ids[0] is not None
    assert ids[1] is not None
    assert uuid.UUID(ids[0][1]) != uuid.UUID(ids[1][1])
    assert bare.text.replace(ids[0][1], "") == packed.text.replace(ids[1][1], "")


def test_the_policy_allows_the_style_and_script_of_the_page_by_their_hash(running: Running) -> None:
    sent = httpx.get(running.form())
    for kind in ("style", "script"):
        found = re.search(rf"<{kind}>(.*?)</{kind}>", sent.text, re.DOTALL)
        assert found
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in sent.headers["content-security-policy"]


def test_a_page_with_somebodys_answers_is_kept_nowhere(running: Running) -> None:
    assert httpx.get(running.form()).headers["cache-control"] == "no-cache"
    assert httpx.get(running.form("nord", f"?r={uuid.uuid4()}")).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("header", "takes"),
    [("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("gzip;q=0", False), ("br", False), ("", False)],
)
def test_gzip_is_sent_to_those_who_take_it(header: str, takes: bool) -> None:
    assert accepts_gzip(header) is takes


def test_a_style_sheet_loses_its_comments_and_blanks() -> None:
    assert shrink_style("/* why */\n.a > p { color: red; }\n\n@media (x: y) { .b { top: 0; } }") == (
        ".a>p{color:red}@media (x:y){.b{top:0}}"
    )


def test_a_script_keeps_what_stands_in_quotation_marks_and_patterns() -> None:
    source = '// why\n  const a = "x  ,  y";\n  say(a.replace(/\\s ,  x/, "; "), `b  ${a}`);\n'
    assert shrink_script(source) == r'const a="x  ,  y";say(a.replace(/\s ,  x/,"; "),`b  ${a}`);'


def test_every_word_of_the_script_is_in_the_page_and_the_other_way_round() -> None:
    from toolkit.site.phone_words import compose_phone_words
    from toolkit.texts import load_texts

    script = (ROOT / "templates/html/form.js").read_text(encoding="utf-8")
    words = compose_phone_words(load_texts("sv"))
    named = set(re.findall(r"words\.(\w+)", script))
    assert named <= words.keys()
    said = named | set(re.findall(r'"(\w+)"', script))
    assert words.keys() <= said


def test_what_a_phone_gets_is_whole_gzip(running: Running) -> None:
    with httpx.stream("GET", running.form(), headers={"Accept-Encoding": "gzip"}) as sent:
        assert gzip.decompress(b"".join(sent.iter_raw())).endswith(b'">')
