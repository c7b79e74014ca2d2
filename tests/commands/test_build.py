"""`toolkit build`: decks, sheets and codes for each workshop, and a manifest over them."""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pptx
import pytest
import zxingcpp
from PIL import Image

from tests.commands.conftest import ROOT, Ran
from toolkit.commands.build import BuiltProgramme, build_programme
from toolkit.errors import InputError


def read_everything(path: Path) -> bytes:
    """Return all that a file holds, unpacked, also workbooks inside a deck."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        parts = b"".join(name.encode() + package.read(name) for name in package.namelist())
        for name in package.namelist():
            if name.endswith(".xlsx"):
                inner = path.parent / f".{path.stem}-inner.xlsx"
                inner.write_bytes(package.read(name))
                parts += read_everything(inner)
                inner.unlink()
        return parts


def test_every_workshop_gets_a_deck_sheets_in_both_languages_and_codes(built: BuiltProgramme, manifest: Any) -> None:
    assert manifest["programme"] == "ki-synlighet"
    assert len(manifest["workshops"]) == 8
    for workshop in manifest["workshops"]:
        assert set(workshop["files"]) == {"deck", "sheet_pdf", "sheet_xlsx", "qr_svg", "qr_png"}
        assert set(workshop["sheets"]) == {"sv", "en"}
        files = [
            *workshop["files"].values(),
            *(file for sheet in workshop["sheets"].values() for file in sheet.values()),
        ]
        for file in files:
            assert (built.out / file).stat().st_size > 0, file


def test_the_qr_picture_of_a_workshop_holds_exactly_its_address(built: BuiltProgramme, manifest: Any) -> None:
    for workshop in manifest["workshops"]:
        found = zxingcpp.read_barcodes(Image.open(built.out / workshop["files"]["qr_png"]).convert("L"))
        assert [code.text for code in found] == [workshop["url"]]


def test_every_question_slide_carries_its_question_address_and_code(built: BuiltProgramme, manifest: Any) -> None:
    for workshop in manifest["workshops"]:
        deck = pptx.Presentation(built.out / workshop["files"]["deck"])
        slides = [
            "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in deck.slides
        ]
        for question, address in workshop["questions"].items():
            found = [slide for slide in slides if address.casefold() in re.sub(r"\s", "", slide).casefold()]
            assert found, f"{workshop['id']}: no slide carries {question}"
            assert all(workshop["code"] in slide for slide in found)


def test_a_qr_code_decodes_from_the_slide_at_960_pixels_to_exactly_that_address(
    built: BuiltProgramme, manifest: Any, render_pages: Callable[..., list[Path]], tmp_path: Path
) -> None:
    workshop = manifest["workshops"][0]
    pages = render_pages(built.out / workshop["files"]["deck"], tmp_path, width=960)
    decoded = {code.text for page in pages for code in zxingcpp.read_barcodes(Image.open(page).convert("L"))}
    assert decoded == {workshop["url"], *workshop["questions"].values()} & decoded
    assert workshop["url"] in decoded
    assert set(workshop["questions"].values()) <= decoded


def test_building_twice_gives_the_same_bytes(programme: Path, tmp_path: Path) -> None:
    first, second = (build_programme(programme, only=("nord",), out=tmp_path / name) for name in "ab")
    for path in sorted(first.out.rglob("*.*")):
        assert path.read_bytes() == (second.out / path.relative_to(first.out)).read_bytes(), path.name


def test_several_processes_build_the_same_bytes_as_one(programme: Path, tmp_path: Path) -> None:
    one = build_programme(programme, only=("nord", "syd"), out=tmp_path / "one", jobs=1)
    two = build_programme(programme, only=("nord", "syd"), out=tmp_path / "two", jobs=2)
    for path in sorted(one.out.rglob("*.*")):
        assert path.read_bytes() == (two.out / path.relative_to(one.out)).read_bytes(), path.name


def test_addresses_and_codes_stay_when_a_date_moves_and_a_workshop_is_added(programme: Path) -> None:
    before = json.loads(build_programme(programme, only=("nord",)).manifest.read_text("utf-8"))["workshops"][0]
    groups = programme / "groups.csv"
    text = groups.read_text("utf-8").replace("2027-02-03", "2027-02-04")
    groups.write_text(text + "ny,Ny grupp,department,sv,,,,,,,60,\n", encoding="utf-8")
    after = json.loads(build_programme(programme, only=("nord",)).manifest.read_text("utf-8"))["workshops"][0]
    assert (after["url"], after["code"], after["questions"]) == (before["url"], before["code"], before["questions"])


def test_no_group_s_row_shows_in_another_group_s_files(programme: Path) -> None:
    groups = programme / "groups.csv"
    lines = groups.read_text("utf-8").splitlines()
    marked = [lines[0]]
    markers: dict[str, str] = {}
    for number, line in enumerate(lines[1:]):
        marker = f"MARKÖR{number}ZQ"
        cells = line.split(",")
        cells[1], cells[5] = f"{cells[1]} {marker}", f"Sal {marker}"
        cells[-1] = f"Fråga {marker}"
        marked.append(",".join([*cells[:11], cells[-1]]))
        markers[cells[9] or cells[0]] = marker
    groups.write_text("\n".join(marked) + "\n", encoding="utf-8")
    built = build_programme(programme)
    for workshop, marker in markers.items():
        own = read_everything(
            built.out / f"{workshop}/{workshop}-deck-{'en' if workshop.endswith('-en') else 'sv'}.pptx"
        )
        assert marker.encode() in own
        for path in built.out.rglob("*.*"):
            if path.parent.name not in (workshop, "out"):
                assert marker.encode() not in read_everything(path), f"{marker} of {workshop} is in {path.name}"


def test_only_groups_with_a_focus_area_get_its_slides_and_question(built: BuiltProgramme, manifest: Any) -> None:
    asked = {workshop["id"]: set(workshop["questions"]) for workshop in manifest["workshops"]}
    assert "alumner" in asked["nord"]
    assert "alumner" not in asked["syd"]
    assert "stod" in asked["bibliotek"]
    assert "stod" not in asked["nord"]


def test_one_workshop_can_be_built_and_the_others_keep_their_entries(programme: Path) -> None:
    build_programme(programme, only=("nord", "syd"))
    manifest = build_programme(programme, only=("syd",)).manifest
    assert [entry["id"] for entry in json.loads(manifest.read_text("utf-8"))["workshops"]] == ["nord", "syd"]


def test_an_unknown_workshop_is_refused_with_the_known_ones(programme: Path) -> None:
    with pytest.raises(InputError, match="There is no workshop called 'nrod'"):
        build_programme(programme, only=("nrod",))


def test_a_fault_of_the_outline_is_said_once_and_nothing_is_listed_in_the_manifest(
    programme: Path, run: Callable[..., Ran]
) -> None:
    outline = programme / "decks/sv.md"
    outline.write_text(outline.read_text("utf-8") + "\n## Extra\n\n::: question kanedom\n:::\n", encoding="utf-8")
    said = run("-C", programme, "build")
    assert said.code == 1
    assert said.err.count("kanedom") == 1
    assert "kannedom" in said.err, "the nearest known question"
    assert not (programme / "out/manifest.json").exists()


def test_a_picture_without_an_alternative_text_stops_check_and_build_at_its_line(
    programme: Path, run: Callable[..., Ran]
) -> None:
    outline = programme / "decks/sv.md"
    text = outline.read_text("utf-8")
    line = text[: text.index("![En glob")].count("\n") + 1
    outline.write_text(re.sub(r"!\[En glob[^\]]*\]", "![varlden.png]", text), encoding="utf-8")
    for command in ("check", "build"):
        said = run("-C", programme, command)
        assert said.code == 1
        assert "is a file name: 'varlden.png'" in said.err
        assert re.search(rf"decks/sv.md, line ({line}|{line - 2}):", said.err)


def test_the_secret_is_private_and_in_no_output(built: BuiltProgramme) -> None:
    secret = built.out.parent / "responses/secret.key"
    if os.name == "posix":
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    for path in built.out.rglob("*.*"):
        assert secret.read_bytes().strip() not in read_everything(path)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_an_interrupted_build_leaves_whole_files_only_and_one_line(programme: Path) -> None:
    groups = programme / "groups.csv"
    row = "g{n},Grupp {n},department,sv,,,,,,,60,\n"  # so many that a slow machine, too, is interrupted in its work
    groups.write_text(groups.read_text("utf-8") + "".join(row.format(n=n) for n in range(150)), encoding="utf-8")
    command = [sys.executable, "-m", "toolkit", "-C", str(programme), "build"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
        # As on a terminal: whatever a shell runs in the background is born deaf to interruptions.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  there are no threads here
    )
    out = programme / "out"
    deadline = time.monotonic() + 60
    while not list(out.rglob("*.pptx")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert b"Traceback" not in err
    assert process.returncode == 130
    assert err.decode().count("Interrupted") == 1
    for path in out.rglob("*.*"):
        assert not path.name.startswith("."), "a temporary file was left"
        if path.suffix in (".pptx", ".xlsx"):
            assert zipfile.ZipFile(path).testzip() is None


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small file system of its own")
def test_a_full_disk_gives_one_plain_sentence_and_keeps_the_earlier_files(
    programme: Path, run: Callable[..., Ran]
) -> None:
    out = programme / "small"
    out.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(out)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system takes root")
    try:
        said = run("-C", programme, "build", "--out", out, "--workshop", "nord")
        assert said.code == 1
        assert "The disk is full" in said.err
        assert [path for path in out.rglob("*") if path.name.startswith(".")] == []
    finally:
        subprocess.run(["umount", "--lazy", str(out)], check=True)


def test_a_template_file_that_is_not_one_is_refused_with_the_reason(programme: Path, run: Callable[..., Ran]) -> None:
    bad = programme / "brev.pptx"
    bad.write_text("hej", encoding="utf-8")
    said = run("-C", programme, "build", "--template", bad)
    assert said.code == 1
    assert said.err.startswith(str(bad.name)) or "brev.pptx" in said.err


def test_a_foreign_template_builds_every_deck(programme: Path, sdk_validate: Callable[[Path], list[str]]) -> None:
    shutil.copy(ROOT / "tests/specimens/pptx/03-automizer-german-names-16x9.pptx", programme / "vorlage.pptx")
    built = build_programme(programme, only=("nord", "solna-en"), template=programme / "vorlage.pptx")
    for workshop in built.workshops:
        assert sdk_validate(built.out / workshop.entry["files"]["deck"]) == []


def test_every_deck_and_sheet_is_valid(
    built: BuiltProgramme, manifest: Any, sdk_validate: Callable[[Path], list[str]]
) -> None:
    from openxml_audit import OpenXmlValidator

    for workshop in manifest["workshops"][:3]:
        for file in (workshop["files"]["deck"], workshop["files"]["sheet_xlsx"]):
            assert sdk_validate(built.out / file) == []
            result = OpenXmlValidator().validate(built.out / file)
            assert [str(error) for error in result.errors] == []
