"""Whose page sends a request."""

import pytest

from toolkit.site.origin import find_host, is_foreign

OWN = {"synlighet.example", "127.0.0.1:8000"}


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "https://synlighet.example"}, True),
        ({"origin": "https://synlighet.example"}, False),
        ({"origin": "http://127.0.0.1:8000"}, False),
        ({"origin": "http://127.0.0.1:8001"}, True),
        ({"origin": "https://evil.example"}, True),
        ({"origin": "https://synlighet.example.evil.example"}, True),
        ({"origin": "null"}, False),
        ({"origin": "https://[broken"}, True),
        ({"origin": "https://a:99999"}, True),
    ],
)
def test_a_page_is_foreign_when_the_browser_says_so(headers: dict[str, str], foreign: bool) -> None:
    assert is_foreign(headers, OWN) == foreign


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("HTTPS://Synlighet.Example/kurs", "synlighet.example"),
        ("https://a.example:443", "a.example"),
        ("http://a.example:80/", "a.example"),
        ("http://a.example:8080/", "a.example:8080"),
        ("https://[2001:db8::1]:8443", "2001:db8::1:8443"),
        ("", ""),
    ],
)
def test_a_host_is_told_without_the_port_that_goes_without_saying(address: str, host: str) -> None:
    assert find_host(address) == host
