"""A programme's plan/brochure.toml → its two-page brochure as PDF, in each of the programme's languages."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.plan import read_plan
from toolkit.commands.repeats import drop_repeats
from toolkit.errors import Problem
from toolkit.reading.brochure_file import BROCHURE_FILE
from toolkit.reading.folder import read_brochure
from toolkit.report.brochure import Leaflet, find_address, find_coming
from toolkit.report.brochure_pdf import write_brochure
from toolkit.sheet.qr import draw_svg
from toolkit.texts import Texts, load_texts


@dataclass(frozen=True, kw_only=True)
class WrittenBrochure:
    """Where the brochure stands, by language."""

    files: Mapping[str, Path]
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say where it stands."""
        return texts("Made the brochure: {files}", files=", ".join(map(str, self.files.values())))

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        return {"brochure": {language: str(path) for language, path in self.files.items()}}


def build_brochure(folder: Path, *, out: Path | None = None, day: datetime.date | None = None) -> WrittenBrochure:
    """Write out/brochure-<language>.pdf with the workshops from `day` (default: today) on.

    Raises InputError with every problem of the plan, of plan/brochure.toml and of its pictures.
    """
    plan = read_plan(folder)
    brochure, pictures, noticed = read_brochure(folder, plan.programme)
    day = day or datetime.date.today()
    names = {file: f"picture-{n}{_find_suffix(content)}" for n, (file, content) in enumerate(pictures.items(), 1)}
    leaflet = Leaflet(
        brochure=brochure,
        programme=plan.programme,
        workshops=find_coming(plan.workshops, day),
        code=draw_svg(find_address(plan.programme)).decode(),
        names=names,
    )
    shown = {names[file]: content for file, content in pictures.items()}
    files: dict[str, Path] = {}
    notices = [*plan.notices, *noticed]
    for language in plan.programme.languages:
        files[language] = (out or folder / "out") / f"brochure-{language}.pdf"
        notices += write_brochure(leaflet, shown, load_texts(language), day, files[language], BROCHURE_FILE)
    return WrittenBrochure(files=files, notices=drop_repeats(notices))


def _find_suffix(content: bytes) -> str:
    return ".png" if content.startswith(b"\x89PNG") else ".jpg"
