"""What can be wrong in a programme folder: every message of this room, with its remedy. Standard library only."""

from toolkit.errors import Message

NO_PROGRAMME_FILE = Message(
    "There is no programme here: this file is missing.",
    "Go to the programme's folder or name it with -C; `toolkit new` makes a fresh one.",
)
FILE_NAMED_IS_MISSING = Message(
    "The file {path} is named here, but it is not in the programme folder.",
    "Put it there, or correct the name; folders are divided by /.",
)
FILE_SPELT_OTHERWISE = Message(
    "The file {path} is named here; it is called {found}, and was taken.",
    "Write its name as it is: another computer may tell capitals apart.",
)
OTHER_GROUPS_FILE = Message(
    "{other} lies beside it and is not read.",
    "If that is the newer one, write it after `groups` in programme.toml.",
)

# --- TOML ---------------------------------------------------------------------------------------------------------
NOT_TEXT = Message("The file is not a text file.", "Save it as plain text in UTF-8.")
NOT_CLOSED_TEXT = Message(
    "The quotation marks in the line “{text}” do not match.",
    "Close each text with the mark that opens it. A text over several lines stands in three marks.",
)
CURLY_QUOTES = Message(
    "The line “{text}” holds typographic quotation marks, as a word processor makes them.",
    "Replace them by straight ones, and edit the file in a plain text editor.",
)
NOT_A_VALUE = Message(
    "What is given in the line “{text}” is no value.",
    "Put a text in quotation marks; only numbers, true and false stand without.",
)
NOT_CLOSED_LIST = Message(
    "A list or a pair of braces is not closed in the line “{text}”.",
    "Close [ with ], close each brace on the line that opens it, and put a comma between the parts.",
)
NO_EQUALS = Message("The line “{text}” gives a key without a value.", "Write the key, an equals sign and the value.")
LONG_NUMBER = Message("A number in the file has thousands of digits.", "Shorten it.")
SYNTAX = Message(
    "The line “{text}” cannot be read ({reason}).",
    "A text stands in quotation marks, a list in [ ], and a text in two languages in braces, as in the other entries.",
)
BACKSLASH = Message(
    "The line “{text}” holds a backslash, which TOML reads as the start of a special character.",
    "Divide folders with / and write no backslash.",
)
WRITTEN_TWICE = Message("The line “{text}” repeats what was already given above.", "Remove one of the two.")
TOO_DEEP = Message("Lists or tables stand inside each other too deeply.", "Write it as in the file that came along.")
UNKNOWN_KEY_NEAR = Message("There is no key called '{key}'.", "Did you mean '{nearest}'?")
UNKNOWN_KEY = Message("There is no key called '{key}'.", "Remove it. The keys known here are: {known}.")
MISSING_KEY = Message("The key '{key}' is missing.", "Add it.")
EMPTY_VALUE = Message("'{key}' is empty.", "Fill it in.")
LONG_TEXT = Message("'{key}' has {length} characters; at most {most} fit on slides and sheets.", "Shorten it.")
NOT_A_TEXT = Message("'{key}' must be a text.", "Write it in quotation marks.")
NOT_A_TEXT_IN_LANGUAGES = Message(
    "'{key}' must be a text, or a text for each language.",
    "Write it in quotation marks, or in braces with one text after each language: {languages}.",
)
NOT_A_NUMBER = Message("'{key}' must be a whole number.", "Write it with digits alone, without quotation marks.")
OUT_OF_RANGE = Message("'{key}' is {number}.", "Write a whole number from {low} to {high}.")
NOT_YES_OR_NO = Message("'{key}' must be true or false.", "Write true or false, without quotation marks.")
NOT_A_DAY = Message("'{key}' must be a day.", 'Write it as in this example: "2026-12-01".')
NOT_A_LIST = Message("'{key}' must be a list of texts.", "Write it in [ ], each text in quotation marks.")
NOT_A_TABLE = Message(
    "'{key}' must hold keys of its own.", "Write [{header}] on a line of its own, and its keys on the lines below it."
)
NOT_TABLES = Message(
    "'{key}' must be a list of entries.", "Begin each entry with [[{header}]], as in the file that came along."
)
MISSING_TRANSLATION = Message(
    "'{key}' has no text in the language '{language}'; the other language is shown.", "Add the translation."
)

