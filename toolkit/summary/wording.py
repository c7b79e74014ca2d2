"""Say numbers and dates as Swedes and Britons write them, with Babel. Pure."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from toolkit.texts import Texts

_LOCALES = {"sv": "sv_SE", "en": "en_GB"}


def say_share(share: float, texts: Texts) -> str:
    """Say a share as a whole per cent."""
    return format_percent(share, format="#,##0 %" if texts.language == "sv" else "#,##0%", locale=_locale(texts))


def say_mean(mean: float, texts: Texts) -> str:
    """Say a mean with one decimal."""
    return format_decimal(mean, format="#,##0.0", locale=_locale(texts))


def say_count(count: float, texts: Texts) -> str:
    """Say a whole number."""
    return format_decimal(count, format="#,##0", locale=_locale(texts))


def say_date(day: date, texts: Texts) -> str:
    """Say a date in full."""
    return format_date(day, format="long", locale=_locale(texts))


def _locale(texts: Texts) -> str:
    return _LOCALES.get(texts.language, "en_GB")
