"""An answer → the stretches in which it sets something aside: "not about X", "not X but Y", "instead of X". Pure.

A negation does not take a theme away: who writes "we have no alumni network" speaks of alumni. Only what an answer
puts up to say that it is *not* what is meant, or not what should be done, is not what it is about.
"""

import re

_CLAUSE = r"(?:(?!\b(?:utan|but|vill|borde|ska|bör|kan|behöver|låt|ge|we|should)\b)[^,.;:!?\n()])"
_FEW = rf"{_CLAUSE}{{1,50}}"
_MARKED = re.compile(r"\b(?:inte|ej|not|än|than|instead|stället|istället)\b", re.IGNORECASE)
_SET_ASIDE = re.compile(
    rf"""
      \b(?:handlar|handlade|gäller|gällde|rör)\s+(?:\w+\s+)?(?:inte|ej)\s+(?!bara|enbart|endast|minst)({_CLAUSE}+)
    | \b(?:inte|ej)\s+(?!bara|enbart|endast|minst|heller)({_FEW}?)(?:,\s*utan\b|\butan\s+(?:om|på|att|för|i)\b)
    | \b(?:i\s?stället\s+för|snarare\s+än)\s+(?!bara\b)({_FEW})
    | \b(?:is|are|was|'s|it)\s+not\s+(?:really\s+)?about\s+({_CLAUSE}+)
    | (?<!do\s)(?<!does\s)(?<!did\s)(?<!is\s)(?<!have\s)\bnot\s+(?!only|just|enough|least|merely)({_FEW}?),?\s+but\b
    | \b(?:instead\s+of|rather\s+than)\s+(?!just\b|only\b)({_FEW})
    """,
    re.IGNORECASE | re.VERBOSE,
)


def may_set_aside(word: str) -> bool:
    """Tell whether a word is one of those without which a text sets nothing aside."""
    return _MARKED.search(word) is not None


def find_set_aside(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text, from their first letter to before their end, that it sets aside."""
    return tuple(match.span(match.lastindex) for match in _SET_ASIDE.finditer(text) if match.lastindex is not None)
