"""Read the id of a response, which a phone makes by chance: a UUID in small letters. Pure."""

import re

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read_response_id(given: object) -> str:
    """Return the id, or an empty text where it is none."""
    folded = given.strip().lower() if isinstance(given, str) else ""
    return folded if _ID.fullmatch(folded) else ""
