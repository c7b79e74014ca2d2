"""Text of an outline or a data file → lines without characters that no XML may hold. Pure."""

from toolkit.model.plain_text import drop_forbidden


def normalise_lines(text: str) -> str:
    """Take forbidden characters and a byte order mark out, and end every line with a line feed alone.

    A break within a paragraph, as PowerPoint makes it, becomes a space: a heading stays one line.
    """
    return drop_forbidden(text, soft_break=" ")
