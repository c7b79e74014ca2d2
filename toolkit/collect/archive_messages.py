"""Every message about an archive that is collected: what is wrong with it, and what to do. Values only."""

from toolkit.errors import Message

_AGAIN = "Copy the archive from where it was made, or make it anew with: toolkit export"

NOT_AN_ARCHIVE = Message(
    "The folder is not an archive: it holds no archive.json.",
    "Name the files in it instead, or the folder that toolkit export made.",
)
NEWER_ARCHIVE = Message(
    "The archive was made by a newer version of this program.",
    "Upgrade the program: pip install --upgrade workshop-toolkit",
)
BAD_ABOUT = Message("The archive's description cannot be read.", _AGAIN)
NOT_LISTED = Message("The archive's list of checksums does not name the file.", _AGAIN)
FILE_GONE = Message("The file is named in the archive's list of checksums, but is not there.", _AGAIN)
CHECKSUM_DIFFERS = Message(
    "The file is not as it was written: its checksum differs. Nothing was taken.",
    "Copy the archive from where it was made. If the change is meant, hand the changed answers in as a tidy CSV.",
)
TOO_LARGE = Message("The file is larger than an archive's file can be.", _AGAIN)
DAMAGED_ZIP = Message("The archive is damaged or only part of it arrived.", _AGAIN)
NOT_TEXT = Message("The file is not text in UTF-8.", _AGAIN)
NOT_THE_TABLE = Message("The line is not a row of the table, or a quotation mark is missing.", _AGAIN)
COLUMNS_DIFFER = Message("The file has other columns than the table: {columns}.", _AGAIN)
BAD_CELL = Message("'{found}' is not a value of this column.", _AGAIN)
EMPTY_CELL = Message("The cell is empty, and must not be.", _AGAIN)
ROW_TWICE = Message("The same row stands in {other} as well.", _AGAIN)
NO_SUCH_RESPONSE = Message("The row belongs to a response that is not in the archive.", _AGAIN)
NO_SUCH_TAKE = Message("The row names a take that is not in the archive.", _AGAIN)
NOT_ONE_VALUE = Message("The row has not one value, in value_text or in value_number.", _AGAIN)
FOLDER_TAKEN = Message(
    "There is something under this name already.",
    "Choose a folder that is not there yet, or a name that ends in .zip.",
)
RESPONSE_DIFFERS = Message(
    "The store holds this response with other answers than the archive. Nothing was taken.",
    "To restore the archive whole, collect it into a store of its own with --database; "
    "to take the archive's word, use --correction.",
)
ARCHIVE_UNKNOWN_WORKSHOP = Message(
    "The programme has no workshop '{found}'; its responses were restored, but no summary counts them.",
    "Put the workshop back into the list of groups.",
)
