"""Every message about pptx templates: cause and remedy in English, with {named} facts. Pure."""

from toolkit.errors import Message

MISSING = Message(
    "There is no such file.",
    "Check the name and the folder; a template ends in .pptx or .potx.",
)
NOT_A_FILE = Message("This is a folder, not a template.", "Name the .pptx or .potx file in it.")
UNREADABLE = Message(
    "The file cannot be opened ({reason}).", "Close it in other programs, check your rights to it, and try again."
)
NOT_A_PACKAGE = Message(
    "This is not a PowerPoint file, or only a part of one arrived.",
    "Fetch it again, open it in PowerPoint, and save it as .pptx or .potx.",
)
DAMAGED = Message(
    "The file is damaged: {part} cannot be read.",
    "Open it in PowerPoint, let it repair the file, and save it as .pptx or .potx.",
)
ENCRYPTED = Message(
    "The file is protected by a password or a sensitivity label, so nothing in it can be read.",
    "Take the protection off in PowerPoint (File > Info > Protect Presentation) and save it again.",
)
OLD_FORMAT = Message(
    "This is a presentation in the old format (.ppt or .pot).",
    "Open it in PowerPoint and save it as .pptx or .potx.",
)
OPEN_DOCUMENT = Message(
    "This is an OpenDocument presentation (.odp or .otp).",
    "Open it in LibreOffice Impress or PowerPoint and save it as .pptx.",
)
NOT_A_PRESENTATION = Message(
    "This is an Office file, but not a presentation.", "Give a PowerPoint template: .pptx or .potx."
)
STRICT = Message(
    "The file is saved as Strict Open XML Presentation, a variant that decks cannot be built on.",
    'Open it in PowerPoint and save it as "PowerPoint Presentation (*.pptx)" or "PowerPoint Template (*.potx)".',
)
TOO_LARGE = Message(
    "The template unpacks to more than {limit} MB.",
    "Take large films and pictures off its masters and layouts, and save it again.",
)
FORBIDDEN_XML = Message(
    "The file holds a document type declaration ({part}), which no presentation needs and which can do harm.",
    "Open it in PowerPoint and save it again; if you do not know where it comes from, do not use it.",
)
NO_TITLE = "no title placeholder"
NO_CONTENT = "no placeholder for content"
NO_ROOM = "too little room for content"
NO_COLUMNS = "no two placeholders for content side by side"
NO_PICTURE = "no placeholder for a picture"
VERTICAL = "text that runs from top to bottom"
REASONS = (NO_TITLE, NO_CONTENT, NO_ROOM, NO_COLUMNS, NO_PICTURE, VERTICAL)
"""Why a layout cannot carry a role. A whole message for each, below, because a sentence put together from halves
translates badly."""

NO_LAYOUTS = Message(
    "The template has no slide layouts.", "Open it in PowerPoint, View > Slide Master, and add layouts to the master."
)
NO_CONTENT_LAYOUT = {
    reason: Message(
        f"No layout can carry a slide with a title and a text; most have {reason}.",
        "In PowerPoint, View > Slide Master, add a layout with a title and a content placeholder, or take another one.",
    )
    for reason in REASONS
}
NO_TITLE_LAYOUT = Message(
    "No layout has a title placeholder, so slides could not be named or found by a screen reader.",
    "In PowerPoint, View > Slide Master, tick Title on the layouts that are to be used, or take another template.",
)
UNKNOWN_ROLE = Message(
    'The mapping of layouts names "{role}", which is no kind of slide.',
    'The kinds are: {roles}. Did you mean "{nearest}"?',
)
UNKNOWN_LAYOUT = Message(
    'The mapping gives {role} the layout "{layout}", which the template does not have.',
    'Did you mean "{nearest}"? `toolkit template` lists the names.',
)
UNFIT_LAYOUT = {
    reason: Message(
        f'The mapping gives {{role}} the layout "{{layout}}", which has {reason}.',
        "Choose another layout for it, or add the placeholder in PowerPoint, View > Slide Master.",
    )
    for reason in REASONS
}
STAND_IN = Message(
    'No layout of their own was found for these kinds of slide: {roles}. "{layout}" stands in.',
    "If the template has a better one, name it under [layouts] in programme.toml.",
)
MISLEADING_NAME = {
    reason: Message(
        f'The layout "{{layout}}" is called like one for {{role}}, but has {reason}; it was passed over.',
        "Name another layout for it under [layouts] in programme.toml if you know one.",
    )
    for reason in REASONS
}
OTHER_MASTER = Message(
    'The layout for {role}, "{layout}", belongs to another master than most, so it may look different.',
    "Look at a built deck; name another layout under [layouts] in programme.toml if it does.",
)
REPEATED_NAME = Message(
    'The name "{layout}" stands for {count} layouts; the first that fits is used.',
    'To choose another, write its number after the name under [layouts], such as "{example}".',
)
WEAK_CONTRAST = Message(
    '{placeholder} in "{layout}" has a contrast of {ratio}:1 between text and background; {needed}:1 is needed.',
    "Choose a darker or lighter text colour for it in PowerPoint, View > Slide Master.",
)
UNKNOWN_FONT = Message(
    "The font {font} is not known here, so the fit of texts is estimated with a margin.",
    "Check long texts in the built deck; the font must be on the computers that show it.",
)
