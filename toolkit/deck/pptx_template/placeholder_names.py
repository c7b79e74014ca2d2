"""What small text placeholders (Kicker, Code …) are called in the languages we know; how names are compared. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from toolkit.deck.template import PlaceholderKind

_SMALL: Mapping[PlaceholderKind, tuple[str, ...]] = {
    "kicker": ("kicker", "eyebrow", "overrubrik", "dachzeile", "vinjett", "chapeu", "antetitulo"),
    "invitation": ("invitation", "inbjudan", "einladung", "convite"),
    "code": ("code", "kod", "short code", "kortkod", "codigo", "kurzcode"),
    "address": ("address", "adress", "adresse", "endereco", "url"),
    "source": ("source", "kalla", "quelle", "fonte", "credit", "attribution"),
}
_KINDS = {alias: kind for kind, aliases in _SMALL.items() for alias in aliases}
_FILLER = re.compile(
    r"\b(text|placeholder|platshallare|platzhalter|marcador|espaco reservado|for|fur|de|do|texto|\d+)\b"
)


@cache
def normalise_name(name: str) -> str:
    """Fold case, diacritics, line breaks, hyphens and PowerPoint's number before copied names ("1_Tom")."""
    folded = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss").replace("ø", "o"))
    letters = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    if re.match(r"\s*\d+_", name):
        letters = re.sub(r"^\s*\d+ ", "", letters)
    return " ".join(letters.split())


@cache
def join_name(name: str) -> str:
    """Fold a name and leave its spaces out: "Abschnitts-(line break)überschrift" is one word."""
    return normalise_name(name).replace(" ", "")


@cache
def find_small_kind(name: str) -> PlaceholderKind | None:
    """Tell which small text a placeholder's name stands for, or None."""
    return _KINDS.get(" ".join(_FILLER.sub(" ", normalise_name(name)).split()))
