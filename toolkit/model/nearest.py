"""A word that is not known and those that are → the one most likely meant, or a well-formed id. Pure."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"})


def find_nearest(word: str, known: Iterable[str], cutoff: float = 0.6, *, begun: bool = True) -> str | None:
    """Return the known word that a misspelt one is closest to, or begins (where `begun`), or None.

    Capitals and accents do not matter.
    """
    by_form = {fold_letters(each): each for each in known}
    form = fold_letters(word[:100])
    found = difflib.get_close_matches(form, by_form, n=1, cutoff=cutoff)
    longer = [each for each in by_form if begun and len(form) > 2 and each.startswith(form)]
    return by_form[(found or longer)[0]] if found or len(longer) == 1 else None


def fold_letters(word: str) -> str:
    """Return a word in lower case without accents: Kännedom → kannedom."""
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def compose_id(word: str, most: int = 40) -> str:
    """Make an id of any word: "KI om 5 år!" → ki-om-5-ar."""
    return re.sub(r"[^a-z0-9]+", "-", fold_letters(word))[:most].strip("-") or "id-1"
