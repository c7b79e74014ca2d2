"""The workload with python-pptx used plainly, as its own quick start shows it: ms per deck."""

import io
import sys
import time
from pathlib import Path

import qrcode
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from workload import BULLETS, CHART_SLIDE, NOTES, PHOTO_SLIDES, QR_SLIDES, SLIDES, write_workload


def build(group: int, out: Path) -> None:
    """Write the 20-slide deck of one group."""
    deck = Presentation()
    for number in range(1, SLIDES + 1):
        slide = deck.slides.add_slide(deck.slide_layouts[0 if number == 1 else 1])
        slide.shapes.title.text = f"Steg {number} för grupp {group}"
        if number > 1:
            frame = slide.placeholders[1].text_frame
            frame.text = BULLETS[0]
            for bullet in BULLETS[1:]:
                frame.add_paragraph().text = bullet
        slide.notes_slide.notes_text_frame.text = NOTES
        if number in QR_SLIDES:
            png = io.BytesIO()
            qrcode.make(f"https://example.org/r/{group}/{number}").save(png)
            slide.shapes.add_picture(png, Inches(7), Inches(5), Inches(2))
        if number in PHOTO_SLIDES:
            slide.shapes.add_picture(str(out / "photo.jpg"), Inches(5), Inches(1), Inches(4))
        if number == CHART_SLIDE:
            data = CategoryChartData()
            data.categories = ["2019", "2020", "2021", "2022", "2023"]
            data.add_series("Index", (100, 120, 110, 195, 250))
            slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(6), Inches(4), data)
    deck.save(out / f"python-pptx-{group}.pptx")


if __name__ == "__main__":
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    write_workload(folder)
    start = time.perf_counter()
    for index in range(count):
        build(index, folder)
    print(f"python-pptx {(time.perf_counter() - start) / count * 1000:.1f} ms per deck")
