"""What a word is in an answer's text, and which words tell nothing because any answer holds them. Pure."""

import re

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


def may_tell(word: str, language: str) -> bool:
    """Tell whether a word in lower case may set an answer apart: three letters or more, and not in every answer."""
    return len(word) > 2 and word not in STOPWORDS.get(language, frozenset())