# --- ids and references -------------------------------------------------------------------------------------------
BAD_ID = Message(
    "'{id}' cannot be an id: only lower-case a–z, digits and single hyphens between them may stand there.",
    "Write for example '{suggestion}'.",
)
LONG_ID = Message(
    "The id '{id}' has {length} characters; at most {most} fit, since it becomes part of a QR code.", "Shorten it."
)
RESERVED_ID = Message("The id '{id}' is taken by the program itself.", "Choose another one.")
TWICE_IN_FILE = Message("The id '{id}' is already used in line {line}.", "Rename one of the two.")
TWICE_IN_BANK = Message("The id '{id}' is already used in {file}, line {line}.", "Rename one of the two.")
UNKNOWN_NEAR = Message("'{value}' is not known as '{key}'.", "Did you mean '{nearest}'?")
UNKNOWN = Message("'{value}' is not known as '{key}'.", "Known are: {known}.")
NONE_DEFINED = Message(
    "'{value}' is not known as '{key}'; none is defined.", "Define it in programme.toml, or remove it."
)
REPEATED = Message("'{value}' stands twice in '{key}'.", "Remove one of the two.")

# --- programme.toml -----------------------------------------------------------------------------------------------
NO_STEPS = Message("The programme has no steps.", "Add at least one [[steps]] with an id and a title.")
NO_LANGUAGES = Message("The programme has no language.", 'Write for example: languages = ["sv", "en"].')
ADDRESS_WITHOUT_SCHEME = Message("The address '{address}' does not say how it is reached.", "Write '{suggestion}'.")
BAD_ADDRESS = Message(
    "'{address}' is not an address at which a response site can be reached.",
    "Write for example 'https://workshop.example.org', with nothing after the path.",
)
BAD_REPORT_ADDRESS = Message(
    "'{address}' is not an address at which a report can be read.",
    "Write the whole address, for example 'https://www.example.org/report'.",
)
TOO_MANY_PHOTOS = Message(
    "There are {number} pictures, and the brochure has room for {most} beside the cover.", "Take some out."
)
NO_BROCHURE_FILE = Message(
    "There is no brochure here.", "Copy plan/brochure.toml from a fresh programme (toolkit new) and write your texts."
)
NOT_A_PICTURE = Message(
    "'{path}' is not a picture that the brochure can show.", "Save it as PNG or JPEG, of at most {most} MB."
)
MISSING_OUTLINE = Message(
    "The language '{language}' has no outline.",
    'Add {language} = "decks/{language}.md" under [outlines], or remove the language from `languages`.',
)

# --- the question bank --------------------------------------------------------------------------------------------
NO_QUESTIONS = Message("The file holds no question.", "Add at least one [[questions]], or remove the file's name.")
NO_SCALE = Message(
    "A question of the kind 'scale' needs a scale.", 'Write scale = { points = 5, low = "…", high = "…" }'
)
KEY_OF_ANOTHER_KIND = Message(
    "'{key}' means nothing for a question of the kind '{kind}'.", "Remove it, or choose one of the kinds: {kinds}."
)
CHOICE_TURNS = Message(
    "A spreadsheet makes a number, a date or a time of “{text}” when somebody types it into a table.",
    "The response sheet keeps it as text; if answers come from other tables, word it with letters.",
)
TOO_FEW_CHOICES = Message(
    "A question of the kind '{kind}' needs at least two choices.", 'Write for example: choices = ["…", "…"]'
)
NOT_CHOICES = Message(
    "'choices' must be a list of texts.",
    'Write choices = ["…", "…"], or with a text for each language: choices = [{ sv = "…", en = "…" }, …]',
)
CHOICES_UNEVEN = Message(
    "The lists of choices have different lengths ({lengths}).", "Give every language a text for each choice."
)
SAME_CHOICE_TEXT = Message(
    "Two choices read “{text}” in the language '{language}', so nobody could tell them apart.", "Reword one of them."
)
MORE_THAN_CHOICES = Message(
    "'max_choices' is {number}, but there are only {count} choices.", "Write a smaller number, or remove it."
)
NOBODY_ASKED = Message(
    "No workshop is asked the question '{id}'.", "Check `audience` if somebody should be; otherwise all is well."
)
UNKNOWN_GROUP = Message(
    "'{value}' in `audience` is no group of the workshops.", "Check the spelling; the groups are: {known}."
)

# --- the theme book -----------------------------------------------------------------------------------------------
SAME_THEME_NAME = Message(
    "Two themes are called “{name}” in the language '{language}', so nobody could tell them apart.", "Rename one."
)
DIVIDED_NAME = Message(
    "The name “{name}” holds a '{divider}', which divides two themes in the worksheet for coding.",
    "Write another sign there.",
)
NO_TERMS = Message(
    "The theme has no words to find it by, so only people can give it.", "Add words if the program is to find it."
)
TERM_WITHOUT_WORD = Message("“{term}” is not a word of at least two letters.", "Write a word, or remove it.")
MARK_INSIDE_TERM = Message(
    "In “{term}” a = or * stands where it means nothing.", "Put = before the word, or * after it; as in =mål, alumn*."
)
AREA_OF_ANOTHER_INSIGHT = Message(
    "The area '{area}' belongs to the insight '{insight}'.", "Write that insight, or another area."
)

