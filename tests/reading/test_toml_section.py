"""A TOML file gives values by type; each fault is told with its line, and none stops the others."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.text import Text
from toolkit.reading import messages
from toolkit.reading.toml_section import Section, check_ids, parse_toml


def section_of(text: str, languages: tuple[str, ...] = ("sv", "en")) -> Section:
    return parse_toml(text.encode(), "f.toml", languages)


def test_a_text_in_two_languages_or_one_for_both() -> None:
    section = section_of('a = { sv = "Å", en = "A" }\nb = " KI "')
    assert section.text("a") == Text(sv="Å", en="A")
    assert section.text("b") == Text(sv="KI", en="KI")
    assert section.text("c") == Text()
    assert not section.problems


def test_a_plain_text_in_a_programme_of_one_language_is_in_that_language() -> None:
    assert section_of('a = "Hi"', ("en",)).text("a") == Text(en="Hi")


def test_a_missing_translation_is_a_notice_only_where_the_programme_has_that_language() -> None:
    section = section_of('a = { sv = "Å" }')
    assert section.text("a").say("en") == "Å"
    (notice,) = section.problems
    assert notice.notice
    assert notice.message == messages.MISSING_TRANSLATION
    assert notice.facts == {"key": "a", "language": "en"}
    swedish = section_of('a = { sv = "Å" }', ("sv",))
    swedish.text("a")
    assert not swedish.problems


@pytest.mark.parametrize(
    ("text", "take", "message"),
    [
        ("k = 1", lambda s: s.word("k"), messages.NOT_A_TEXT),
        ('k = " "', lambda s: s.word("k"), messages.EMPTY_VALUE),
        ("k = [1]", lambda s: s.text("k"), messages.NOT_A_TEXT_IN_LANGUAGES),
        ("k = {}", lambda s: s.text("k"), messages.EMPTY_VALUE),
        ('k = "sju"', lambda s: s.number("k", 1, 0, 9), messages.NOT_A_NUMBER),
        ("k = true", lambda s: s.number("k", 1, 0, 9), messages.NOT_A_NUMBER),
        ("k = 1.5", lambda s: s.number("k", 1, 0, 9), messages.NOT_A_NUMBER),
        ('k = "kanske"', lambda s: s.flag("k"), messages.NOT_YES_OR_NO),
        ('k = "i fjol"', lambda s: s.day("k"), messages.NOT_A_DAY),
        ("k = 1", lambda s: s.day("k"), messages.NOT_A_DAY),
        ("k = 1", lambda s: s.texts("k", 10), messages.NOT_A_LIST),
        ('k = ["a", 1]', lambda s: s.texts("k", 10), messages.NOT_A_TEXT_IN_LANGUAGES),
        ('k = ["12345678901"]', lambda s: s.texts("k", 10), messages.LONG_TEXT),
        ("k = 10", lambda s: s.number("k", 1, 0, 9), messages.OUT_OF_RANGE),
        ("k = 1", lambda s: s.flag("k"), messages.NOT_YES_OR_NO),
        ('k = "a"', lambda s: s.words("k"), messages.NOT_A_LIST),
        ("k = [1]", lambda s: s.words("k"), messages.NOT_A_LIST),
        ('k = ["a", "a"]', lambda s: s.words("k"), messages.REPEATED),
        ('k = ["a", " "]', lambda s: s.words("k"), messages.EMPTY_VALUE),
        ("k = 1", lambda s: s.section("k"), messages.NOT_A_TABLE),
        ("k = { a = 1 }", lambda s: s.sections("k"), messages.NOT_TABLES),
        ('k = "b"', lambda s: s.reference("k", ["ab", "xyz"]), messages.UNKNOWN_NEAR),
        ('k = "q"', lambda s: s.reference("k", ["ab", "xyz"]), messages.UNKNOWN),
        ('k = "q"', lambda s: s.reference("k", []), messages.NONE_DEFINED),
        ('id = "Å b"', lambda s: s.identifier(), messages.BAD_ID),
        ('id = "a--b"', lambda s: s.identifier(), messages.BAD_ID),
        ('id = "abcdef"', lambda s: s.identifier(5), messages.LONG_ID),
    ],
)
def test_a_value_of_the_wrong_kind_is_reported_on_its_line(text: str, take: object, message: object) -> None:
    section = section_of(f"\n{text}")
    take(section)  # type: ignore[operator]
    (problem,) = section.problems
    assert problem.message == message
    assert problem.place.line == 2


def test_what_a_person_means_is_taken_however_it_is_written() -> None:
    section = section_of(
        'n = "7"\nm = 7.0\no = "7,0"\nyes = "ja"\nno = "Nej"\n'
        'day = "1 december 2027"\nwhole = 2027-12-01\ntimed = 2027-12-01T10:00:00'
    )
    assert [section.number(key, 1, 0, 9) for key in "nmo"] == [7, 7, 7]
    assert (section.flag("yes"), section.flag("no", default=True), section.flag("left-out", default=True)) == (
        True,
        False,
        True,
    )
    assert section.day("day") == section.day("whole") == section.day("timed") == datetime.date(2027, 12, 1)
    assert section.day("left-out") is None
    assert not section.problems


def test_a_list_of_texts_is_taken_without_its_blank_ones_and_one_text_is_a_list() -> None:
    section = section_of('many = ["a", "", { sv = "b", en = "" }, { sv = "c", en = "d" }, { sv = "" }]\none = "a"')
    assert [text.sv for text in section.texts("one", 10)] == ["a"]
    assert [(text.sv, text.en) for text in section.texts("many", 10)][-1] == ("c", "d")


def test_a_misspelt_key_comes_with_the_nearest_and_is_not_missing_as_well() -> None:
    section = section_of('titel = "x"\nzzz = 1')
    known = ("title", "kind")
    section.check_keys(known)
    section.check_present(known, known)
    assert [(problem.message, dict(problem.facts)) for problem in section.problems] == [
        (messages.UNKNOWN_KEY_NEAR, {"key": "titel", "nearest": "title"}),
        (messages.UNKNOWN_KEY, {"key": "zzz", "known": "title, kind"}),
        (messages.MISSING_KEY, {"key": "kind"}),
    ]


def test_a_second_use_of_an_id_names_the_line_of_the_first() -> None:
    section = section_of('[[a]]\nid = "x"\n[[a]]\nid = "x"\n')
    check_ids(section.sections("a"))
    (problem,) = section.problems
    assert problem.facts == {"id": "x", "line": 2}
    assert (problem.place.line, problem.place.key) == (4, "a 2, id")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('a = 1\nb = "x\n', 2, messages.NOT_CLOSED_TEXT),
        ("a = 1\na = 2", 2, messages.WRITTEN_TWICE),
        ("[t]\n[t]", 2, messages.WRITTEN_TWICE),
        ('a = "decks\\sv.md"', 1, messages.BACKSLASH),
        ("a = nord", 1, messages.NOT_A_VALUE),
        ("a = “nord”", 1, messages.CURLY_QUOTES),
        ('a = [\n"x" "y"]', 2, messages.NOT_CLOSED_LIST),
        ("a", 1, messages.NO_EQUALS),
        ("[a", 1, messages.SYNTAX),
        ("a = " + "9" * 5000, 0, messages.LONG_NUMBER),
        ("a = " + "[" * 5000, 0, messages.TOO_DEEP),
    ],
)
def test_what_is_no_toml_is_told_in_plain_words_with_its_line(text: str, line: int, message: object) -> None:
    (problem,) = section_of(text).problems
    assert problem.message == message
    assert problem.place.line == line


def test_a_binary_file_is_refused() -> None:
    assert parse_toml(bytes(40), "f.toml").problems[0].message == messages.NOT_TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_what_another_editor_saved_is_read_all_the_same(encoding: str) -> None:
    assert parse_toml('a = "åäö"\r\n'.encode(encoding), "f.toml").word("a") == "åäö"


@given(st.text(max_size=80) | st.text(alphabet="ab=[]{}\"'.,#\n1 \\", max_size=40))
def test_any_text_gives_a_section_and_never_an_exception(text: str) -> None:
    section = parse_toml(text.encode("utf-8", "surrogatepass"), "f.toml")
    assert all(problem.message.remedy for problem in section.problems)
