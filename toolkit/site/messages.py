"""Every message of the site to a participant: what is wrong with an answer or a page, and what to do. Values only."""

from toolkit.collect import messages as collected
from toolkit.errors import Message

NUMBER_WANTED = Message("Give a whole number from {low} to {high}.")
TOO_LONG = Message("There is room for {limit} characters; you have written {length}.", "Shorten the text.")
CHOICE_WANTED = Message("Choose one of the alternatives.")
POINTS_SUM = Message("The points add up to {found}.", "They count when they add up to {total}.")
RANK_TWICE = Message("The place {rank} is given to more than one: {choices}.", "Give each place to one only.")
RANK_GAP = Message("The place {rank} is missing.", "Rank from 1 on without a gap.")
TOO_MANY_TICKS = Message("You have ticked {found}.", "Tick at most {limit}.")
HALF_A_POINT = Message("“{choice}” has only one of its two values.", "Give both effort and effect, or neither.")
UNKNOWN_ITEM = Message("This question is not asked here.", "Load the page again.")
NOT_A_VALUE = Message("This is no answer to the question.", "Load the page again.")

OF_COLLECTED: dict[Message, Message] = {
    collected.OUT_OF_RANGE: NUMBER_WANTED,
    collected.NOT_WHOLE: NUMBER_WANTED,
    collected.NOT_A_NUMBER: NUMBER_WANTED,
    collected.IS_A_DATE: NUMBER_WANTED,
    collected.NOT_A_TICK: CHOICE_WANTED,
    collected.NOT_A_CHOICE: CHOICE_WANTED,
    collected.NOT_A_CHOICE_NEAR: CHOICE_WANTED,
    collected.TOO_LONG: TOO_LONG,
    collected.POINTS_SUM: POINTS_SUM,
    collected.RANK_TWICE: RANK_TWICE,
    collected.RANK_GAP: RANK_GAP,
    collected.TOO_MANY_TICKS: TOO_MANY_TICKS,
    collected.HALF_A_POINT: HALF_A_POINT,
}
"""What collecting says of a file, in words for somebody with a phone in the hand."""

UNKNOWN_CODE = Message(
    "No workshop has the code {code}.", "Check the six characters on the slide or the sheet, and try again."
)
NO_PAGE = Message("There is no such page.", "Scan the QR code again, or type the code at the start page.")
CLOSED = Message("The workshop is closed and takes no more answers.")
CLOSED_AND_KEPT = Message(CLOSED.cause, "What you sent before is kept.")
CANNOT_SAVE = Message(
    "The server cannot save just now, so this was not sent.",
    "What you wrote still stands below. Wait a moment and press the button again.",
)
BUSY = Message("The server cannot read its data just now.", "Wait a moment and load the page again.")
TOO_MANY_TRIES = Message(
    "Too many wrong codes have been tried just now.", "Scan the QR code instead, or wait {minutes} min and try again."
)
TOO_LARGE = Message("What was sent is too large to be taken in.", "Shorten it, or send a smaller file.")
HEAD_TOO_LARGE = Message("The request's address and headers are too large.", "Scan the QR code again.")
TOO_SLOW = Message("What was sent did not arrive in time.", "Try again, perhaps with a better connection.")
MALFORMED = Message("What was sent cannot be read.", "Load the page again.")
FOREIGN = Message(
    "This was sent from another site's page, so it was not taken.", "Open the form again from the QR code."
)
NO_PLAN = Message("There is no action plan to show here.", "Ask whoever sent you the link.")
PLAN_AT_FAULT = Message(
    "The action plan cannot be shown just now: there is a fault in its register.",
    "Whoever looks after the plan sees what it is with: toolkit followup",
)
FAULT = Message("The site itself is at fault here, not you.", "What was saved before is kept. Load the page again.")
ERASED_RESPONSE = Message(
    "The answers with your number have been erased, and are not saved again.", "To answer anew, begin a new response."
)
ASIDE_RESPONSE = Message(
    "The facilitator has taken your answers out: they are kept, but not counted.",
    "Speak to the facilitator, or begin a new response.",
)
NOT_YOURS = Message("This response cannot be changed from here.", "Open the form again from the QR code.")