# --- groups.csv, groups.xlsx --------------------------------------------------------------------------------------
MISSING_COLUMN = Message(
    "The column '{column}' is missing.", "The header must hold at least: {needed}. In Swedish: {swedish}."
)
MISSING_COLUMN_NEAR = Message(
    "The column '{column}' is missing.", "Did you mean it by '{nearest}'? Rename that column."
)
COLUMN_TWICE = Message("Two columns are called '{column}'.", "Rename or remove one of them.")
NEARLY_A_COLUMN = Message(
    "The column '{header}' is taken as a further column of your own.", "If it is '{nearest}' that you mean, rename it."
)
NO_HEADER = Message(
    "“{text}” stands in a column without a header.",
    "Give the column a header. In a CSV file, put a text that holds the dividing character in quotation marks.",
)
LONG_CELL = Message("The cell has {length} characters; at most {most} fit on slides and sheets.", "Shorten it.")
NO_WORKSHOPS = Message("No workshop is listed.", "Add one row a workshop below the header.")
MISSING_CELL = Message("The cell in the column '{column}' is empty.", "Fill it in.")
DATE_FORM = Message("“{text}” is not a date with its year.", "Write the date as in this example: {suggestion}.")
TWO_DATES = Message("“{text}” can be two days: {first} or {second}.", "Write the one that you mean, year first.")
NO_SUCH_DATE = Message(
    "There is no such day as {text}.", "Correct the date, year first as in this example: {suggestion}."
)
TWO_AREAS = Message("“{value}” may be several areas: {known}.", "Write the id of the one that you mean.")
LONG_KIND = Message("The kind of group has {length} characters; at most {most} fit in tables.", "Shorten it.")
BAD_MEETING = Message(
    "“{text}” is not the address of a meeting.",
    "Paste the whole address, which begins with https://; a link's text in Excel is not its address.",
)
NOT_A_COUNT = Message(
    "“{text}” is not a number of participants.", "Write a whole number such as 14, or leave it empty."
)
WORKSHOP_TWICE = Message(
    "Two workshops are called '{id}': this row and {row}.",
    "Give one of them an id of its own in the column 'workshop', or remove the row.",
)
FORMER_IS_HERE = Message(
    "'{id}' is named as former, but the workshop in {row} is called so now.",
    "Remove that row if it became this one. If the two have changed ids with each other, give one an id that neither "
    "has had, for the answers and printed codes of '{id}' can belong to one workshop only.",
)
FORMER_TWICE = Message(
    "'{id}' is named as former here and in {row}, but its answers can belong to one workshop only.",
    "Keep it in the row whose printed codes and answers they are.",
)
GROUP_OF_TWO_KINDS = Message(
    "The group '{id}' is of the kind '{kind}' here, but '{other}' in {row}.", "Write the same kind in both rows."
)

# --- how a generous reading was understood: told by `toolkit check`, not at each build --------------------------------
NEW_KIND = Message(
    "“{value}” is taken as a kind of group of your own.",
    "To call it something in each language, write under [kinds] in programme.toml: {id} = …",
)
KIND_NEARLY = Message(
    "The kind “{value}” is taken for {nearest}.", "If it is a kind of its own, name it under [kinds] in programme.toml."
)
AREAS_UNDERSTOOD = Message("Areas are understood by their names: {readings}.", "Where that is wrong, write the id.")
NAMES_UNDERSTOOD = Message(
    "Names are divided where a comma seems to divide them: {readings}.", "To be sure, divide them with a semicolon."
)
DATES_UNDERSTOOD = Message("Dates are understood so: {readings}.", "Where that is wrong, write year-month-day.")
MEETING_UNDERSTOOD = Message("The address of the meeting is taken to be {readings}.", "Check that it is the right one.")
CHOICES_NAMED = Message(
    "Choices without an id get one that is made of their text, here: {ids}. Answers are kept by it.",
    "Write the ids before you change a text that has been answered.",
)
UNDERSTOOD = frozenset(
    (
        NEW_KIND,
        KIND_NEARLY,
        AREAS_UNDERSTOOD,
        NAMES_UNDERSTOOD,
        DATES_UNDERSTOOD,
        MEETING_UNDERSTOOD,
        CHOICES_NAMED,
    )
)
REFERENCES = frozenset((UNKNOWN_NEAR, UNKNOWN, NONE_DEFINED, TWO_AREAS))
REFERRING_KEYS = frozenset(("step", "insight", "area", "areas", "kinds", "language"))
"""Problems, and keys and columns, of which nothing can be told where programme.toml could not be read."""
