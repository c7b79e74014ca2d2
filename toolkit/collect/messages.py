"""Every message of collecting: what is wrong in a file that was handed in, and what to do. Values only."""

from toolkit.errors import Message

# Which sheet it is
NOT_RECOGNISED = Message(
    "The file is neither one of this program's response sheets nor a tidy table of answers.",
    "Use the sheet that toolkit build made, or give the table the columns workshop, response, item and value.",
)
NO_IDENTITY = Message(
    "The hidden first row and the hidden worksheet _toolkit are gone, so nothing tells which workshop the sheet is of.",
    "Copy the rows with answers into a fresh copy of the workshop's sheet, and hand that in.",
)
OTHER_PROGRAMME = Message(
    "The sheet belongs to another programme ('{found}'; this one is '{programme}').",
    "Collect it in that programme's folder.",
)
UNKNOWN_WORKSHOP = Message(
    "The programme has no workshop '{found}'.",
    "Put it back into the list of groups, or hand the answers in on a sheet of the right workshop.",
)
UNKNOWN_WORKSHOP_ZEROS = Message(
    "The programme has no workshop '{found}', but one called '{nearest}'; a spreadsheet drops zeros at the beginning.",
    "Write the id the same in the list of groups and here, in cells that are formatted as text.",
)
UNKNOWN_WORKSHOP_NEAR = Message(
    "The programme has no workshop '{found}'; did you mean '{nearest}'?",
    "Correct the id, or put the workshop back into the list of groups.",
)
NEWER_SHEET = Message(
    "The sheet was made by a newer version of this program.",
    "Upgrade the program: pip install --upgrade workshop-toolkit",
)
TWO_WORKSHEETS = Message(
    "The workbook holds two worksheets with answers to the same sheet: {first} and {second}.",
    "Delete the one that is only a draft; if both are to count, save each in a workbook of its own.",
)
EMPTY_SHEET = Message(
    "No row holds an answer.",
    "Save the file after it was filled in, and check that it is the right one.",
)
OLDER_INSTRUMENT = Message(
    "The sheet is of another version of the questions ({found}; now {current}); all its questions are still asked.",
)
ITEMS_GONE = Message(
    "The sheet is of another version of the questions, and answers questions that are no longer asked: {items}.",
    "Put those questions back into the question bank, with retired = true where they are no longer to be asked, or "
    "empty these columns if the answers are not to count.",
)
LIMITS_CHANGED = Message(
    "The sheet is of another version of the questions, and these had other limits then: {items}.",
    "Give the questions their limits back in the question bank; figures on two scales cannot be added up.",
)

# Columns
UNKNOWN_COLUMN = Message(
    "The column is not one of the sheet's; what its cells hold ({count}) was not taken.",
    "If they are answers, write them in the column of their question.",
)
COLUMN_GONE = Message(
    "These columns are no longer in the sheet, so nothing was taken for them: {items}.",
    "If they held answers, put the columns back and hand the file in again.",
)
COLUMN_UNCLEAR = Message(
    "The hidden first row is gone and the header was changed, so nothing tells which question the column answers.",
    "Write the header as it was, one of: {headers}.",
)
COLUMN_MOVED = Message(
    "The hidden first row says that the column answers '{name}', but its heading is '{heading}', that of another "
    "question; so nobody can tell which of the two was answered here.",
    "Put the answers back under their own headings, or copy them into a fresh copy of the workshop's sheet.",
)
COLUMN_TWICE = Message(
    "The question has two columns, {first} and {second}, and both hold answers.",
    "Keep the right one and delete the other.",
)
NO_HEADING = Message(
    "“{found}” stands in a column without a heading.",
    "Give the column a heading if it belongs to the table, or remove the text. In a CSV file, quotation marks may be "
    "missing around a text that holds the dividing sign.",
)
ROW_CUT_SHORT = Message(
    "The row ends before the column {column}, so nothing tells whether the answer was taken away.",
    "Write the answer; if there is none any more, write the dividing sign and leave the cell blank.",
)
MISSING_COLUMN = Message(
    "The table has no column {column}.",
    "Its first row must name the columns workshop, response, item and value.",
)

