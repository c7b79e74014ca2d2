"""What `toolkit serve` says when it runs."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from tests.sheet.specimen import PROGRAMME
from toolkit.commands.plan import find_address_notices
from toolkit.model.address import is_example
from toolkit.model.link import Links
from toolkit.sheet.qr import compose_modules, draw_blocks
from toolkit.site.welcome import (
    Reached,
    compose_reached,
    compose_welcome,
    draw_code,
    find_elsewhere,
    find_scanned,
)
from toolkit.texts import load_texts

LINKS = {"nord": Links(address="HTTPS://SVAR.KI.SE/Kurs/R/ABC", code="37H7CF", start="HTTPS://SVAR.KI.SE/Kurs", questions={}, results={})}  # fmt: skip  # noqa: E501
REAL = Reached(here="http://127.0.0.1:8000/", network="http://192.0.2.7:8000/", start="HTTPS://SVAR.KI.SE/Kurs")
EXAMPLE = Reached(here="http://127.0.0.1:8000/", network="http://192.0.2.7:8000/", start="HTTPS://SYNLIGHET.EXAMPLE")


def read_blocks(lines: list[str]) -> str:
    """Scan the drawn characters as a phone would scan the terminal: each half of a character is a square."""
    halves = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    rows = [bytes(0 if halves[one][half] else 255 for one in line) for line in lines for half in (0, 1)]
    picture = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    (found,) = zxingcpp.read_barcodes(picture.resize((6 * len(rows[0]), 6 * len(rows)), Image.Resampling.NEAREST))
    return str(found.text)


@pytest.mark.parametrize("address", ["HTTPS://SVAR.KI.SE/Kurs", "http://192.0.2.7:8000/"])
def test_the_code_in_the_terminal_can_be_scanned(address: str) -> None:
    assert read_blocks(draw_blocks(address)) == address
    flipped = draw_blocks(address, inverse=True)
    assert len(flipped) == -(-len(compose_modules(address)) // 2)
    assert flipped[0].strip("▀█") == ""


def test_without_colours_the_code_is_drawn_for_a_dark_terminal() -> None:
    assert draw_code("http://a/", colour=False)[0].strip().startswith("█")
    assert draw_code("http://a/", colour=True)[0].startswith("  \x1b[30;107m")


def test_everything_that_is_needed_is_said_in_order() -> None:
    lines = compose_welcome(REAL, LINKS, load_texts("sv"), facilitator=["Ledarens länk: x"], qr=False, colour=False)
    assert lines == [
        "Svarssidan är igång. På den här datorn: http://127.0.0.1:8000/",
        "Telefoner på samma nät: http://192.0.2.7:8000/",
        "Bilder och svarsblad leder till: https://svar.ki.se/Kurs",
        "Ledarens länk: x",
        "",
        "Workshoppar och deras koder:",
        "  nord  37H7CF  https://svar.ki.se/Kurs/R/ABC",
        "",
        "Tryck Ctrl+C för att stoppa.",
    ]


def test_the_code_leads_where_phones_in_the_room_can_go() -> None:
    assert find_scanned(REAL) == "HTTPS://SVAR.KI.SE/Kurs"
    assert find_scanned(EXAMPLE) == "http://192.0.2.7:8000/"
    home = Reached(here="http://127.0.0.1:8000/", network="http://192.0.2.7:8000/", start="HTTP://LOCALHOST:8000")
    assert find_scanned(home) == "http://192.0.2.7:8000/"


def tell(base_url: str, port: int = 8000) -> list[str]:
    """Say what `serve` tells of a programme's address when it listens at a port."""
    found = find_address_notices(replace(PROGRAMME, base_url=base_url), port=port, network="http://192.0.2.7:8000")
    assert all(notice.notice for notice in found)
    return [load_texts("en").problem(notice) for notice in found]


def test_an_example_address_is_told_with_one_that_leads_here() -> None:
    (said,) = tell("https://synlighet.example")
    assert 'such as base_url = "http://192.0.2.7:8000"' in said
    assert tell("https://svar.ki.se") == []


def test_an_address_of_this_computer_with_another_port_is_told_with_both_ports() -> None:
    assert tell("http://192.168.1.5:8000")[1:] == []
    _, said = tell("http://192.168.1.5:8080")
    assert "base_url leads to port 8080, and the site listens at port 8000" in said
    assert "Start it with --port 8080" in said


def test_behind_a_proxy_the_port_is_the_proxy_s_business() -> None:
    assert tell("https://svar.ki.se:8443", 8000) == []


@pytest.mark.parametrize(
    ("host", "own", "network"),
    [
        ("0.0.0.0", "192.0.2.7", "http://192.0.2.7:8000/Kurs/"),  # noqa: S104
        ("0.0.0.0", "", ""),  # noqa: S104
        ("127.0.0.1", "192.0.2.7", ""),
        ("localhost", "192.0.2.7", ""),
        ("192.0.2.9", "192.0.2.7", "http://192.0.2.9:8000/Kurs/"),
        ("::", "192.0.2.7", "http://192.0.2.7:8000/Kurs/"),
        ("2001:db8::1", "", "http://[2001:db8::1]:8000/Kurs/"),
    ],
)
def test_the_network_s_address_is_told_where_phones_may_come(host: str, own: str, network: str) -> None:
    reached = compose_reached("https://svar.ki.se/Kurs", host, own, 8000, "/Kurs")
    assert reached.network == network
    assert reached.here == "http://127.0.0.1:8000/Kurs/"


@pytest.mark.parametrize(
    ("start", "network", "elsewhere"),
    [
        ("HTTPS://SVAR.KI.SE/Kurs", "http://192.0.2.7:8000/", "HTTPS://SVAR.KI.SE/Kurs"),
        ("HTTPS://SYNLIGHET.EXAMPLE", "http://192.0.2.7:8000/", "http://192.0.2.7:8000/"),
        ("http://127.0.0.1:8000", "http://192.0.2.7:8000/", "http://192.0.2.7:8000/"),
        ("HTTP://LOCALHOST:8000", "", ""),
        ("HTTPS://SYNLIGHET.EXAMPLE", "", ""),
    ],
)
def test_another_computer_is_given_an_address_that_it_can_reach(start: str, network: str, elsewhere: str) -> None:
    assert find_elsewhere(Reached(here="http://127.0.0.1:8000/", network=network, start=start)) == elsewhere


@pytest.mark.parametrize(
    ("address", "example"),
    [("https://synlighet.example", True), ("https://example.com", True), ("https://svar.ki.se", False)],
)
def test_an_address_that_can_never_be_reached_is_known(address: str, example: bool) -> None:
    assert is_example(address) == example
