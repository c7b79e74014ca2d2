"""Every message of taking a codebook (.qdc) in. Values only."""

from toolkit.errors import Message

NOT_XML = Message(
    "The file is damaged, or is no codebook (.qdc).",
    "Export the codebook from its program anew, in the format REFI-QDA.",
)
WITH_DOCTYPE = Message(
    "The file holds a document type, which a codebook never has; it was not read.",
    "Export the codebook from its program anew, in the format REFI-QDA.",
)
NOT_QDC = Message(
    "The file is not a REFI-QDA codebook.",
    "Export the codebook alone (.qdc); a whole project (.qdpx) cannot be taken.",
)
NO_CODES = Message("The codebook holds no codes.", "Check that it is the right file.")
SAME_NAME = Message("Two codes of the codebook are called “{name}”; the first one was taken.", "Rename one of them.")
NO_WORDS_YET = Message(
    "{count} new themes have no words yet, so the program does not find them: {names}.",
    "Add words under `include` in {file}; until then people can give them in the worksheet Coding.",
    "A new theme has no words yet, so the program does not find it: {names}.",
)
ONLY_HERE = Message(
    "{count} themes are in {file} and not in the codebook; they stay: {names}.",
    "",
    "One theme is in {file} and not in the codebook; it stays: {names}.",
)
