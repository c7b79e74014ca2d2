"""Turn what somebody typed into text that every program can hold and compare. Pure."""

import hashlib
import re
import unicodedata

_SOFT_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""PowerPoint and Word break a line by U+000B, a page by U+000C; Unicode has three more."""
_UNHOLDABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[ -~]*")


def tidy_text(typed: str) -> str:
    """Compose accents (NFC), drop control characters, unify line breaks and strip the ends; nothing else changes."""
    if _PLAIN.fullmatch(typed):
        return typed.strip()
    # First the control characters, which may stand between a letter and its accent.
    return unicodedata.normalize("NFC", drop_forbidden(typed)).strip()


def drop_forbidden(text: str, soft_break: str = "\n") -> str:
    """Take out what no XML may hold and nobody sees, and end every line with a line feed alone.

    `soft_break` is what becomes of the breaks that office programs make within a paragraph.
    """
    if text.isprintable():
        return text
    return _UNHOLDABLE.sub("", _SOFT_BREAK.sub(soft_break, text.replace("\r\n", "\n").replace("\r", "\n")))


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
