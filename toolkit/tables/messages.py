"""What keeps a file from being read as a table, and a cell from being taken: every message, with its remedy."""

from toolkit.errors import Message

MISSING = Message("The file is not there.", "Check the name and the folder.")
UNREADABLE = Message(
    "The file cannot be opened ({reason}).", "Close it in other programs, and check that you may read it."
)
EMPTY = Message("The file is empty.", "Fill it in, or point to another file.")
NO_BYTES = Message(
    "The file holds nothing at all (0 bytes): it did not arrive, or it is still only in the cloud.",
    'Choose "Always keep on this device" for it in OneDrive, or get it again from the one who sent it.',
)
ENCRYPTED = Message(
    "The workbook is protected by a password, so nothing in it can be read.",
    "Open it in Excel, remove the password (File > Info > Protect Workbook > Encrypt with Password), and save it.",
)
RIGHTS_MANAGED = Message(
    "The file is protected by rights management (a sensitivity label that encrypts it), so only Office can read it.",
    "Open it in Excel, choose a label without encryption, or File > Info > Protect Workbook > Unrestricted Access, "
    "and save it.",
)
OLD_EXCEL = Message(
    "The file is in the format of Excel 97–2003 (.xls), which cannot be read here.",
    'Open it and save it as "Excel Workbook (.xlsx)".',
)
BINARY_EXCEL = Message(
    "The file is a binary workbook (.xlsb), which cannot be read here.",
    'Open it in Excel and save it as "Excel Workbook (.xlsx)".',
)
PDF_FILE = Message(
    "The file is a PDF, not a table.",
    "Put the table into Excel and save it as Excel (.xlsx) or as CSV, and use that file.",
)
PICTURE_FILE = Message(
    "The file is a picture or a film, not a table.",
    "Put the table into Excel and save it as Excel (.xlsx) or as CSV, and use that file.",
)
WORD_FILE = Message(
    "The file is a text document, such as Word writes, not a table.",
    "Put the table into Excel and save it as Excel (.xlsx) or as CSV, and use that file.",
)
POWERPOINT_FILE = Message(
    "The file is a presentation, such as PowerPoint writes, not a table.",
    "Put the table into Excel and save it as Excel (.xlsx) or as CSV, and use that file.",
)
MAIL_FILE = Message(
    "The file is an e-mail that Outlook saved, not a table.", "Save the file that is attached to it, and use that."
)
DRAWING_FILE = Message(
    "The file is a drawing, not a table.",
    "Put the table into Excel and save it as Excel (.xlsx) or as CSV, and use that file.",
)
DATABASE_FILE = Message(
    "The file is a database, not a table.",
    "Put the table into Excel and save it as Excel (.xlsx) or as CSV, and use that file.",
)
PACKED_FILE = Message(
    "The file is packed, not a table.",
    "Unpack it, and use the file within.",
)
OLD_OFFICE = Message(
    "The file is in a format of older Office programs that cannot be read here.",
    "Put the table into Excel and save it as Excel (.xlsx) or as CSV, and use that file.",
)
WEB_PAGE = Message(
    "The file is a web page, whatever its name says, as some systems export tables.",
    'Open it in Excel and save it as "Excel Workbook (.xlsx)".',
)
XML_FILE = Message(
    "The file is XML, which cannot be read as a table here.",
    'Open it in Excel or LibreOffice and save it as "Excel Workbook (.xlsx)".',
)
APPLE_FILE = Message(
    "The file is from Apple's Numbers, Pages or Keynote, which cannot be read here.",
    "In Numbers, choose File > Export To > Excel, and use that file.",
)
TRUNCATED = Message(
    "The workbook is damaged or only part of it arrived ({reason}).",
    "Get the file again from the one who sent it, or open it in Excel and save it under a new name.",
)
NOT_A_TABLE = Message(
    "The file is neither a workbook nor a text table.",
    "Export it from its program as Excel (.xlsx) or as CSV, and use that file.",
)
TOO_LARGE = Message(
    "The worksheet would take {size} GB of memory.", "Take what is not needed out of it, and save it again."
)
NO_WORKSHEET = Message("The workbook has no worksheet with cells.", "Check that it is the right file.")
OPEN_QUOTE = Message(
    "A quotation mark opens here and is never closed, so the rest of the file would become one cell.",
    "Close the quotation mark, or remove it.",
)
LONG_CELL = Message(
    "A cell is longer than {limit} characters; most often a quotation mark is missing or too many.",
    "Check the quotation marks on this line and the lines before it.",
)
NUL_SIGN = Message(
    "The line holds a sign that no text may hold (U+0000), as damaged files and some databases' exports do.",
    "Remove it, or export the file again.",
)

# Cells
ERROR_CELL = Message(
    "The cell shows the error {found}.", "Write what should stand there instead, or empty the cell if nothing should."
)
TOO_NARROW = Message(
    "The cell shows {found} instead of its value, which was too wide for its column when the file was saved.",
    "Write the value, or widen the column in Excel and save the file again.",
)
NOT_COMPUTED = Message(
    "The cell holds a formula without its result.",
    "Write what should stand there, or open the file in Excel and save it so that the formula is computed.",
)
CUT_OFF = Message(
    "The row has more cells than there are headings, so its cells may stand in the wrong columns; quotation marks are "
    "missing around a text with “{delimiter}” in it.",
    'Write the text in quotation marks ("…"), or remove the “{delimiter}” that is too many.',
)
CUT_SHORT = Message(
    "The row ends before column {column}, as if the rest had been cut off; it counts as blank.",
    "If the cells are to be blank, end the row with as many “{delimiter}” as the others.",
)
HIDDEN_ROW = Message("The row is hidden or filtered away, and was taken like the others.")
HIDDEN_ROWS = Message("{count} rows are hidden or filtered away, and were taken like the others: {rows}.")
