"""What the accessibility check tells the writer of an outline. Pure."""

from toolkit.errors import Message

ALT_MISSING = Message(
    "Something on '{slide}' has no alternative text ({what}).",
    'Say what it shows: ![what it shows](file), or alt="…" on a table or chart; '
    "mark a mere ornament with {{.decorative}}.",
)
ALT_IS_FILE_NAME = Message(
    "An alternative text on '{slide}' is a file name: '{alt}'.", "Say in words what the picture shows."
)
TITLE_MISSING = Message("A slide has no title.", "Give it one: ## Title. Screen readers and the slide list go by it.")
TITLE_TWICE = Message("Two slides are called '{slide}'.", "Give each slide a title of its own.")
HEADER_EMPTY = Message("The table on '{slide}' has an empty header row.", "Name the columns in the first row.")
LINK_IS_ADDRESS = Message(
    "A link on '{slide}' shows its bare address: {address}.", "Write what it leads to: [the final report]({address})."
)
SECTION_DEFAULT = Message("A section is called '{name}', which says nothing.", "Give the step (# Title) a name.")
SECTION_REPEATED = Message("Two sections are called '{name}'.", "Give each step a name of its own.")
