"""Everything the package check says of a .pptx that PowerPoint would repair, or that carries too much. Pure."""

from toolkit.errors import Message

_REPORT = "The file was not handed over. Please report this with the template that was used."

NOT_A_PACKAGE = Message("The file is no readable .pptx package ({reason}).", "Build it again.")
REPEATED_PART = Message("The package holds two parts called '{part}'.", _REPORT)
BROKEN_XML = Message("The part '{part}' is not well-formed XML ({reason}).", _REPORT)
MISSING_PART = Message("'{part}' refers to '{target}', which is not in the package.", _REPORT)
UNKNOWN_RELATIONSHIP = Message("'{part}' uses the relationship '{id}', which it does not have.", _REPORT)
ORPHAN_PART = Message(
    "'{part}' is in the package, but nothing leads to it; it may hold what others should not see.", _REPORT
)
UNLISTED_SLIDE = Message(
    "The slide '{part}' is in the package, but not in the list of slides; it may hold what others should not see.",
    _REPORT,
)
SLIDE_WITHOUT_LAYOUT = Message("The slide '{part}' has no layout.", _REPORT)
REPEATED_SLIDE_ID = Message("Two slides have the id {id}.", _REPORT)
REPEATED_SHAPE_ID = Message("Two shapes in '{part}' have the id {id}.", _REPORT)
WRONG_ORDER = Message("'{part}' holds elements in an order that PowerPoint refuses, in {element}.", _REPORT)
BAD_COLOUR = Message("'{part}' holds the colour '{value}', which is not six hexadecimal digits.", _REPORT)
EMPTY_TEXT = Message("'{part}' holds a text body without a paragraph.", _REPORT)
WRONG_MAIN_TYPE = Message("The file is called .pptx but is marked as '{kind}'.", _REPORT)
UNKNOWN_SECTION_SLIDE = Message("The section '{section}' names the slide {id}, which does not exist.", _REPORT)
TYPE_WITHOUT_PART = Message("The content types name '{part}', which is not in the package.", _REPORT)
PART_WITHOUT_TYPE = Message("The content types say nothing of '{part}'.", _REPORT)
REPEATED_LAYOUT_ID = Message("Two masters or layouts have the id {id}.", _REPORT)
