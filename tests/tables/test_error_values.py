"""The text of an error is told from what people write, in every language that a spreadsheet speaks."""

import pytest

from toolkit.tables.error_values import is_error_text

ERRORS = (
    *("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"),
    *("#SAKNAS!", "#SAKNAS", "#REFERENS!", "#DIVISION/0!", "#VÄRDEFEL!", "#NAMN?", "#OGILTIGT!", "#SKÄRNING!"),
    *("#WERT!", "#BEZUG!", "#ZAHL!", "#NV", "#ÜBERLAUF!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#I/T", "#PUUTTUU!"),
    *("#¡VALOR!", "#¿NOMBRE?", "#N/D", "#ЗНАЧ!", "#Н/Д", "#ARVO!", "#JAKO/0!", "#TYHJÄ!", "#DZIEL/0!", "#ADR!"),
    *("Err:508", "Fel:508", "Err:502", "Virhe:522", "#####", "########", " #N/A "),
)
TEXTS = (
    *("#metoo", "#metoo!", "#1", "# 1", "#", "##", "#KI", "Nr #3!", "N/A", "REF!", "Fel: 5 av 8", "Err", "508", ""),
    *("Fel:50", "Vi vill #SYNAS!", "#Forskning!", "#a!", "Error 404", "#N/A eller så"),
)


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_is_told_whatever_the_language(text: str) -> None:
    assert is_error_text(text)


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_person_writes_is_no_error(text: str) -> None:
    assert not is_error_text(text)
