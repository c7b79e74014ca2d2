"""What a merge of decks tells: what came in, what stays and why, and why nothing could be merged. Pure."""

from toolkit.errors import Message

_LEFT = "Nothing was put into it; take what you need from the program's own version beside it."
_KEPT = "Compare it with the program's own version beside it, and take over what you want."

# What came in: by whether slides were renewed (R), are new (N), are gone (G)
MERGED = {
    "R": Message("Slides renewed in your version: {renewed}."),
    "N": Message("New slides in your version: number {new}."),
    "G": Message("Gone from your version, as it is no longer written: {gone}."),
    "RN": Message("Slides renewed in your version: {renewed}; new: number {new}."),
    "RG": Message("Slides renewed in your version: {renewed}; gone, as it is no longer written: {gone}."),
    "NG": Message("New slides in your version: number {new}; gone, as it is no longer written: {gone}."),
    "RNG": Message(
        "Slides renewed in your version: {renewed}; new: number {new}; gone, as it is no longer written: {gone}."
    ),
    "": Message("The slides of your version stand in their new order."),
}

# What stays
KEPT = Message("Slide {number}, '{title}', stays as you changed it; the program's now differs from it.", _KEPT)
KEPT_SAYING = Message(
    "Slide {number}, '{title}', stays as you changed it; the program would now write: '{said}'.", _KEPT
)
KEPT_NOTES = Message(
    "The notes of slide {number}, '{title}', stay as you wrote them; the program would now write: '{said}'.", _KEPT
)
STAYS = Message(
    "Slide {number}, '{title}', stays, because somebody worked on it; the program would no longer write it.",
    "Delete it if it is not wanted.",
)

# Why nothing was merged
NO_BASE = Message(
    "What the program wrote here before is not known, so your changes cannot be told from its own.", _LEFT
)
OTHER_BASE = Message("This deck and what the program wrote before have no slide in common.", _LEFT)
NOT_A_PACKAGE = Message("This is not a PowerPoint file, or only a part of one.", _LEFT)
NOT_A_DECK = Message("This is a file of another program, not a PowerPoint presentation.", _LEFT)
ENCRYPTED = Message(
    "This deck is locked with a password or by rights management, so nothing can be put into it.", _LEFT
)
OLD_FORMAT = Message("This deck is in PowerPoint's old format (.ppt).", _LEFT)
SIGNED = Message("This deck has a digital signature, which any change would break.", _LEFT)
STRICT = Message("This deck is saved as Strict Open XML.", "Save it as an ordinary PowerPoint presentation (.pptx).")
REPEATED_PART = Message("A part stands twice in this deck's package: {part}.", _LEFT)
TOO_LARGE = Message("This deck unpacks to more than {limit} MB.", _LEFT)
DAMAGED = Message("This deck is damaged: {reason}.", _LEFT)
OTHER_TEMPLATE = Message("The program's deck now has another template, or another size of slides.", _LEFT)
OTHER_SIZE = Message("You gave the slides another size, which the program's slides do not fit.", _LEFT)
NOT_SAFE = Message("The program's changes could not be put into this deck safely ({reason}).", _LEFT)
