"""Everything the deck room tells a person: cause and remedy in English, translated in deck.po. Pure.

One section a stage, in the order of the work: tailoring, outline, composing, figures and pictures, template, fit,
writing.
"""

from toolkit.errors import Message

# Tailoring an outline with Jinja
UNKNOWN_NAME = Message(
    "'{name}' is not known here, so the text cannot be filled in.",
    "Known names: {known}. To write it only where it exists, use {{% if … is defined %}}.",
)
TAILORING_SYNTAX = Message(
    "The instructions in braces cannot be read: {reason}.",
    "Check that every {{{{ has its }}}} and every {{% if %}} its {{% endif %}}.",
)
TAILORING_FAILED = Message(
    "The instructions in braces cannot be carried out: {reason}.",
    "Check the names and the calculation on this line.",
)

OUTLINE_TOO_LONG = Message(
    "Filled in, the outline becomes longer than {most} characters; it probably repeats something too often.",
    "Check the {{% for %}} and what is repeated from this line on.",
)

# The outline as Markdown
NO_SLIDES = Message(
    "The outline holds no slide.", "Write a heading with ## for each slide, or take the outline that came along."
)
SLIDE_TOO_LONG = Message(
    "This slide's text and notes have {length} characters; at most {most} can be read.",
    "Divide it under several headings with ##.",
)
UNREADABLE_ATTRIBUTES = Message(
    "'{rest}' in the braces cannot be read.",
    'Write attributes as {{#id}}, {{.class}} or {{key="value"}}, with straight quotation marks.',
)
UNKNOWN_ATTRIBUTE = Message("'{name}' is not an attribute of {element}.", "Known attributes: {known}.")
UNKNOWN_CLASS = Message("'.{name}' is not a class of {element}.", "Known classes: {known}.")
UNKNOWN_BLOCK = Message("There is no block called '{name}'.", "Known blocks: {known}.")
UNKNOWN_FRONT_MATTER = Message("'{name}' is not a field of the front matter.", "Known fields: {known}.")
UNREADABLE_FRONT_MATTER = Message(
    "This line of the front matter cannot be read.", "Write one field a line: its name, a colon, its value."
)
OPEN_FRONT_MATTER = Message("The front matter has no end.", "Close it with a line that holds only ---.")
OPEN_BLOCK = Message("The block '{name}' has no end.", "Close it with a line that holds only :::.")
STRAY_CLOSE = Message("This line closes a block, but none is open.", "Remove it, or open the block above.")
BLOCK_NEEDS_NAME = Message("The block '{name}' lacks what it stands for.", "Write {example}.")
BLOCK_NOT_EMPTY = Message("The block '{name}' takes no text.", "Move the text below the line that closes the block.")
BLOCK_MISPLACED = Message("The block '{name}' cannot stand inside '{outer}'.", "Move it out of '{outer}'.")
TOO_MANY_BLOCKS = Message("A slide has room for one '{name}' block.", "Give the second one a slide of its own.")
COLUMNS_NOT_TWO = Message(
    "The block 'columns' holds {n} columns; a slide has two.", "Write two ::: column blocks inside ::: columns."
)
TEXT_BETWEEN_COLUMNS = Message("This text stands between the columns.", "Move it into one of the ::: column blocks.")
HEADING_NEEDS_SPACE = Message(
    "This heading lacks the space after #.", "Write a space after the last #, or \\# for the character itself."
)
SLIDE_NEEDS_TITLE = Message("This slide has no title.", "Write the title after ##; every slide needs one.")
RULE_STARTS_SLIDE = Message(
    "A line of dashes would start a slide without a title.", "Write a heading with ## instead, or remove the line."
)
TEXT_BEFORE_FIRST_SLIDE = Message("This text stands before the first heading.", "Put it under a heading with ##.")
PICTURE_NEEDS_ALT = Message(
    "The picture {path} has no alternative text.",
    "Describe it between the square brackets, or mark it {{.decorative}} if it says nothing.",
)
LINK_NOT_WHOLE = Message("The link {address} is not a whole address.", "Begin it with https:// or mailto:.")
TABLE_NEEDS_HEADER = Message("The table has an empty header row.", "Name the columns in its first row.")
BAD_INSIGHT = Message("There is no insight '{name}'.", "Known insights: {known}.")
BAD_MINUTES = Message(
    "'{value}' is not a number of minutes.", "Write a number, halves at most, as in {{minutes=3}} or {{minutes=1.5}}."
)

# Composing a deck
OTHER_LANGUAGE = Message(
    "The outline says that it is written in '{lang}', but serves workshops in '{language}'.",
    "Correct lang in the front matter, or the outlines in programme.toml.",
)
UNKNOWN_STEP = Message(
    "The programme has no step '{name}'.", "Known steps: {known}. Leave out the id for another part."
)
REPEATED_STEP = Message("Two parts of the outline are called '{name}'.", "Rename one of them, or join them.")
STEP_RENAMED = Message(
    "The step '{id}' is called '{title}' in the programme and '{heading}' here; the deck says '{heading}'.",
    "Write the same name in both places.",
)
STEP_TEXT_ONLY = Message(
    "The slide of a # heading shows text only.", "Put the rest on a slide of its own, under a heading with ##."
)
UNKNOWN_QUESTION = Message("The question bank has no question '{name}'.", "Known questions: {known}.")
RETIRED = Message("The slide is left out: the question '{name}' is retired.")
NOT_ASKED = Message("The slide is left out: this group is not asked the question '{name}'.")

