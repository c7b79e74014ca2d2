"""What the form's script says on the phone, in the reader's language: a value that goes into the page. Pure."""

from toolkit.texts import Texts


def compose_phone_words(texts: Texts) -> dict[str, str]:
    """Return the script's texts by the names it knows them under."""
    return {
        "nothing": texts("Nothing written yet"),
        "writing": texts("Saved on the phone, being sent …"),
        "sent": texts("All sent and saved"),
        "away": texts("No network: kept on the phone, sent when it is back"),
        "busy": texts("The server cannot save just now: kept on the phone, tried again soon"),
        "loose": texts("Not sent, and the phone may not keep it: leave this page open"),
        "wrong": texts("Sent, except what is marked"),
        "closed": texts("The workshop is closed"),
        "late": texts("Closed: your last changes were not sent"),
    }
