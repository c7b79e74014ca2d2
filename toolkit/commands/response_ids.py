"""A response's id as a person types it → which one is meant: `nord/xlsx-sv-1`, `xlsx-sv-1`, the number on the phone."""

from collections.abc import Sequence

from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.forget import StoredResponse
from toolkit.model.former_ids import FormerIds
from toolkit.model.intake import name_response

NO_SUCH_RESPONSE = Message(
    "There is no response with the id '{id}'.",
    "Copy it as it stands in the workbook, on the console or on the phone, every character of it.",
)
SEVERAL_RESPONSES = Message(
    "The id '{id}' belongs to several responses: {responses}.", "Write the workshop before it, as it stands here."
)
_FEWEST = 6
"""Characters of a phone's number that are enough where only one response begins with them."""


def choose_response(
    stored: Sequence[StoredResponse], name: str, former: FormerIds, workshop: str = ""
) -> StoredResponse:
    """Choose the response that is meant. Raises InputError where there is none, or more than one."""
    wanted = name.strip().strip("'\"“”`").casefold()
    of, _, bare = wanted.rpartition("/")
    of = (of or workshop).casefold()
    here = [one for one in stored if of in ("", one.workshop.casefold(), former.find_now(one.workshop).casefold())]
    found = [one for one in here if one.id.casefold() == bare]
    if not found and len(bare) >= _FEWEST:
        found = [one for one in here if one.channel == "web" and one.id.casefold().startswith(bare)]
    if len(found) > 1:
        named = ", ".join(name_response(one.workshop, one.id) for one in found)
        facts = {"id": name.strip(), "responses": named}
        raise InputError(Problem(place=Place(file=""), message=SEVERAL_RESPONSES, facts=facts))
    if not found:
        raise InputError(Problem(place=Place(file=""), message=NO_SUCH_RESPONSE, facts={"id": name.strip()}))
    return found[0]
