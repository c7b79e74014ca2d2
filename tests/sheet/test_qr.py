"""QR codes: the right modules, drawn as PNG and SVG that phones read, the same bytes each time."""

import io
import xml.etree.ElementTree as ET

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from toolkit.sheet.qr import DARK, LIGHT, MARGIN, compose_modules, draw_png, draw_svg

LONGEST = "HTTPS://SYNLIGHET.EXAMPLE/R/ABCDEFGHIJKLMNOP/OFORANDRAT-12345"


def decode(png: bytes) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))]


def test_an_address_of_the_longest_question_id_fits_version_three() -> None:
    assert len(compose_modules(LONGEST[:61])) == 29 + 2 * MARGIN


def test_the_margin_is_four_light_modules_on_every_side() -> None:
    modules = compose_modules(LONGEST)
    side = len(modules)
    for y, row in enumerate(modules):
        for x, module in enumerate(row):
            if not (MARGIN <= x < side - MARGIN and MARGIN <= y < side - MARGIN):
                assert module == LIGHT[0]


@pytest.mark.parametrize("address", ["HTTPS://A.SE/R/AB", LONGEST])
def test_another_encoder_draws_the_same_modules_with_one_of_the_eight_masks(address: str) -> None:
    modules = compose_modules(address)
    others = [segno.make_qr(address, error="m", mask=mask, boost_error=False) for mask in range(8)]
    drawn = [
        tuple(b"".join(DARK if on else LIGHT for on in row) for row in code.matrix_iter(border=MARGIN))
        for code in others
    ]
    assert modules in drawn


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./:", min_size=1, max_size=80))
def test_what_is_drawn_reads_as_what_was_asked_for(address: str) -> None:
    assert decode(draw_png(address)) == [address]


def test_the_png_is_black_and_white_with_whole_pixels_a_module() -> None:
    image = Image.open(io.BytesIO(draw_png(LONGEST, bytes_a_module=1)))
    assert image.mode == "1"
    assert image.size == (8 * len(compose_modules(LONGEST)),) * 2
    for y, row in enumerate(compose_modules(LONGEST)):
        for x, module in enumerate(row):
            assert image.getpixel((x * 8 + 3, y * 8 + 3)) == module


def test_the_svg_covers_exactly_the_dark_modules() -> None:
    root = ET.fromstring(draw_svg(LONGEST))  # noqa: S314  our own bytes
    side = len(compose_modules(LONGEST))
    assert root.get("viewBox") == f"0 0 {side} {side}"
    dark = set()
    for run in root.findall("{*}path")[1].get("d", "").split("M")[1:]:
        start, rest = run.split("h", 1)
        x, y = map(int, start.split())
        dark |= {(x + n, y) for n in range(int(rest.split("v")[0]))}
    assert dark == {
        (x, y) for y, row in enumerate(compose_modules(LONGEST)) for x, on in enumerate(row) if on == DARK[0]
    }


def test_the_same_address_gives_the_same_bytes() -> None:
    before = draw_png(LONGEST), draw_svg(LONGEST)
    compose_modules.cache_clear()
    draw_png.cache_clear()
    draw_svg.cache_clear()
    assert (draw_png(LONGEST), draw_svg(LONGEST)) == before