# Rows
NUMBER_TWICE = Message(
    "The number {number} stands in {other} as well, so the two cannot be told apart.",
    "Give one of them a number that no other row has.",
)
NO_NUMBER = Message(
    "The row has answers but no number, and goes by its place in the sheet.",
    "Give it a number before the sheet is corrected or sorted, so that corrections find it.",
)
NO_NUMBERS = Message(
    "{count} rows with answers have no number, and go by their place in the sheet: {rows}.",
    "Give them numbers before the sheet is corrected or sorted, so that corrections find them.",
)
CUT_SHORT = Message(
    "The row ends before its last columns; what was answered there stays as it was.",
)
CUT_SHORT_MANY = Message(
    "{count} rows end before their last columns ({rows}); what was answered there stays as it was.",
)
LOST_DIGITS = Message(
    "A spreadsheet has made a number of the id and cut its digits: {found}. Nobody can tell which one it was.",
    "Format the column as text, and write the ids again as they were.",
)
NEARLY_SAME_ID = Message(
    "The response '{id}' is taken as another than '{other}'; a spreadsheet drops zeros at the beginning.",
    "If they are the same, write '{other}' in a column that is formatted as text.",
)
NO_RESPONSE_ID = Message(
    "The row does not say which response the answer belongs to.",
    "Write the same id in the column response for all answers of one participant or table.",
)
UNKNOWN_ITEM = Message(
    "The workshop '{workshop}' is not asked '{found}'.",
    "Write one of its items, such as {items}.",
)
ITEM_IS_CHOICES = Message(
    "'{found}' is a question of several alternatives, and each is an item of its own.",
    "Write a row with the value x for each alternative that applies; its items are {items}.",
)
ITEM_IS_QUESTION = Message("'{found}' is a question of several items.", "Write a row for each of its items: {items}.")
UNKNOWN_ITEM_NEAR = Message(
    "The workshop '{workshop}' is not asked '{found}'; did you mean '{nearest}'?",
    "Correct the name in the column item.",
)
ANSWER_TWICE = Message(
    "The same answer stands in {other} as well, with another value.",
    "Keep the right one and delete the other.",
)
FACT_DIFFERS = Message(
    "The response's {column} is '{found}' here and '{other}' in an earlier row.",
    "Write the same in all rows of one response.",
)
UNKNOWN_CHANNEL = Message("'{found}' is not a channel.", "Write xlsx, csv, paper or web, or leave it blank.")
UNKNOWN_LANGUAGE = Message("'{found}' is not one of the languages.", "Write sv or en, or leave it blank.")
BAD_TIME = Message("'{found}' is not a date or a time.", "Write it as 2026-09-14 or 2026-09-14T10:20.")

# Cells
OUT_OF_RANGE = Message("The answer is {found}.", "Write a whole number from {low} to {high}, or leave the cell blank.")
NOT_WHOLE = Message(
    "The answer is {found}, which is not a whole number.", "Round it to a whole number from {low} to {high}."
)
NOT_A_NUMBER = Message(
    "The answer is '{found}'.", "Write a whole number from {low} to {high}, or leave the cell blank."
)
IS_A_DATE = Message(
    "The cell holds a date ({found}); Excel makes dates of what looks like one.",
    "Write the answer again as a whole number from {low} to {high}; format the cell as a number first.",
)
DATE_AS_TEXT = Message(
    "The cell holds a date or a time, and was taken as the text {found}.",
    "If something else was typed, format the cell as text and write it again.",
)
IS_A_PERCENTAGE = Message(
    "The answer is {found}, but the question asks for no percentage.",
    "Write a whole number from {low} to {high}, in a cell that is formatted as a number.",
)
TWO_NUMBERS = Message(
    "The answer is {found}, which is one number in Sweden and another in Britain.",
    "Write a whole number from {low} to {high}, without a sign for decimals or thousands.",
)
NOT_A_TICK = Message("The answer is '{found}'.", "Write x for yes, and leave the cell blank for no.")
NOT_A_CHOICE = Message("'{found}' is not one of the alternatives.", "Choose one of: {choices}.")
NOT_A_CHOICE_NEAR = Message(
    "'{found}' is not one of the alternatives; did you mean '{nearest}'?", "Choose one of: {choices}."
)
TWO_CHOICES = Message(
    "'{found}' is more than one of the alternatives, and the question takes one.",
    "Keep the one that counts, such as: {first}.",
)
CHOICE_TURNED = Message(
    "'{found}' is not one of the alternatives; a spreadsheet makes a number or a date of {turned}.",
    "Format the cell as text, and then write one of: {choices}.",
)
TOO_LONG = Message(
    "The answer has {length} characters; there is room for {limit}.", "Shorten it to at most {limit} characters."
)

