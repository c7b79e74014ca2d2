"""REFI-QDA codebooks: written beside the summary, and taken back with what another program added."""

import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit.collect.qdc import parse_qdc
from toolkit.commands.codebook import CodebookReceipt
from toolkit.commands.collect import collect_files
from toolkit.commands.plan import read_plan
from toolkit.errors import InputError
from toolkit.model.qdc import XMLNS
from toolkit.summary.themes.qdc import compose_qdc
from toolkit.texts import load_texts

FOREIGN = f"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="{XMLNS}" origin="Another program">
  <Codes>
    <Code guid="5c94bc9e-db8c-4f1d-9cd6-e900c7440860" name="Kommunikation" isCodable="false">
      <Code guid="5c94bc9e-db8c-4f1d-9cd6-e900c7440861" name="Poddar &amp; film" isCodable="true" color="#FF0000">
        <Description>Rörlig bild och ljud,
          i alla kanaler.</Description>
      </Code>
      <Code guid="5c94bc9e-db8c-4f1d-9cd6-e900c7440862" name="alumner" isCodable="true" />
    </Code>
    <Code guid="5c94bc9e-db8c-4f1d-9cd6-e900c7440863" name="Mat; dryck" />
  </Codes>
  <Sets />
</CodeBook>"""


def take(folder: Path, text: str) -> CodebookReceipt:
    path = folder / "nytt.qdc"
    path.write_text(text, encoding="utf-8")
    receipt = collect_files(folder, [path], taken_at="2026-11-25T10:00").receipts[0]
    assert isinstance(receipt, CodebookReceipt)
    return receipt


def test_the_theme_book_is_written_with_its_insights_as_folders_and_ids_that_stay(programme: Path) -> None:
    plan = read_plan(programme)
    written = compose_qdc(plan.themes, plan.programme, "sv")
    assert written == compose_qdc(plan.themes, plan.programme, "sv")
    root = etree.fromstring(written)
    codes = root.findall(f".//{{{XMLNS}}}Code")
    assert len({uuid.UUID(code.get("guid")) for code in codes}) == len(codes) == 24
    folders = [code.get("name") for code in codes if code.get("isCodable") == "false"]
    assert folders == ["Ledning", "Nätverk", "Kommunikation"]
    read = parse_qdc(written, "themes.qdc")
    order = [insight.id for insight in plan.programme.insights]
    within = sorted(
        (theme for theme in plan.themes.themes if theme.insight), key=lambda theme: order.index(theme.insight)
    )
    assert [code.name for code in read if code.folder] == [theme.name.sv for theme in within]
    assert {code.description for code in read} == {theme.description.sv for theme in plan.themes.themes}


def test_a_book_that_went_out_and_came_back_changes_nothing(programme: Path) -> None:
    plan = read_plan(programme)
    before = (programme / "questions/themes.toml").read_bytes()
    for language in ("sv", "en"):
        receipt = take(programme, compose_qdc(plan.themes, plan.programme, language).decode())
        assert (receipt.new, len(receipt.known), receipt.notices) == ((), 21, ())
    assert (programme / "questions/themes.toml").read_bytes() == before


def test_new_codes_become_themes_below_those_that_are_there(programme: Path) -> None:
    before = (programme / "questions/themes.toml").read_text("utf-8")
    receipt = take(programme, FOREIGN)
    assert receipt.new == ("Poddar & film", "Mat dryck")
    assert receipt.known == ("alumner",)
    assert (programme / "questions/themes.toml").read_text("utf-8").startswith(before)
    *_, film, food = read_plan(programme).themes.themes
    assert (film.id, film.name.sv, film.insight) == ("poddar-film", "Poddar & film", "kommunikation")
    assert film.description.sv == "Rörlig bild och ljud, i alla kanaler."
    assert (food.id, food.name.sv) == ("mat-dryck", "Mat dryck")
    said = receipt.describe(load_texts("sv"))
    assert "2 nya teman i questions/themes.toml, 1 fanns redan" in said
    assert take(programme, FOREIGN).new == ()


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "The file is damaged"),
        ("<CodeBook", "The file is damaged"),
        ("<Project xmlns='urn:QDA-XML:project:1.0'/>", "The file is not a REFI-QDA codebook."),
        (f"<CodeBook xmlns='{XMLNS}'><Codes/></CodeBook>", "The codebook holds no codes."),
        ("<!DOCTYPE CodeBook SYSTEM 'http://example.org/x.dtd'><CodeBook/>", "The file holds a document type"),
        ("<!DOCTYPE c [<!ENTITY a 'b'>]><CodeBook>&a;</CodeBook>", "The file holds a document type"),
    ],
)
def test_what_is_no_codebook_is_refused_in_words_and_nothing_is_changed(programme: Path, text: str, cause: str) -> None:
    before = (programme / "questions/themes.toml").read_bytes()
    receipt = take(programme, text)
    assert [problem.message.cause.startswith(cause) for problem in receipt.problems] == [True]
    assert (programme / "questions/themes.toml").read_bytes() == before


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: FOREIGN.replace("alumner", text).encode()))
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_at_all_are_read_or_refused(content: bytes) -> None:
    try:
        parse_qdc(content, "x.qdc")
    except InputError:
        return


def compose_foreign(*codes: tuple[str, str]) -> str:
    root = etree.Element("CodeBook", nsmap={None: XMLNS})
    inside = etree.SubElement(root, "Codes")
    for name, description in codes:
        code = etree.SubElement(inside, "Code", name=name, guid=str(uuid.uuid4()))
        etree.SubElement(code, "Description").text = description
    # Made without a namespace on each element, as one has it after reading.
    return etree.tostring(root, encoding="unicode").replace("<CodeBook>", f'<CodeBook xmlns="{XMLNS}">')


def test_a_code_too_long_for_the_theme_book_is_refused_before_anything_is_written(programme: Path) -> None:
    before = (programme / "questions/themes.toml").read_bytes()
    receipt = take(programme, compose_foreign(("Kort", ""), ("x" * 3000, ""), ("Också kort", "y" * 3000)))
    assert [str(problem.place.key)[:4] for problem in receipt.problems] == ["“xxx", "“Ock"]
    said = load_texts("en").problem(receipt.problems[0])
    assert "nytt.qdc" in said
    assert "Shorten it." in said
    assert (programme / "questions/themes.toml").read_bytes() == before
    assert read_plan(programme)
    assert take(programme, compose_foreign(("Kort", ""), ("x" * 30, ""), ("Också kort", "y" * 30))).new


def test_names_that_the_theme_book_cannot_tell_apart_are_one(programme: Path) -> None:
    receipt = take(programme, compose_foreign(("Straße", ""), ("STRASSE", ""), ("\u017flow", ""), ("slow", "")))
    assert not receipt.problems
    assert receipt.new == ("Straße", "\u017flow")
    assert read_plan(programme)


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(codes=st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=4))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_codebook_is_taken_the_programme_can_be_read_afterwards(
    codes: list[tuple[str, str]], programme: Path
) -> None:
    text = compose_foreign(*((name, said) for name, said in codes if name.isprintable() and said.isprintable()))
    before = (programme / "questions/themes.toml").read_bytes()
    try:
        receipt = take(programme, text)
        assert not receipt.problems or (programme / "questions/themes.toml").read_bytes() == before
        assert read_plan(programme)
    finally:
        (programme / "questions/themes.toml").write_bytes(before)
