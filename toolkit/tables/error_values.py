"""Tell the text of an error from any other text, in whatever language the spreadsheet spoke. Pure.

A cell that shows an error comes into a text file, or into a workbook whose values were pasted, as a text: `#N/A`,
`#SAKNAS!`, `#¿NOMBRE?`, `Err:508`, `Fel:508`, and `#####` where a column was too narrow for its date.
"""

import re

_WITHOUT_MARK = (
    *("#N/A", "#SAKNAS", "#I/T", "#NV", "#N/D", "#N/B", "#N.V.", "#N/V", "#PUUTTUU", "#YOK", "#HIÁNYZIK", "#Н/Д"),
    *("#NENÍ_K_DISPOZICI", "#NEDOSTUPNÝ", "#GETTING_DATA", "#HÄMTAR_DATA", "#DATEN_ABRUFEN", "#ДАННЫЕ", "#NAV", "#NM"),
)
_WITH_MARK = re.compile(r"#[¡¿]?(?:[^\W\d_a-z]|[_/. ])(?:[^\Wa-z]|[/. ]){1,24}[!?]")
_IN_LIBREOFFICE = re.compile(
    r"(?:err|fel|feil|fejl|virhe|fehler|erreur|error|erro|errore|fout|błąd|chyba) ?:\s?5\d\d", re.IGNORECASE
)
_TOO_NARROW = re.compile(r"#{3,}")


def is_error_text(text: str) -> bool:
    """Tell whether a whole cell is the text of an error."""
    if "#" in text[:3]:
        said = text.strip()
        if said == said.upper() and _WITH_MARK.fullmatch(said):
            return True
        return said in _WITHOUT_MARK or bool(_TOO_NARROW.fullmatch(said))
    # Most texts are told by their last characters: three digits.
    return text[-3:].isdecimal() and bool(_IN_LIBREOFFICE.fullmatch(text.strip()))
