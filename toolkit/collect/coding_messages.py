"""Every message of taking a worksheet for coding back: what is wrong in it, and what to do. Values only."""

from toolkit.errors import Message

NO_KEYS = Message(
    "The hidden column that tells which answer each row is about is gone.",
    "Make a fresh summary, copy your codes into it row by row, and collect that one.",
)
NEWER_CODING = Message(
    "The worksheet for coding was made by a newer version of this program.",
    "Upgrade the program: pip install --upgrade workshop-toolkit",
)
UNKNOWN_THEME_NEAR = Message("There is no theme called “{name}”.", "Did you mean “{nearest}”?")
UNKNOWN_THEME = Message(
    "There is no theme called “{name}”.",
    "Choose one from the list, or add the theme to {file} and make a fresh summary.",
)
NOT_YES_OR_NO = Message("“{said}” is neither {yes} nor {no}.", "Choose from the list, or leave the cell empty.")
NOT_A_HANDLING = Message("“{said}” is no way to publish an answer.", "Choose {known}, or leave the cell empty.")
ROW_WITHOUT_KEY = Message(
    "The row holds codes, but its hidden key is gone, so nothing tells which answer they are for.",
    "Undo what was pasted over the row, or write the codes in the answer's own row.",
)
ROWS_APART = Message(
    "The row shows an answer that belongs to {row}: some columns were sorted without the others.",
    "Undo the sorting, or make a fresh summary; select the whole table before it is sorted.",
)
TWO_ROWS = Message(
    "The row says something else of the same answer than {row}.", "Delete one of the two rows, or make them alike."
)
ANSWER_EDITED = Message(
    "The answer's text was changed here. It was not taken: the answer stays as it was given.",
    "Correct an answer in its response sheet.",
)
ROWS_GONE = Message(
    "{count} rows of the worksheet were deleted; the codes of their answers stay as they were.",
    "",
    "A row of the worksheet was deleted; the codes of its answer stay as they were.",
)
COLUMNS_GONE = Message("These columns are gone, and nothing was taken from them: {columns}.")
STALE = Message(
    "{count} answers were coded anew after this worksheet was made; they keep the newer codes.",
    "To change them, make a fresh summary and edit that one.",
    "One answer was coded anew after this worksheet was made; it keeps the newer codes.",
)
OVERTAKEN = Message(
    "{count} answers had been coded by somebody else after this worksheet was made; its codes hold now.",
    "The earlier codes are kept in the store's history. Compare: {answers}.",
    "One answer had been coded by somebody else after this worksheet was made; its codes hold now.",
)
NOT_IN_STORE = Message(
    "{count} rows are about answers that are not in the store; nothing was taken from them.",
    "They may have been erased, or belong to another store: name it with --database.",
    "One row is about an answer that is not in the store; nothing was taken from it.",
)
