"""Turn an answer into the words it is compared by: folded, without the words that any answer holds. Pure.

Word forms are joined by their stem where `stem` is given (a function from a word to its stem), so that *nätverk* and
*nätverken* are one word; what is shown is the form that most people wrote.
"""

import re
from collections.abc import Callable

Stem = Callable[[str, str], str]
"""From a word and its language to the form under which it is counted."""

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
"""A word: letters, with hyphens and apostrophes within."""
_SV = (
    "alla allt att av bara bli blir både bör de den denna deras dess dessa det detta då där efter ej eller en er"
    " era ert ett för från får få ge ger genom gör göra gått går ha hade han har hon hur här i in inom inte jag kan"
    " kom komma kommer kunna man med medan mellan men mer mest mot mycket måste ni nu någon något några när och"
    " också om oss på samma samt sedan ser sig sin sina sitt ska skulle som så sådan till tills under upp ut utan"
    " vad var vara vi vid vilka vilken vilket vill våra vår vårt väl än är även åt över"
)
_EN = (
    "a about after all also an and any are as at be because been being both but by can could did do does each for"
    " from get had has have he her here his how i if in into is it its just like make many may more most much must"
    " my need no not of on one only or other our out over own same she should so some such than that the their them"
    " then there these they this those through to too under up us was way we were what when where which while who"
    " why will with would you your"
)
STOPWORDS = {"sv": frozenset(_SV.split()), "en": frozenset(_EN.split())}


def keep_word(word: str, language: str) -> str:
    """Return the word itself: the stem of who has no stemmer."""
    del language
    return word


def find_words(text: str, language: str) -> list[str]:
    """List the words of a text that may set it apart, in lower case and in order; each as often as it stands there."""
    stop = STOPWORDS.get(language, frozenset())
    return [word for word in WORD.findall(text.lower()) if len(word) > 2 and word not in stop]