# Questions as a whole
POINTS_SUM = Message(
    "The points add up to {found}, not {total}.",
    "Change them so that they add up to {total}, or leave the whole question blank.",
)
RANK_TWICE = Message("The rank {rank} is given to more than one: {choices}.", "Give each rank to one only.")
RANK_GAP = Message("The rank {rank} is missing.", "Rank from 1 on without a gap.")
TOO_MANY_TICKS = Message(
    "{found} alternatives are ticked; at most {limit} may be.", "Take the least important ticks away."
)
HALF_A_POINT = Message(
    "'{choice}' has only one of its two values.", "Give both effort and effect, or leave both blank."
)
REQUIRED_BLANK = Message(
    "The question was to be answered by all, and is blank.", "It is taken as not answered; ask for it if you can."
)

# The file beside the store
OTHER_COPY = Message(
    "Of the {met} answers kept under the same rows only {agreeing} are the same in this file; it is probably another "
    "table's copy of the same blank sheet. Nothing was taken.",
    "If it is, take it with: toolkit collect --copy NAME {typed} (NAME tells the copies apart, such as table-2). "
    "If it corrects what was taken before, use: toolkit collect --correction {typed}",
)
TAKEN_BEFORE = Message(
    "This very file was taken {when}, and {count} of its answers have been changed since; the changes were kept.",
    "To go back to what this file says, use: toolkit collect --correction {typed}",
    "This very file was taken {when}, and one of its answers has been changed since; the change was kept.",
)
TAKEN_AS_IT_WAS = Message(
    "This very file was taken {when} and stays as it was taken; the programme has changed since, and would not take it "
    "now.",
    "Nothing has to be done. Before a corrected copy can be taken, see to this:",
)
ERASED = Message(
    "{count} of its responses have been erased before; they stay erased and were left out.",
    "If they are to count again, use: toolkit collect --correction {typed}",
    "One of its responses has been erased before; it stays erased and was left out.",
)
NOT_KEPT = Message(
    "This very file was taken {when}, and {count} of its responses are no longer in the store; they were left out.",
    "If they are to count again, use: toolkit collect --correction {typed}",
    "This very file was taken {when}, and one of its responses is no longer in the store; it was left out.",
)
SAME_FILE = Message(
    "This very file, byte for byte, was taken {when}; its answers are counted already, and nothing was taken again.",
    "If another table has handed in a sheet of its own, collect that file.",
)
ERASED_ELSEWHERE = Message(
    "{count} responses that were erased where the archive was made are still here: {names}.",
    "If they are to be erased here too, use: toolkit forget --response {first}",
    "One response that was erased where the archive was made is still here: {names}.",
)
SAID_ADDED = Message(
    "{count} codes, decisions and next steps of the archive were taken in with it.",
    one="One code, decision or next step of the archive was taken in with it.",
)
SAID_OTHERWISE = Message(
    "Of {count} answers and steps the archive says something else (themes, publishing, or who takes a step) than has "
    "been said here; what is said here stays.",
    "If the archive is right, say it in a workbook that toolkit summary makes, or on the console.",
    "Of one answer or step the archive says something else (themes, publishing, or who takes a step) than has been "
    "said here; what is said here stays.",
)
MORE = Message("There are more problems: {count}.", "Mend these first and collect the file again.")
