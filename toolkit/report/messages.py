"""Every message of this room: Word templates that cannot serve, reports that cannot be written. Pure."""

from toolkit.errors import Message

MISSING = Message("There is no such file.", "Check the name and the folder; a Word template ends in .docx or .dotx.")
NOT_A_FILE = Message("This is a folder, not a Word template.", "Name the .docx or .dotx file in it.")
UNREADABLE = Message(
    "The file cannot be opened ({reason}).", "Close it in other programs, check your rights to it, and try again."
)
NOT_A_PACKAGE = Message(
    "This is not a Word file, or only a part of one arrived.",
    "Fetch it again, open it in Word, and save it as .docx or .dotx.",
)
DAMAGED = Message(
    "The file is damaged: {part} cannot be read.",
    "Open it in Word, let it repair the file, and save it as .docx or .dotx.",
)
ENCRYPTED = Message(
    "The file is protected by a password or a sensitivity label, so nothing in it can be read.",
    "Take the protection off in Word (File > Info > Protect Document) and save it again.",
)
OLD_FORMAT = Message(
    "This is a document in the old format (.doc or .dot).", "Open it in Word and save it as .docx or .dotx."
)
OPEN_DOCUMENT = Message(
    "This is an OpenDocument text (.odt or .ott).", "Open it in LibreOffice Writer or Word and save it as .docx."
)
NOT_A_DOCUMENT = Message("This is an Office file, but not a Word document.", "Give a Word template: .docx or .dotx.")
MACROS = Message(
    "The template holds macros (.docm or .dotm), which no report needs.", "Save it as .dotx in Word, without them."
)
STRICT = Message(
    "The file is saved as Strict Open XML Document, a variant that reports cannot be built on.",
    'Open it in Word and save it as "Word Document (*.docx)" or "Word Template (*.dotx)".',
)
TOO_LARGE = Message(
    "The template unpacks to more than {limit} MB.",
    "Take large pictures out of its headers and footers and save it again.",
)
FORBIDDEN_XML = Message(
    "The file holds a document type declaration ({part}), which no document needs and which can do harm.",
    "Open it in Word and save it anew, or do not use it.",
)
NO_STYLES = Message(
    "The template has no styles, so a report in it would have no headings.",
    "Open it in Word, format a line as Heading 1, and save it again.",
)
NARROW_PAGE = Message(
    "The template's page leaves only {width} mm for the text; tables and charts need {least} mm.",
    "Set a larger page or smaller margins in its last section (Layout > Margins).",
)
STYLES_ADDED = Message(
    "The template has no styles for {styles}; the report's own are used, in the template's fonts and colours.",
    "To give them your own look, add styles of these names to the template.",
)
REPORT_NOT_TYPESET = Message(
    "The PDF cannot be typeset: {reason}.",
    "If files in templates/typst have been changed, restore them; otherwise report this with the programme folder.",
)
CHARACTER_NOT_PRINTED = Message(
    "The PDF's font has no sign for {characters}; an empty square is printed instead.",
    "Replace it in the text it comes from, if it matters; the Word file shows it.",
)
BROCHURE_TOO_LONG = Message(
    "The texts ({language}) do not fit on page {page} of the brochure, even in the smallest type.",
    "Shorten them, or leave out a point or a picture.",
)
NOT_A_REPORT = Message(
    "This is not a Word document as reports are written (.docx), so nothing can be carried over from it.",
    'Save it in Word as "Word Document (*.docx)".',
)
PARAGRAPHS_DIFFER = Message("Paragraphs changed by hand: {n}.")
HEADINGS_DIFFER = Message("Headings changed by hand: {n}.")
TABLES_DIFFER = Message("Tables changed by hand: {n}.")
FIGURES_DIFFER = Message("Figures changed by hand: {n}.")
FIELDS_DIFFER = Message("Grey fields removed, moved or doubled: {n}.")
COMMENTS_THERE = Message("Comments: {n}.")
REVISIONS_THERE = Message("Tracked changes: {n}.")
CONTENTS_DIFFER = Message("Lines written into the table of contents: {n}.")
RUNNING_DIFFERS = Message("Headers or footers changed by hand: {n}.")
PAGE_DIFFERS = Message("Size, margins or columns of the page changed by hand: {n}.")
PROPERTIES_DIFFER = Message("The file's properties, such as title or sensitivity label, changed by hand: {n}.")
MORE_DIFFERS = Message("Further changes by hand: {n}.")
FIELDS_CARRIED = Message("Texts from the grey fields that stand in the new report: {n} ({headings}).")
FIELDS_WAIT = Message(
    "Texts in the grey fields that the new report lacks: {n} ({headings}).",
    "Copy them over together with your other changes.",
)
FIELD_GONE = Message(
    "The new report no longer has this grey field, in which you have written.", "Move the text where it now belongs."
)
FIELD_STUCK = Message(
    "This grey field holds something that cannot be carried over, such as a footnote, a text box or an embedded file.",
    "Copy it into the new report in Word.",
)
