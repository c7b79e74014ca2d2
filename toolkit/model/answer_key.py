"""What one answer is filed under, in the store, in codes, decisions and links. Pure."""

from typing import NamedTuple


class AnswerKey(NamedTuple):
    """Names one answer: the workshop, the response within it, the item.

    A named tuple and not a dataclass, because there is one for every open answer and they are looked up all the time.
    """

    workshop: str
    response: str
    item: str
