"""Turn what somebody typed into text that every program can hold and compare. Pure."""

import hashlib
import re
import unicodedata

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PLAIN = re.compile(r"[ -~]*")


def tidy_text(typed: str) -> str:
    """Compose accents (NFC), drop control characters, unify line breaks and strip the ends; nothing else changes."""
    if _PLAIN.fullmatch(typed):
        return typed.strip()
    # First the control characters, which may stand between a letter and its accent.
    text = _UNHOLDABLE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text).strip()


def tidy_word(typed: str) -> str:
    """Tidy a short answer and write every run of white space as one space."""
    return " ".join(tidy_text(typed).split())


def fold_word(word: str) -> str:
    """Return the form under which words are counted together: capitals do not matter.

    Lower case rather than casefold, because a spreadsheet also counts ß and ss apart.
    """
    return tidy_word(word).lower()


def digest_text(text: str) -> str:
    """Return 12 hexadecimal digits that know a text again."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]
