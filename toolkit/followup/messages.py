"""Every message of this room: what can go wrong with the register, the links, the media export. Pure."""

from toolkit.errors import Message

TWO_REGISTERS = Message(
    "The plan has two registers, activities.csv and activities.xlsx, and only one can be right.",
    "Keep the one you work in, and move the other away.",
)
NO_HEADER = Message(
    "The register has no row of headers with {needed}.",
    "Let the first row name the columns, as in the register that comes with the program.",
)
REPEATED_COLUMN = Message("Two columns are called '{name}'.", "Rename or remove one of them.")
MISSING_ID = Message(
    "The row has no id.", "Give the activity an id of lower-case letters a–z, digits and hyphens, such as '{example}'."
)
BAD_ID = Message(
    "'{id}' cannot be an activity's id.",
    "Use lower-case letters a–z, digits and hyphens, at most {most} characters; '{suggestion}' would do.",
)
REPEATED_ID = Message(
    "Two rows have the id '{id}'; the other one is in {other}.", "Give one of them another id, or remove it."
)
MISSING_TEXT = Message("The activity '{id}' has no text.", "Say in a few words what is to be done.")
UNKNOWN_STATUS = Message("'{said}' is not a status.", "Write one of: {known}.")
UNKNOWN_AREA = Message("There is no area called '{said}'.", "The areas are: {known}.")
TWO_AREAS = Message("'{said}' may be several areas: {known}.", "Write the id of the one that you mean.")
TWO_DATES = Message("'{said}' can be two days: {first} or {second}.", "Write the one that you mean, year first.")
WRONG_INSIGHT = Message(
    "The area '{area}' belongs to the insight '{right}', not to '{said}'.",
    "Correct the insight or the area, or leave the insight blank.",
)
BAD_DATE = Message("'{said}' is not a date.", "Write it as year-month-day, such as 2027-05-03.")
FUTURE_DATE = Message(
    "The date {said} has not come yet.", "Write the day on which the status was assessed, today at the latest."
)
PRIORITY_KIND = Message(
    "'{said}' is neither a prioritised nor an added area.", "Leave the column blank, or write one of: {known}."
)
STRAY_CELL = Message("'{said}' stands in a column without a header.", "Give the column a header, or clear the cell.")
NO_ACTIVITIES = Message("The register holds no activity.", "Add a row for each measure of the action plan.")
BAD_HISTORY = Message(
    "The row of the history cannot be read: {what}.", "Restore the file from a backup, or mend the row."
)
BAD_LINK = Message("The row of the links cannot be read: {what}.", "Restore the file from a backup, or mend the row.")
NO_REGISTER_SHEET = Message(
    "The workbook has no worksheet with the register.",
    "Use the workbook that `toolkit followup` wrote, and leave the headers of its register as they are.",
)
ROW_GONE = Message(
    "The activity '{id}' is in the register, but its row is gone from the workbook.",
    "Put the row back. To drop an activity from the plan, remove its row in the register itself.",
)
CHANGED_TWICE = Message(
    "'{column}' of '{id}' has been changed both here and in the register since this workbook was written.",
    "The register says '{register}'. Write the value that is to hold in both, and try again.",
)
UNKNOWN_ACTIVITY = Message("There is no activity called '{said}'.", "Use ids from the register, divided by commas.")
STATUS_WITHOUT_NAME = Message(
    "The status of '{id}' was changed, but who set it is as before ('{name}').",
    "Check that the name still holds; where it does not, correct it and run the command again.",
)
STATUS_WITHOUT_EVIDENCE = Message(
    "The status of '{id}' was changed, but its evidence is as before.", "Check that the evidence still holds."
)
REGISTER_MISSING = Message(
    "The programme has no action plan yet.",
    "Name your areas in programme.toml and write plan/activities.csv with the columns id, area, text and status; "
    "`toolkit new FOLDER --example` shows one.",
)
NO_SUCH_DAY = Message("'{said}' is not a day.", "Write it as year-month-day, such as 2026-05-03.")

MEDIA_NO_DATE_COLUMN = Message(
    "The export has no column of dates; its columns are: {headers}.",
    "Write the name of the column under [columns] date in plan/media.toml.",
)
MEDIA_NO_MENTIONS = Message(
    "The file has dates, but no column that belongs to mentions in the press; its columns are: {headers}.",
    "Take the monitoring service's export; if its columns are called otherwise, name them in plan/media.toml.",
)
MEDIA_BAD_DATE = Message(
    "'{said}' is not a date that can be read.", "Correct the cell, or set date_order in plan/media.toml."
)
MEDIA_DATE_ORDER = Message(
    "Dates such as '{said}' can mean two days, and no date in the file settles which.",
    'Write date_order = "dmy" or "mdy" in plan/media.toml.',
)
MEDIA_BAD_COUNT = Message("'{said}' is not a number of mentions.", "Write a whole number, 0 or more.")
MEDIA_TWO_NUMBERS = Message(
    "'{said}' is one number in Sweden and another in Britain.",
    "Write it without a sign for decimals or thousands, or format the column so.",
)
MEDIA_SHORT_ROW = Message("The row has fewer cells than the header.", "Mend the row, or export the file anew.")
MEDIA_OPEN_QUOTE = Message(
    "A quotation mark opens near here and is never closed.", "Close the quotation mark, or export the file anew."
)
MEDIA_EMPTY = Message("The export holds no mention.", "Check that it is the right file.")
MEDIA_NOT_TEXT = Message("The file is neither a workbook nor text.", "Export it as CSV or Excel, and use that file.")
MEDIA_NO_PLACE = Message(
    "No column says where a mention stood, so all {mentions} are shown as one series.",
    "Write the name of the column under [columns] country in plan/media.toml.",
)
MEDIA_UNPLACED = Message(
    "{mentions} mentions have no country; they count in the total only.", "Fill in the column, if you can."
)
OTHER_PROGRAMME = Message(
    "The workbook is from another programme, '{other}'; this one is '{own}'.",
    "Choose the right file, or the right folder with -C.",
)
