"""Every message of taking a worksheet of next steps back: what is wrong in it, and what to do. Values only."""

from toolkit.errors import Message

NOT_A_DAY = Message(
    "“{said}” is not a day.", "Write it as year-month-day, such as 2026-09-14, or leave the cell empty."
)
TWO_DAYS = Message("“{said}” may be either of two days: {days}.", "Write the one that is meant as it stands here.")
NOT_A_STATUS = Message("“{said}” does not say how a step stands.", "Choose {known}, or leave the cell empty.")
UNKNOWN_GROUP = Message("There is no group called “{said}”.", "Write a group's name as in the list of groups, or none.")
UNKNOWN_GROUP_NEAR = Message("There is no group called “{said}”.", "Did you mean “{nearest}”?")
STEP_WITHOUT_TEXT = Message(
    "The row says who or when, but not what is to be done.",
    "Write the step in a few words, or clear the row. A step that is no longer to be taken is “dropped”.",
)
TWO_STEP_ROWS = Message(
    "The row says something else of the same step than {row}.", "Delete one of the two rows, or make them alike."
)
STEP_ROWS_APART = Message(
    "The row shows a step that belongs to {row}: some columns were sorted without the others.",
    "Undo the sorting, or make a fresh summary; select the whole table before it is sorted.",
)
STEP_KEY_DAMAGED = Message(
    "The hidden key of this row cannot be read, so it is not known which step the row is about.",
    "Delete the row: its step stays as it was. Or clear the key, and the row becomes a step of your own.",
)
STEP_EDITED = Message(
    "The step's text was changed here. It was not taken: the answer stays as it was given.",
    "Write a step in your own words on a row of its own, below the last one.",
)
STEP_ROWS_GONE = Message(
    "{count} rows of next steps were deleted; what was said of those steps stays as it was.",
    "",
    "A row of next steps was deleted; what was said of that step stays as it was.",
)
STALE_STEPS = Message(
    "{count} next steps were changed after this worksheet was made; they keep the newer owner, day or status.",
    "To change them, make a fresh summary and edit that one, or use the console.",
    "One next step was changed after this worksheet was made; it keeps the newer owner, day or status.",
)
