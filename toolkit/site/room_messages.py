"""Every message of the console and of agreeing: what is wrong and what to do. Values only."""

from toolkit.errors import Message

NOT_FROM_HERE = Message("This was not sent from a page of your own session.", "Load the page again and repeat it.")
NOT_BUILT = Message("The file could not be made: {reason}", "Mend what it says, and try again.")
BUILD_SLOW = Message("It took too long to make the file. Try again when fewer people are answering.")
UPLOAD_MISSING = Message("Choose a filled sheet first.")
UPLOAD_KIND = Message("This is no filled sheet. Choose an Excel file (.xlsx) or a CSV file.")
UPLOAD_LARGE = Message("The file is larger than {most} MB. A filled sheet is far smaller: check which file it is.")
AGREE_AFTER_ANSWERING = Message("Answer the form first; then you can agree with others.")
AGREE_NOT_NOW = Message("It is not possible to agree just now.", "Ask the facilitator.")
STEP_CHANGED_MEANWHILE = Message(
    "{step}: somebody else has written “{holds}” since you opened the page.",
    "Save again to let “{here}” hold, or write “{holds}”.",
)
