"""Every message of this room: what can go wrong with the secret and the response sheets. Pure."""

from toolkit.errors import Message

SECRET_TOO_SHORT = Message(
    "The secret has fewer than {least} characters, so the links of the forms could be guessed.",
    "Use at least {least} characters; 64 random hexadecimal digits, as the toolkit makes itself, are best.",
)
SECRET_DAMAGED = Message(
    "The file with the secret is empty, damaged or not text.",
    "Restore it from a backup; if no sheet or slide has been handed out yet, delete it and a new one is made.",
)
SECRET_UNREADABLE = Message(
    "The file with the secret cannot be read ({reason}).",
    "Give yourself the right to read it, or set the environment variable TOOLKIT_SECRET.",
)
_OR_ANEW = " If nothing that was printed is to lead anywhere any more: toolkit build --new-addresses"
KEY_GONE = Message(
    "Addresses of this programme have been printed, and the key that they are made with is not here; with another key, "
    "every code that was handed out would lead nowhere.",
    "Copy responses/secret.key from the computer that printed them, or set the environment variable TOOLKIT_SECRET to "
    "what stands in it." + _OR_ANEW,
)
KEY_OTHER = Message(
    "The key here is not the one that this programme's printed addresses were made with; every code that was handed "
    "out would lead nowhere.",
    "Put back responses/secret.key (or TOOLKIT_SECRET) from the computer that printed them." + _OR_ANEW,
)
ADDRESSES_DAMAGED = Message(
    "The file that tells which addresses have been printed cannot be read.",
    "Restore it from a copy of the programme (with git: git checkout addresses.json)." + _OR_ANEW,
)
SHEET_NOT_TYPESET = Message(
    "The response sheet cannot be typeset: {reason}.",
    "If templates/typst/sheet.typ has been changed, restore it; otherwise report this with the programme folder.",
)
CHARACTER_NOT_PRINTED = Message(
    "The font of the response sheet has no sign for {characters}; an empty square is printed instead.",
    "Replace it in the programme's texts, the question or the group's row.",
)
