"""A programme's plan/brochure.toml → its two-page brochure as PDF, in each of the programme's languages."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.outputs import gather, put_as
from toolkit.commands.plan import read_plan
from toolkit.commands.repeats import drop_repeats
from toolkit.errors import Problem
from toolkit.outputs.outcome import Outcome, list_kept
from toolkit.outputs.outputs import Outputs
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
    outcomes: tuple[Outcome, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say where it stands."""
        return texts("Made the brochure: {files}", files=", ".join(map(str, self.files.values())))

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        files = {language: str(path) for language, path in self.files.items()}
        return {"brochure": files, "kept": list_kept(self.outcomes)}


def build_brochure(
    folder: Path, *, out: Path | None = None, day: datetime.date | None = None, fresh: bool = False
) -> WrittenBrochure:
    """Write out/brochure-<language>.pdf with the workshops from `day` (default: today) on.

    `fresh` makes one anew that somebody has changed, and keeps theirs under a dated name.
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
    outputs = Outputs(folder, anew=fresh)
    put = put_as(outputs, "print")
    files: dict[str, Path] = {}
    notices = [*plan.notices, *noticed]
    for language in plan.programme.languages:
        files[language] = (out or folder / "out") / f"brochure-{language}.pdf"
        notices += write_brochure(leaflet, shown, load_texts(language), day, files[language], BROCHURE_FILE, put)
    outcomes = outputs.take_outcomes()
    kept, problems = gather(outcomes)
    return WrittenBrochure(files=files, notices=drop_repeats([*notices, *kept]), problems=problems, outcomes=outcomes)


def _find_suffix(content: bytes) -> str:
    return ".png" if content.startswith(b"\x89PNG") else ".jpg"
