"""What programme.toml says of reports: template, address and the facts of a title page, each fault with its line."""

from pathlib import Path

from toolkit.commands.report_files import compose_report_facts
from toolkit.reading import messages
from toolkit.reading.programme_file import parse_programme
from toolkit.texts import load_texts

from .folders import PROGRAMME, problems_of

REPORT = """
[report]
address = "https://prov.example/rapport?id=1"
decision_date = "2027-05-04"
reference = "1-1/2027"
handled_by = { sv = "Kansliet", en = "The office" }
valid = ""
"""


def test_the_facts_of_the_title_page_come_in_their_order_and_in_the_report_s_language() -> None:
    programme, root = parse_programme((PROGRAMME + REPORT).encode())
    assert not root.problems
    assert programme is not None
    assert programme.report.address == "https://prov.example/rapport?id=1"
    assert compose_report_facts(programme, load_texts("sv")) == (
        ("Diarienummer", "1-1/2027"),
        ("Beslutsdatum", "2027-05-04"),
        ("Handläggs av", "Kansliet"),
    )
    assert compose_report_facts(programme, load_texts("en"))[2] == ("Handled by", "The office")


def test_a_programme_that_says_nothing_of_reports_has_no_facts() -> None:
    programme, _ = parse_programme(PROGRAMME.encode())
    assert programme is not None
    assert compose_report_facts(programme, load_texts("sv")) == ()
    assert (programme.report.template, programme.report.address) == ("", "")


def test_faults_are_named_with_their_lines(tmp_path: Path) -> None:
    lines = ["", "[report]", 'template = "no.dotx"', 'address = "rapport"', "referense = 3", "decision = 4"]
    found = problems_of(tmp_path, programme=PROGRAMME + "\n".join(lines))
    first = PROGRAMME.count("\n") + 3
    said = {problem.place.line: problem.message for problem in found}
    assert said[first] == messages.FILE_NAMED_IS_MISSING
    assert said[first + 1] == messages.BAD_REPORT_ADDRESS
    assert said[first + 2] == messages.UNKNOWN_KEY_NEAR
    assert said[first + 3] == messages.NOT_A_TEXT_IN_LANGUAGES
