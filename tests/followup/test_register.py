"""A register that a person wrote in Swedish or English: its status words, areas and days are taken as they stand."""

import datetime
from pathlib import Path

import pytest

from tests.commands.conftest import Ran, run
from tests.followup.test_round_trip import Follow
from toolkit.commands.blank_programme import Blank
from toolkit.commands.new import make_programme
from toolkit.errors import InputError
from toolkit.followup.register import parse_register
from toolkit.followup.wording import find_status
from toolkit.model.action_plan import Status
from toolkit.reading.folder import read_programme
from toolkit.tabular import parse_text_table
from toolkit.texts import load_texts

__all__ = ["run"]
PROGRAMME = read_programme(Path(__file__).resolve().parent.parent.parent)
TODAY = datetime.date(2028, 1, 1)


def read(*rows: str) -> tuple[list[tuple[str, str, object]], list[str]]:
    """Return area, status and day of each row, and what is said of faults."""
    table = "id;insatsområde;aktivitet;status;bedömd den\n" + "\n".join(rows) + "\n"
    register, problems = parse_register(parse_text_table(table.encode(), "plan/activities.csv"), PROGRAMME, TODAY)
    assert register
    found = [(activity.area, activity.status, activity.date) for activity in register.activities]
    return found, [load_texts("sv").problem(problem) for problem in problems]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        *((said, "done") for said in ("done", "klar", "Klart", "färdig", "genomförd", "pågår", "in progress", "Grön")),
        *((said, "partly") for said in ("partly", "delvis", "planerad", "Till viss del", "partial", "gul")),
        *((said, "none") for said in ("none", "ej", "Nej", "ingen", "inte påbörjad", "not started", "röd")),
        *((said, "unknown") for said in ("unknown", "okänt", "vet ej", "?", "ej bedömd")),
    ],
)  # fmt: skip
def test_a_status_is_taken_in_the_words_that_people_use(said: str, status: Status) -> None:
    assert find_status(said) == status
    found, problems = read(f"a;webb;Gör om startsidan;{said};")
    assert (found, problems) == ([("webb", status, None)], [])


def test_a_word_that_is_no_status_is_named_with_those_that_are() -> None:
    _, problems = read("a;webb;Gör om startsidan;kanske;")
    assert problems == [
        "plan/activities.csv, rad 2, kolumn D (status): ”kanske” är ingen status. Skriv något av: done (klar), partly "
        "(delvis), none (ingen), unknown (okänd)."
    ]


def test_an_area_is_taken_by_its_name_and_one_that_two_areas_have_is_told_with_both() -> None:
    found, problems = read("a;Sociala Medier;Text;;", "b;ALUMNER;Text;;", "c;Alumnverksamheten;Text;;")
    assert [area for area, _, _ in found[:2]] == ["sociala-medier", "alumni"]
    assert problems == [
        "plan/activities.csv, rad 4, kolumn B (insatsområde): ”Alumnverksamheten” kan vara flera insatsområden: "
        "alumni, alumnverksamhet. Skriv id:t för det som du menar."
    ]


def test_a_day_is_taken_as_it_is_written_and_one_that_can_be_two_is_told_with_both() -> None:
    found, problems = read("a;webb;T;;14/9 2027", "b;webb;T;;1 december 2027", "c;webb;T;;1/12 2027")
    assert [day for _, _, day in found[:2]] == [datetime.date(2027, 9, 14), datetime.date(2027, 12, 1)]
    assert problems == [
        "plan/activities.csv, rad 4, kolumn E (bedömd den): ”1/12 2027” kan vara två dagar: 2027-12-01 eller "
        "2027-01-12. Skriv den som du menar, med året först."
    ]


def test_a_programme_of_one_s_own_can_be_followed_up_with_a_register_of_four_columns(
    tmp_path: Path, run: object
) -> None:
    folder = tmp_path / "p"
    make_programme(folder, Blank(title="Eget", organisation="Högskolan", languages=("sv",)))
    text = (folder / "programme.toml").read_text("utf-8")
    (folder / "programme.toml").write_text(f'{text}\n[[areas]]\nid = "webben"\ntitle = "Webben"\n', "utf-8")
    (folder / "plan/activities.csv").write_text("id;område;aktivitet;status\na;Webben;Ny startsida;pågår\n", "utf-8")
    said: Ran = run("-C", folder, "--lang", "sv", "followup")  # type: ignore[operator]
    assert said.code == 0, said.err
    assert said.out.splitlines()[0].startswith("1 aktivitet i handlingsplanens områden: genomförd eller pågår 1")
    assert "klar" not in (folder / "plan/activities.csv").read_text("utf-8-sig")


def test_the_followup_s_outline_that_is_no_text_is_told_and_makes_no_empty_deck(folder: Path, follow: Follow) -> None:
    (folder / "decks/followup-sv.md").write_bytes(b"text\0 and more")
    with pytest.raises(InputError, match="The outline is not a text file"):
        follow()
