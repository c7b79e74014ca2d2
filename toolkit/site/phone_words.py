"""What the form's script says on the phone, in the reader's language: a value that goes into the page. Pure."""

from toolkit.texts import Texts


def compose_phone_words(texts: Texts) -> dict[str, str]:
    """Return the script's texts by the names it knows them under; it puts the facts in itself."""
    return {**_compose_states(texts), **_compose_widgets(texts)}


def _compose_states(texts: Texts) -> dict[str, str]:
    return {
        "nothing": texts("Nothing written yet"),
        "writing": texts("Saved on the phone, being sent …"),
        "sending": texts("Being sent …"),
        "sent": texts("All sent and saved"),
        "away": texts("No network. Saved on the phone; sent when it is back"),
        "busy": texts("The server cannot save just now. Saved on the phone; tried again soon"),
        "loose": texts("Not sent, and the phone may not keep it. Leave this page open"),
        "wrong": texts("Sent, except what is not complete"),
        "late": texts("The workshop is closed. Your last changes were not sent"),
        "erased": texts("The answers with your number have been erased, and are not saved again."),
        "aside": texts("The facilitator has taken your answers out: they are kept, but not counted."),
        "anew": texts("Begin a new response"),
        "count": texts("{n} of {total} answered"),
        "later": texts("The language can be changed when the network is back"),
        "opened": texts("New question: {question}"),
        "unfinished": texts("These are not complete, and not sent. Complete them, or press Done once more."),
        "done": texts("Done"),
    }


def _compose_widgets(texts: Texts) -> dict[str, str]:
    return {
        "points": texts("The points add up to {found}. They are sent when they add up to {total}."),
        "left": texts("{n} points left"),
        "over": texts("{n} points too many"),
        "spent": texts("All {n} points are distributed"),
        "less": texts("{n} points less to {name}"),
        "more": texts("{n} points more to {name}"),
        "most": texts("Choose at most {n}: take {over} away."),
        "tap": texts("Tap what should have place {n}:"),
        "up": texts("Move {name} up"),
        "down": texts("Move {name} down"),
        "out": texts("Take {name} out of the order"),
        "ranked": texts("{name}, place {n} of {total}"),
        "unranked": texts("{name} has no place"),
        "clear": texts("Take the answer back"),
        "room": texts("Room for {n} more characters"),
    }
