"""How a status and a day are said: sign, word, short word, colour. Status never shows by colour alone. Pure."""

import datetime
from collections.abc import Mapping
from typing import Protocol

from toolkit.model.action_plan import STATUSES, Status
from toolkit.texts import Texts

SIGNS: Mapping[Status, str] = {"done": "●", "partly": "▲", "none": "■", "unknown": "○"}
"""Four shapes that every office font has, told apart without colour."""
COLOURS: Mapping[Status, str] = {"done": "2E7D4F", "partly": "B7791F", "none": "A32A22", "unknown": "7A858C"}
"""RRGGBB; each has at least 3:1 against white."""
NAMES: Mapping[Status, str] = {
    "done": "Done or under way",
    "partly": "Some activity, or planned",
    "none": "No known activity",
    "unknown": "Not yet assessed",
}
_WORDS: Mapping[Status, str] = {
    "done": "done/finished/completed/complete/carried out/under way/underway/ongoing/in progress/started/green/yes/"
    "klar/klart/klara/färdig/färdigt/avslutad/avslutat/genomförd/genomfört/utförd/utfört/gjord/gjort/pågår/pågående/"
    "påbörjad/påbörjat/igång/i gång/startad/startat/grön/grönt/ja",
    "partly": "partly/partially/partial/in part/some/some activity/planned/yellow/amber/"
    "delvis/till viss del/viss/viss aktivitet/planerad/planerat/planeras/gul/gult",
    "none": "none/no/not done/not started/nothing/no activity/red/"
    "ej/inte/nej/ingen/inget/inga/ej påbörjad/ej påbörjat/inte påbörjad/inte påbörjat/ej startad/ej startat/ej gjord/"
    "ej gjort/inte gjort/ej genomförd/ej genomfört/inte genomförd/inte genomfört/ingen aktivitet/röd/rött",
    "unknown": "unknown/not known/not assessed/?/grey/gray/"
    "okänd/okänt/vet ej/vet inte/ej bedömd/ej bedömt/inte bedömt/grå/grått",
}
_SAID: Mapping[str, Status] = {
    **{word: status for status, words in _WORDS.items() for word in words.split("/")},
    "genomförd eller pågår": "done",
    "viss aktivitet eller planerad": "partly",
    "ingen känd aktivitet": "none",
    "inte bedömd": "unknown",
    **{name.lower(): status for status, name in NAMES.items()},
}
_MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_SHORT_MONTHS = {
    "sv": "jan feb mars apr maj juni juli aug sep okt nov dec",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}


class Countable(Protocol):
    """Anything that knows how many have a status."""

    def of(self, status: Status) -> int:
        """Return the number with a status."""


def find_status(said: str) -> Status | None:
    """Return the status that a cell means: its code, its word in either language, or its colour."""
    plain = " ".join(said.lower().split()).strip("●▲■○ ")
    return _SAID.get(plain)


def say_status(status: Status, texts: Texts) -> str:
    """Say a status in words."""
    return texts(NAMES[status])


def sign_status(status: Status, texts: Texts) -> str:
    """Say a status with its sign before its words."""
    return f"{SIGNS[status]} {say_status(status, texts)}"


def say_counts(counts: Countable, texts: Texts, *, every: bool = False) -> str:
    """Say how many have which status, each with its word; those that none has only where `every` is asked for."""
    shown = [status for status in STATUSES if every or counts.of(status)]
    return "; ".join(f"{say_status(status, texts).lower()} {counts.of(status)}" for status in shown)


def say_day(day: datetime.date, texts: Texts) -> str:
    """Say a date in full, as Swedes and Britons do: 3 maj 2027, 3 May 2027."""
    return f"{day.day} {_list_months(texts)[day.month - 1]} {day.year}"


def say_month(year: int, month: int, texts: Texts) -> str:
    """Say a month briefly: maj 2027, May 2027."""
    names = _SHORT_MONTHS["sv" if texts.language == "sv" else "en"].split()
    return f"{names[month - 1]} {year}"


def say_number(number: float, texts: Texts, decimals: int = 0) -> str:
    """Say a number with its thousands apart: 12 345 in Swedish, 12,345 in English."""
    said = f"{number:,.{decimals}f}"
    if texts.language == "sv":
        said = said.replace(",", "\u00a0").replace(".", ",")
    return said.replace("-", "−")


def say_change(share: float, texts: Texts) -> str:
    """Say a relative change with its sign, as a whole per cent: +28 %, −3%."""
    number = round(share * 100)
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return f"{sign}{abs(number)}" + ("\u00a0%" if texts.language == "sv" else "%")


def say_share(share: float, texts: Texts) -> str:
    """Say a share as a whole per cent."""
    return f"{round(share * 100)}" + ("\u00a0%" if texts.language == "sv" else "%")


def list_statuses(texts: Texts) -> tuple[str, ...]:
    """List the words of every status, in order."""
    return tuple(say_status(status, texts) for status in STATUSES)


def _list_months(texts: Texts) -> list[str]:
    return _MONTHS["sv" if texts.language == "sv" else "en"].split()


def list_meanings(texts: Texts) -> tuple[tuple[Status, str], ...]:
    """Say what each status means, in the report's own terms."""
    return (
        ("done", texts("Green: carried out, or there are activities.")),
        ("partly", texts("Yellow: some activity, or planned.")),
        ("none", texts("Red: no known activity.")),
        ("unknown", texts("Grey: nobody has assessed it yet; it says nothing of what has been done.")),
    )
