"""A running site notices changed files: a real server process, real files, phones that have a form open."""

import json
import re
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.site.conftest import Running, Serve
from toolkit.commands.plan import read_plan
from toolkit.sheet.secret import read_or_make_secret
from toolkit.site.facilitator_key import compose_key
from toolkit.site.watch import Watch
from toolkit.store.store import open_store

PHONE = "0b9c6a52-5d3c-4a43-9f3e-1d2c3b4a5f60"
OTHER = "7d1f8e3a-2b4c-4d5e-8f60-112233445566"
ADDED = '\n[[questions]]\nid = "nytt"\nkind = "text"\nstep = "bakgrund"\ntext = "Vad är nytt?"\n'


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310  # our own server
        return str(answer.read().decode())


def send(running: Running, response: str, version: str, **answers: str) -> Any:
    """Save as the script on a phone does, by the version that its page has."""
    body = {"response": response, "language": "sv", "sequence": 1, "answers": answers, "instrument": version}
    address, sent = running.form() + "/answers", json.dumps(body).encode()
    request = urllib.request.Request(address, sent, {"Content-Type": "application/json"})  # noqa: S310  # our own server
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  # our own server
        return json.load(answer)


def find_version(page: str) -> str:
    found = re.search(r'data-instrument="(\w+)"', page)
    assert found is not None
    return found[1]


def wait_for(what: Callable[[], bool], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "not noticed in time"
        time.sleep(0.3)


def read_log(running: Running) -> str:
    return (running.folder / "serve.log").read_text()


def read_console(running: Running) -> str:
    """Read the console's first page as a facilitator who comes in by the link."""
    with open_store(running.store_file) as store:
        link = store.room.read_links()[0]
    key = compose_key(read_or_make_secret(running.folder, {}), link.id)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    opener.addheaders = [("Accept-Language", "en")]
    return str(opener.open(f"{running.address}/F/{key}", timeout=20).read().decode())


def test_new_sessions_get_the_new_plan_and_open_forms_keep_theirs(serve: Serve, programme: Path) -> None:
    bank = programme / "questions/visibility.toml"
    with serve(programme) as running:
        before = find_version(get(running.form()))
        bank.write_text(bank.read_text("utf-8").replace('id = "vision"\n', 'id = "vision"\nretired = true\n') + ADDED)
        wait_for(lambda: "Vad är nytt?" in get(running.form()))
        after = find_version(get(running.form()))
        assert 'name="vision"' not in get(running.form())
        assert send(running, PHONE, before, vision="Syns")["problems"] == {}
        assert send(running, OTHER, after, nytt="Mycket")["problems"] == {}
        assert "questions/visibility.toml has been read anew" in read_log(running)
        assert "The question “Vad är nytt?” is asked" in read_log(running)
        assert "has been read anew" in read_console(running)
    with open_store(running.store_file) as store:
        kept = {one.id: (one.instrument, [answer.item for answer in one.answers]) for one in store.read_responses()}
    assert kept == {PHONE: (before, ["vision"]), OTHER: (after, ["nytt"])}


def test_a_form_that_was_open_before_a_restart_is_saved_as_it_was_opened(serve: Serve, programme: Path) -> None:
    bank = programme / "questions/visibility.toml"
    with serve(programme) as running:
        before = find_version(get(running.form()))
    bank.write_text(bank.read_text("utf-8").replace('id = "vision"\n', 'id = "vision"\nretired = true\n'))
    with serve(programme) as running:
        assert send(running, PHONE, before, vision="Syns")["problems"] == {}
    with open_store(running.store_file) as store:
        (response,) = store.read_responses()
    assert (response.instrument, len(response.answers)) == (before, 1)


def test_a_fault_in_a_file_is_told_and_the_old_plan_stays_until_it_is_mended(serve: Serve, programme: Path) -> None:
    groups = programme / "groups.csv"
    good = groups.read_text("utf-8")
    with serve(programme) as running:
        groups.write_text(good.replace(good.splitlines()[0], "a,b,c"), "utf-8")
        wait_for(lambda: "cannot be used as it is" in read_log(running))
        assert "groups.csv" in read_console(running)
        assert "the site goes on with the plan as it was" in read_console(running)
        assert get(running.form())
        groups.write_text(good.replace("KI Nord", "KI Norra"), "utf-8")
        wait_for(lambda: "KI Norra" in get(running.form()))
        assert "KI Nord → KI Norra" in read_console(running)


def test_a_workshop_that_changes_its_id_while_the_site_runs_keeps_its_printed_address(
    serve: Serve, programme: Path
) -> None:
    groups = programme / "groups.csv"
    head, *rows = groups.read_text("utf-8").splitlines()
    changed = [f"{row},nord".replace("nord,", "norra,", 1) if row.startswith("nord,") else f"{row}," for row in rows]
    with serve(programme) as running:
        version = find_version(get(running.form()))
        send(running, PHONE, version, vision="Syns")
        groups.write_text("\n".join([f"{head},formerly", *changed]) + "\n", "utf-8")
        wait_for(lambda: "groups.csv has been read anew" in read_log(running))
        send(running, PHONE, version, vision="Syns mer")
    with open_store(running.store_file) as store:
        (response,) = store.read_responses()
    assert response.answers[0].value == "Syns mer"


def test_a_file_that_is_being_saved_is_left_alone_until_it_is_whole(programme: Path) -> None:
    watch = Watch(programme)
    assert watch.look() is None
    bank = programme / "questions/visibility.toml"
    whole = bank.read_text("utf-8") + ADDED
    bank.write_text(whole[: len(whole) // 2], "utf-8")
    assert watch.look() is None
    bank.write_text(whole, "utf-8")
    assert watch.look() is None
    found = watch.look()
    assert found is not None
    assert found.plan == read_plan(programme)
    assert found.files == ("questions/visibility.toml",)
    assert watch.look() is None


def test_what_a_program_keeps_beside_a_file_while_it_is_open_is_no_change(programme: Path) -> None:
    watch = Watch(programme)
    (programme / "~$groups.xlsx").write_bytes(b"1")
    (programme / "questions/.visibility.toml.swp").write_bytes(b"1")
    (programme / "addresses.json").write_text("{}")
    assert watch.look() is None
    assert watch.is_settled()
