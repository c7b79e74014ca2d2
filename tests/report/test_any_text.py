"""Whatever people write – signs of XML and of typst, control characters, emoji, endless words – ends up as text."""

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec import structs

from tests.report.specimen import make_charts, make_report
from toolkit.chart.values import Series
from toolkit.document.values import Bullets, Figure, Heading, Report, Run, Table, Writing, compose_paragraph, say
from toolkit.report.docx.write import compose_parts
from toolkit.report.docx_template.file import read_default_template
from toolkit.report.pdf import write_pdf

TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=80) | st.sampled_from(
    [
        '<w:t>&"',
        "#panic() $x$ *b* _i_ `k` @a [c] \\",
        "\x00\x0b\u2028 rad\ntvå",
        "a" * 300,
        "=1+1",
        "🎉 漢字",
        " ",
        "]]>",
    ]
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def make(text: str) -> Report:
    """Return a report that says a text wherever one can stand."""
    chart = make_charts("sv")["bars"]
    series = (Series(name=text, values=(1, 2, 3)),)
    chart = structs.replace(chart, categories=(text, "b", "c"), series=series, alt=text, source=text, y_title=text)
    blocks = (
        Heading(text=f"Rubrik {text}"),
        compose_paragraph(text),
        compose_paragraph(text, "quote"),
        Bullets(items=(say(text), (Run(text=text, bold=True, link="https://ki.se/?a=1&b=<2>"),))),
        Table(caption=text, header=(text, "n"), rows=((text, "1"), ("", text)), alt=text, source=text),
        Figure(chart=chart, caption=text),
        Writing(name=text, prompt=text),
    )
    report = replace(make_report(), title=f"Titel {text}", note=text, facts=((text, text),), blocks=blocks)
    return replace(report, subtitle=text, organisation=f"O {text}", summary=text)


@given(text=TEXT)
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
def test_any_text_is_well_formed_in_word_and_stands_there_as_written(text: str) -> None:
    parts = compose_parts(make(text), read_default_template())
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    said = "".join(str(node.text or "") for node in etree.fromstring(parts["word/document.xml"]).iter(f"{W}t"))
    plain = "".join(letter for letter in text if letter.isalpha())
    assert plain in "".join(letter for letter in said if letter.isalpha())


@example(text="a\ufeffb")
@given(text=TEXT)
@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
def test_any_text_is_set_in_the_pdf(text: str, tmp_path: Path) -> None:
    write_pdf(make(text), tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
