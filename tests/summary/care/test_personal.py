"""Addresses, numbers and names are found in what people write, and what only looks like them is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.summary.care.personal import find_personal, is_identity_number, mask_text, parse_names

NAMES = parse_names(["# ett påhittat register", "Exempelsson, Exa", "Testa Provsson", "Björkk"])


def mask(text: str) -> str:
    return mask_text(text, find_personal(text, NAMES), str)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skriv till exa.exempel@example.org i dag.", "Skriv till [email] i dag."),
        ("exa (at) example.org", "[email]"),
        ("Ring 08-524 800 00 på måndag", "Ring [phone] på måndag"),
        ("Call me on +46 70 123 45 67!", "Call me on [phone]!"),
        ("anknytning 12345", "anknytning [phone]"),
        ("811218-9876 är hennes", "[identity-number] är hennes"),
        ("19811218 9876", "[identity-number]"),
        ("Fråga Exa Exempelsson eller Exempelsson Exa.", "Fråga [name] eller [name]."),
        ("Testa Provssons idé", "[name] idé"),
        ("Björkks förslag om björkk", "[name] förslag om björkk"),
    ],
)
def test_what_may_tell_who_somebody_is_is_masked(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mellan 2019 och 2023 växte det 2,5 gånger.",
        "Den 14-09-2026 kl. 10.30",
        "202100-2973",  # an organisation's number has no date in it
        "1 000 000 kronor och 250 000 till",
        "20 % fler, 3–4 möten, punkt 7.2.1",
        "Vi är @KI på nätet",
    ],
)
def test_what_is_plainly_something_else_is_left_alone(text: str) -> None:
    assert mask(text) == text


def test_the_last_digit_of_an_identity_number_is_checked() -> None:
    """811218-987x: 6 makes Luhn's sum 50 (the tax agency's own example)."""
    assert [digit for digit in range(10) if is_identity_number(f"811218987{digit}")] == [6]
    assert is_identity_number("7010632391")  # a coordination number: the day is 63
    assert not is_identity_number("8113189876")


@given(st.text(max_size=200))
def test_flags_lie_within_the_text_in_order_and_never_overlap(text: str) -> None:
    flags = find_personal(text, NAMES)
    edges = [edge for flag in flags for edge in (flag.start, flag.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@given(before=st.text("abc åäö.,", max_size=20), after=st.text("abc åäö.,", max_size=20))
def test_an_address_is_found_wherever_it_stands(before: str, after: str) -> None:
    masked = mask(f"{before} namn@example.org {after}")
    assert "example.org" not in masked
    assert "[email]" in masked
