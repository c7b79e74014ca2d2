"""The brochure: two pages, accessible, complete with pictures and without, with a code that leads to the report."""

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from tests.report.test_pdf import walk
from toolkit.commands.brochure import build_brochure
from toolkit.commands.new import make_programme
from toolkit.errors import InputError

DAY = datetime.date(2027, 3, 1)
PICTURES = """
[cover]
file = "plan/cover.png"
alt = { sv = "Ett omslag", en = "A cover" }
credit = "Foto: Exempel"

[[photos]]
file = "plan/cover.png"
alt = { sv = "En bild", en = "A picture" }
credit = "Foto: Exempel"
"""


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brochure") / "ki"
    make_programme(folder)
    return folder


@pytest.fixture(scope="module")
def written(programme: Path) -> dict[str, Path]:
    return dict(build_brochure(programme, day=DAY).files)


def copy(programme: Path, folder: Path, change: Callable[[str], str]) -> Path:
    """Copy a programme and change its brochure."""
    shutil.copytree(programme, folder, ignore=shutil.ignore_patterns("out"))
    file = folder / "plan/brochure.toml"
    file.write_text(change(file.read_text("utf-8")), "utf-8")
    return folder


def read_text(path: Path) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(path).pages))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_has_two_pages_of_a4_in_each_language_and_claims_pdf_ua(language: str, written: dict[str, Path]) -> None:
    reader = PdfReader(written[language])
    assert len(reader.pages) == 2
    for page in reader.pages:
        assert [float(side) for side in page.mediabox[2:]] == pytest.approx((595.28, 841.89), abs=0.1)
    root = reader.trailer["/Root"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert root["/Lang"] == {"sv": "sv-SE", "en": "en-GB"}[language]


def test_it_says_the_insights_as_the_programme_has_them(written: dict[str, Path]) -> None:
    said = read_text(written["sv"]).replace(" ", "")
    for insight in (
        "Att ledningen prioriterar och ger förutsättningar för ökad internationell synlighet",
        "Att vi bygger och vårdar våra internationella nätverk",
        "Att vi kommunicerar strategiskt och som ett KI internationellt",
    ):
        assert insight.replace(" ", "") in said


def test_only_workshops_from_the_day_on_are_announced(written: dict[str, Path]) -> None:
    said = read_text(written["en"])
    assert "3 Mar 2027" in said
    assert "KI Syd" in said
    assert "Feb 2027" not in said


def test_without_coming_workshops_it_says_that_dates_will_follow(programme: Path, tmp_path: Path) -> None:
    files = build_brochure(programme, out=tmp_path, day=datetime.date(2031, 1, 1)).files
    assert "Nya datum meddelas." in read_text(files["sv"])


def test_its_code_leads_to_the_full_report_from_the_page_as_printed(
    written: dict[str, Path], render_pages: Callable[..., list[Path]], tmp_path: Path
) -> None:
    page = render_pages(written["sv"], tmp_path, width=800)[1]
    found = zxingcpp.read_barcodes(Image.open(page).convert("L"))
    assert [code.text for code in found] == ["https://synlighet.example/rapport"]


def test_its_headings_are_in_order_and_what_is_drawn_for_looks_is_not_read_out(written: dict[str, Path]) -> None:
    elements = walk(PdfReader(written["sv"]).trailer["/Root"]["/StructTreeRoot"])
    kinds = [kind for kind, _ in elements]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 5
    assert kinds.count("/H3") == 3
    alts = [str(node["/Alt"]) for kind, node in elements if kind == "/Figure"]  # type: ignore[index]
    assert alts == ["QR-kod som leder till hela rapporten: https://synlighet.example/rapport"]


def test_pictures_stand_in_it_with_their_credits_and_what_they_show(programme: Path, tmp_path: Path) -> None:
    folder = copy(programme, tmp_path / "ki", lambda text: text + PICTURES)
    Image.new("RGB", (1600, 900), (120, 90, 60)).save(folder / "plan/cover.png")
    path = build_brochure(folder, day=DAY).files["en"]
    assert len(PdfReader(path).pages) == 2
    assert read_text(path).count("Foto: Exempel") == 2
    elements = walk(PdfReader(path).trailer["/Root"]["/StructTreeRoot"])
    alts = [str(node["/Alt"]) for kind, node in elements if kind == "/Figure"]  # type: ignore[index]
    assert {"A cover", "A picture"} <= set(alts)


def test_a_picture_that_is_missing_or_none_and_one_without_words_are_named_by_line(
    programme: Path, tmp_path: Path
) -> None:
    broken = PICTURES.replace('alt = { sv = "En bild", en = "A picture" }\n', "")
    folder = copy(programme, tmp_path / "ki", lambda text: text + broken)
    (folder / "plan/cover.png").write_text("no picture")
    with pytest.raises(InputError) as caught:
        build_brochure(folder, day=DAY)
    said = [(problem.place.line > 0, str(problem)) for problem in caught.value.problems]
    assert all(placed for placed, _ in said)
    assert any("not a picture" in text for _, text in said)
    assert any("alt" in text for _, text in said)


def test_texts_too_long_for_two_pages_are_refused_with_page_and_language(programme: Path, tmp_path: Path) -> None:
    point = '  { title = { sv = "Studenter", en = "Students" }, text = '
    folder = copy(programme, tmp_path / "ki", lambda text: text.replace(point, f'{point}"Långt." }},\n' * 25 + point))
    with pytest.raises(InputError) as caught:
        build_brochure(folder, day=DAY)
    (problem,) = caught.value.problems
    assert problem.facts == {"page": "1", "language": "sv"}
    assert problem.place.file == "plan/brochure.toml"


def test_a_brochure_of_a_title_and_a_lead_alone_is_one_too(programme: Path, tmp_path: Path) -> None:
    folder = copy(programme, tmp_path / "ki", lambda _: 'title = "Kort"\nlead = "Också kort."\n')
    assert len(PdfReader(build_brochure(folder, day=DAY).files["sv"]).pages) == 2


def test_the_same_day_gives_the_same_bytes(programme: Path, written: dict[str, Path], tmp_path: Path) -> None:
    again = build_brochure(programme, out=tmp_path, day=DAY).files
    assert again["sv"].read_bytes() == written["sv"].read_bytes()


def test_the_globe_is_what_its_script_draws(tmp_path: Path) -> None:
    import subprocess
    import sys

    root = Path(__file__).resolve().parent.parent.parent
    made = tmp_path / "globe.svg"
    subprocess.run([sys.executable, "-B", str(root / "templates/typst/make_globe.py"), str(made)], check=True)
    assert made.read_bytes() == (root / "templates/typst/globe.svg").read_bytes()
