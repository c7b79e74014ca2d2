from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.site.facilitator_key import (
    Session,
    compose_form_token,
    compose_key,
    compose_session,
    holds_form_token,
    parse_key,
    parse_session,
)

SECRET, OTHER = b"0123456789abcdef", b"fedcba9876543210"
SESSION = Session(link="a1b2", ends=1000)


def test_a_key_leads_to_its_link_and_to_no_other_programme_s() -> None:
    key = compose_key(SECRET, "a1b2")
    assert parse_key(SECRET, key) == "a1b2"
    assert parse_key(SECRET, f" {key}\n") == "a1b2"
    assert parse_key(OTHER, key) is None


def test_a_session_holds_until_its_hour() -> None:
    cookie = compose_session(SECRET, SESSION)
    assert parse_session(SECRET, cookie, 999) == SESSION
    assert parse_session(SECRET, cookie, 1000) is None
    assert parse_session(OTHER, cookie, 999) is None


def test_a_key_is_no_session_and_a_session_no_key() -> None:
    assert parse_session(SECRET, compose_key(SECRET, "a1b2.5000"), 999) is None
    assert parse_key(SECRET, compose_session(SECRET, SESSION)) is None


def test_a_form_token_holds_in_its_own_session_only() -> None:
    token = compose_form_token(SECRET, SESSION)
    assert holds_form_token(SECRET, SESSION, token)
    assert not holds_form_token(SECRET, Session(link="a1b2", ends=1001), token)
    assert not holds_form_token(SECRET, SESSION, "")


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80))
def test_nothing_that_somebody_makes_up_opens_anything(said: str) -> None:
    assert parse_key(SECRET, said) is None
    assert parse_session(SECRET, said, 0) is None
    assert not holds_form_token(SECRET, SESSION, said)
