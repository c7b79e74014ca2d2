"""Wrong short codes: limited in all and per source, with nobody's address kept."""

from itertools import count

import pytest

from toolkit.site.tries import Tries, find_source


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def make(clock: Clock, *, of_source: int = 3, in_all: int = 5) -> Tries:
    keys = count()
    return Tries(
        clock=clock,
        make_key=lambda: next(keys).to_bytes(32, "big"),
        seconds=600,
        most_of_source=of_source,
        most_in_all=in_all,
    )


def test_a_source_is_stopped_after_its_wrong_tries_and_others_are_not(clock: Clock) -> None:
    tries = make(clock)
    for _ in range(3):
        assert tries.find_wait("192.0.2.1") == 0
        tries.note_wrong("192.0.2.1")
    assert tries.find_wait("192.0.2.1") == 600
    assert tries.find_wait("192.0.2.2") == 0


def test_all_sources_together_are_stopped_too(clock: Clock) -> None:
    tries = make(clock)
    for number in range(5):
        tries.note_wrong(f"192.0.2.{number}")
    assert tries.find_wait("198.51.100.7") == 600


def test_after_the_time_everybody_may_try_again_and_the_key_is_another(clock: Clock) -> None:
    tries = make(clock)
    for _ in range(3):
        tries.note_wrong("192.0.2.1")
    before = set(tries._wrong)
    clock.now = 590
    assert tries.find_wait("192.0.2.1") == 10
    clock.now = 601
    assert tries.find_wait("192.0.2.1") == 0
    tries.note_wrong("192.0.2.1")
    assert not set(tries._wrong) & before


def test_no_address_is_kept_not_even_as_a_plain_hash(clock: Clock) -> None:
    tries = make(clock)
    tries.note_wrong("192.0.2.1")
    assert "192.0.2.1" not in repr(vars(tries))
    (kept,) = tries._wrong
    assert len(kept) == 16


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("a socket", ""),
    ],
)
def test_one_customer_of_ipv6_is_one_source(address: str, source: str) -> None:
    assert find_source(address) == source
