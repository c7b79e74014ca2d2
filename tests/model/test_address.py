"""Where an address leads: told before it is printed on a hundred sheets."""

import pytest

from toolkit.model.address import find_port, find_reach, is_example


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("https://svar.ki.se", "world"),
        ("https://svar.ki.se:8443/kurs", "world"),
        ("http://130.237.1.1", "world"),
        ("https://[2a00:1450:400f::1]/", "world"),
        ("http://127.0.0.1:8000", "computer"),
        ("http://127.5.5.5", "computer"),
        ("http://[::1]:8000", "computer"),
        ("http://localhost:8000", "computer"),
        ("HTTP://LOCALHOST", "computer"),
        ("http://svar.localhost", "computer"),
        ("http://0.0.0.0:8000", "computer"),
        ("http://192.168.1.5:8000", "network"),
        ("http://10.0.0.7", "network"),
        ("http://172.16.0.1", "network"),
        ("http://169.254.3.4", "network"),
        ("http://[fe80::1]", "network"),
        ("http://[fd12:3456::1]", "network"),
        ("http://laptop.local:8000", "network"),
        ("http://minlaptop:8000", "network"),
        ("https://synlighet.example", "nowhere"),
        ("https://svar.invalid", "nowhere"),
        ("https://svar.test", "nowhere"),
        ("https://example.org", "nowhere"),
        ("https://workshop.example.com/kurs", "nowhere"),
        ("https://example.ki.se", "world"),
        ("https://exempel.se", "world"),
    ],
)
def test_an_address_is_known_by_how_far_it_reaches(address: str, reach: str) -> None:
    assert find_reach(address) == reach
    assert is_example(address) == (reach == "nowhere")


@pytest.mark.parametrize(
    ("address", "port"),
    [("http://a.se", 80), ("https://a.se", 443), ("HTTPS://A.SE", 443), ("http://a.se:8000/x", 8000)],
)
def test_a_port_is_that_of_the_scheme_unless_another_is_written(address: str, port: int) -> None:
    assert find_port(address) == port
