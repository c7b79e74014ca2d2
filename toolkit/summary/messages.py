"""Every message of this room: what can go wrong when the summary is written, and what to do about it."""

from toolkit.errors import Message

TOO_MANY_ANSWERS = Message(
    "There are {answers} answers, and an Excel worksheet holds at most {most}.",
    "Summarise fewer workshops at a time.",
)
TEXT_CUT = Message(
    "{answers} answers are longer than the {most} characters that a cell holds and were cut there.",
    "The whole answers are in the store.",
)
