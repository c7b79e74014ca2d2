"""Turn the fields of a plain form into values by item, and values into what the fields show again. Pure."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from toolkit.model.change import Value
from toolkit.site.form import Form

MOST_FIELDS = 2000
ASKED, RESPONSE, LANGUAGE, DO, VERSION = "_asked", "_response", "_lang", "_do", "_version"
"""Names of the fields that are no item's: the questions on the page and their version, the response id, the language,
the button."""


def parse_fields(body: bytes) -> dict[str, str]:
    """Read what a plain form sent; what is not one reads as no field at all."""
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return dict(pairs)


def find_given(form: Form, fields: Mapping[str, str]) -> dict[str, Value]:
    """Return the values by item of every question that was on the page: a box that is not ticked sends nothing."""
    asked = set(fields.get(ASKED, "").split())
    return {
        item.name: fields.get(item.name) or None
        for item in form.instrument.items
        if item.question in asked or item.name in fields
    }


def show_values(values: Mapping[str, Value]) -> dict[str, str]:
    """Return what the fields show of values."""
    return {name: str(value) for name, value in values.items() if value is not None}
