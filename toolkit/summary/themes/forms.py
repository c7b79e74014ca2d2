"""A Swedish or English word → the forms under which it meets its other inflections. Pure.

Two words are the same when they share a form. The stemmer (Snowball) alone fails on words that this field lives by:
*nätverk* and *nätverket* do not meet, nor do *webbplats* and *webbplatsen*, while *synlighet* becomes *syn*. So a
Swedish word also has as forms what is left when an ending of Swedish inflection is taken off, one at a time, and a
stem that joins what does not belong together is not used.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

import Stemmer

SHORTEST = 3
"""Letters that must be left of a word when an ending is taken off; a shorter word is only itself."""

_NOUNS = "ernas arnas ornas erna arna orna ens ets ers ars ors en et er ar or na ns n t s a e"
_OTHERS = "ades ade ats at as ande ende tes te des de es ts aste ast are"
ENDINGS = {**dict.fromkeys(_OTHERS.split(), SHORTEST + 1), **dict.fromkeys(_NOUNS.split(), SHORTEST)}
"""What Swedish words end in when they are inflected, and how many letters must be left."""
_LONGEST_ENDING = max(map(len, ENDINGS))

FALSE_STEMS: Mapping[str, frozenset[str]] = {"sv": frozenset({"syn", "stat", "led", "form"}), "en": frozenset()}
"""Stems that join what does not belong: synlighet and syn, statlig and stat, ledare and led, format and form."""

_VOWELS = frozenset("aeiouyåäöéü")


@cache
def _find_stemmer(language: str) -> Callable[[str], str]:
    # With a memory for no words at all: participants' words are not kept.
    made: Callable[[str], str] = Stemmer.Stemmer("english" if language == "en" else "swedish", 0).stemWord
    return made


def stem_word(word: str, language: str) -> str:
    """Return Snowball's stem of a word in lower case, or the word where that stem is a false one."""
    found = _find_stemmer(language)(word)
    return word if found in FALSE_STEMS.get(language, frozenset()) else found


def find_forms(word: str, language: str) -> frozenset[str]:
    """Return the forms of a word in lower case: itself, its stem, and in Swedish what stands before each ending."""
    if len(word) <= SHORTEST:
        return frozenset((word,))
    found = {word, stem_word(word, language)}
    if language != "en":
        for size in range(1, _LONGEST_ENDING + 1):
            base, least = word[:-size], ENDINGS.get(word[-size:])
            if least and len(base) >= least and not _VOWELS.isdisjoint(base):
                found.add(base)
    return frozenset(found)


def find_base(word: str, language: str) -> str:
    """Return the one form under which a word is counted with its inflections, to compare and to group answers.

    It is the stem, less what Snowball leaves on: the definite neuter (*nätverket*) and a final s (*webbplats*).
    """
    stem = stem_word(word, language)
    if language == "en" or len(word) <= _LONG:
        return stem
    derived = _DERIVED.search(word)
    if derived:
        return word[: derived.end(1)]
    if len(stem) > _LONG and stem.endswith("et") and not _VOWELS.isdisjoint(stem[:-2]):
        stem = stem[:-2]
    return stem[:-1] if stem.endswith("s") and len(stem) > _LONG else stem


_LONG = 5
_DERIVED = re.compile(r"(het|lig|ferens|petens|igens|istens|videns)(?:ernas?|ens?|ers?|as?|t|s)?$")
"""Words that keep their ending, whatever their inflection: synlighet is not synlig, and konferens no genitive."""