# Figures and pictures
OUTSIDE_FOLDER = Message(
    "{path} lies outside the programme folder.", "Copy the file into the programme folder and name it from there."
)
FILE_UNREADABLE = Message("The file cannot be read: {reason}.", "Check that it is open to you and in no other program.")
DATA_MISSING = Message(
    "The slide is left out: the data file {path} is not there.", "Put the file there, and the chart appears."
)
NO_ROWS_FOR_GROUP = Message(
    "The slide is left out: the data file {path} has no row for this group.", "Add its rows, and the chart appears."
)
PICTURE_MISSING = Message("The picture {path} is not there.", "Correct the path, or put the file there.")
PICTURE_FORMAT = Message("The picture {path} is not a PNG, JPEG or GIF.", "Save it as PNG or JPEG.")
PICTURE_BROKEN = Message(
    "The picture {path} is damaged or cut short.", "Open it in a picture program and save it anew."
)
DATA_NOT_TEXT = Message("The data file is not a text file.", "Save it from Excel as CSV UTF-8.")
DATA_NO_COLUMNS = Message(
    "The data have fewer than two columns.", "Write a header row: a column of names, and one or more of figures."
)
DATA_NO_ROWS = Message("The data have a header row only.", "Write one row a category below it.")
DATA_NO_FIGURES = Message("The data have no column of figures.", "Add a column whose header names the figures.")
DATA_NOT_NUMBER = Message("'{value}' is not a number.", "Write figures only; leave the cell empty where there is none.")
DATA_TWO_NUMBERS = Message(
    "'{value}' is one number in Sweden and another in Britain.",
    "Write it without thousands signs, or with another number of decimals.",
)
DATA_LINE_BREAK = Message(
    "A cell runs over several lines.", "Close its quotation mark, or take the line break out of the cell."
)
DATA_WIDTH = Message("The row has {n} cells; the header has {expected}.", "Give every row as many cells as the header.")
GROUP_COLUMN_UNSURE = Message(
    "The column '{name}' seems to say which group a row belongs to.",
    "Call it group, so that no group sees another's rows, or give it another name if it does not.",
)
CHART_AND_BODY = Message("The chart names a file and holds figures as well.", "Keep one of them.")
SCATTER_COLUMNS = Message(
    "A scatter chart needs two columns of figures, and every row both.", "Write a name, x and y in each row."
)
BAD_COLOUR = Message(
    "'{said}' is not a colour.", "Write six digits 0–9 and A–F, such as 2E7D4F, and | between colours."
)
UNKNOWN_CHART_KIND = Message("There is no chart of the type '{name}'.", "Known types: {known}.")

# Fitting text, tables and pictures into their places
TEXT_SMALLER = Message(
    "The text on '{slide}' was set in {size} points instead of {natural} to fit.", "To keep the size, shorten the text."
)
SLIDE_SPLIT = Message(
    "'{slide}' holds more than one slide's worth and was divided into {count} slides.",
    "To keep it on one slide, shorten it.",
)
TITLE_SMALLER = Message(
    "The title '{slide}' was set in {size} points instead of {natural} to fit.", "To keep the size, shorten the title."
)
TITLE_TOO_LONG = Message("The title '{slide}' does not fit in its place, even at {size} points.", "Shorten the title.")
TITLE_REPEATED = Message(
    "Two slides are called '{slide}'; the later one is now called '{unique}'.", "Give each slide a title of its own."
)
LONG_WORD = Message(
    "'{word}' on '{slide}' is wider than its place and will be broken within the word.", "Write it shorter."
)
ROW_TOO_HIGH = Message(
    "A row of the table on '{slide}' is higher than the slide.", "Write less in the row, or divide it into two rows."
)
SMALL_TEXT_TOO_LONG = Message("'{text}' on '{slide}' is too long for its place.", "Write it shorter.")
RESULTS_WITHHELD = Message(
    "{group}: the results of '{name}' are not in the slide: they would tell of fewer than {fewest} others there.",
    "The group has met more than once. Its feedback deck shows all of its answers together: toolkit summary.",
)
RESULTS_TOO_FEW = Message(
    "{group}: the results of '{name}' are not in the slide: {answered} answered, and the programme asks for {fewest}.",
    "The slide links to the room's view instead. The least number is min_group in programme.toml.",
)
CHART_CROWDED = Message(
    "The chart on '{slide}' names {count} things, and has room for {size} points only.",
    "Show fewer of them, or divide the figures over two charts.",
)
NO_ROOM = Message(
    "'{slide}' holds more pictures, charts and tables than fit side by side.", "Divide it into two slides."
)
