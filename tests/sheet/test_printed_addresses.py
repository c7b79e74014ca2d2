"""The printed addresses belong to the programme: a copy without the key says so and makes no other ones."""

import datetime
import json
from pathlib import Path

import pytest

from tests.sheet.test_secret import GIVEN
from toolkit.errors import InputError
from toolkit.sheet.messages import ADDRESSES_DAMAGED, KEY_GONE, KEY_OTHER
from toolkit.sheet.printed_addresses import compose_fingerprint, note_printed, read_printed
from toolkit.sheet.secret import SECRET_PATH, read_or_make_secret, read_secret, start_anew

DAY = datetime.date(2026, 12, 1)


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """A programme that has printed the addresses of two workshops."""
    note_printed(tmp_path, read_or_make_secret(tmp_path, {}), ["nord", "syd"])
    return tmp_path


def refused(folder: Path, **environ: str) -> list[object]:
    with pytest.raises(InputError) as caught:
        read_or_make_secret(folder, environ)
    return [problem.message for problem in caught.value.problems]


def test_without_the_key_a_programme_that_has_printed_makes_no_other(printed: Path) -> None:
    (printed / SECRET_PATH).unlink()
    assert refused(printed) == [KEY_GONE]
    assert not (printed / SECRET_PATH).exists()


def test_another_key_is_refused_from_the_file_and_from_the_environment(printed: Path) -> None:
    assert refused(printed, TOOLKIT_SECRET=GIVEN) == [KEY_OTHER]
    (printed / SECRET_PATH).write_text(GIVEN)
    assert refused(printed) == [KEY_OTHER]


def test_the_key_s_content_in_the_environment_does_as_well(printed: Path) -> None:
    key = (printed / SECRET_PATH).read_text().strip()
    (printed / SECRET_PATH).unlink()
    assert read_or_make_secret(printed, {"TOOLKIT_SECRET": key}) == key.encode()


def test_a_folder_built_by_an_earlier_program_is_known_by_its_manifest(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    entry = {"id": "nord", "url": "HTTPS://SVAR.EXAMPLE/R/ABC"}
    (tmp_path / "out/manifest.json").write_text(json.dumps({"programme": "p", "workshops": [entry]}))
    assert refused(tmp_path) == [KEY_GONE]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"workshops": [1]}', '{"workshops": null}'])
def test_a_manifest_that_tells_of_no_address_stops_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/manifest.json").write_text(content)
    assert read_or_make_secret(tmp_path, {})


@pytest.mark.parametrize("content", ["", "<<<<<<< HEAD\n{}", "[]", '{"key": "1"}', '{"key": "1", "workshops": 3}'])
def test_a_damaged_record_is_told_and_kept(printed: Path, content: str) -> None:
    (printed / "addresses.json").write_text(content)
    assert refused(printed) == [ADDRESSES_DAMAGED]
    assert (printed / "addresses.json").read_text() == content


def test_the_record_gives_nothing_of_the_key_away_and_grows_in_the_order_of_printing(printed: Path) -> None:
    key = (printed / SECRET_PATH).read_text().strip()
    note_printed(printed, key.encode(), ["vast", "nord"])
    assert read_printed(printed).ids == ("nord", "syd", "vast")
    said = (printed / "addresses.json").read_text()
    assert key not in said
    assert not any(key[at : at + 8] in said for at in range(len(key) - 8))
    assert read_printed(printed).key == compose_fingerprint(key.encode())


def test_noting_the_same_again_writes_nothing(printed: Path) -> None:
    before = (printed / "addresses.json").stat().st_mtime_ns
    note_printed(printed, read_or_make_secret(printed, {}), ["syd"])
    assert (printed / "addresses.json").stat().st_mtime_ns == before


def test_starting_anew_keeps_what_was_and_makes_another_key(printed: Path) -> None:
    former = (printed / SECRET_PATH).read_text()
    aside = start_anew(printed, {}, DAY)
    assert [path.name for path in aside] == ["addresses-2026-12-01.json", "secret-2026-12-01.key"]
    assert aside[1].read_text() == former
    assert (printed / SECRET_PATH).read_text() != former
    assert read_secret(printed, {}) is not None
    assert read_printed(printed).ids == ()


def test_starting_anew_twice_on_a_day_loses_neither(printed: Path) -> None:
    start_anew(printed, {}, DAY)
    assert [path.name for path in start_anew(printed, {}, DAY)] == [
        "addresses-2026-12-01-2.json",
        "secret-2026-12-01-2.key",
    ]


def test_starting_anew_without_the_key_makes_one_and_with_one_from_outside_makes_none(printed: Path) -> None:
    (printed / SECRET_PATH).unlink()
    start_anew(printed, {"TOOLKIT_SECRET": GIVEN}, DAY)
    assert not (printed / SECRET_PATH).exists()
    assert read_or_make_secret(printed, {"TOOLKIT_SECRET": GIVEN}) == GIVEN.encode()
