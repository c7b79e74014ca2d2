"""A programme folder's action plan as it stands on disk → its status report. Writes nothing."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from toolkit.followup.demand import Demands
from toolkit.followup.plan_files import has_plan, read_plan_files
from toolkit.followup.status import StatusReport, compose_status_report
from toolkit.model.programme import Programme
from toolkit.model.text import Text
from toolkit.reading.folder import read_prose


@dataclass(frozen=True, kw_only=True)
class PlanStatus:
    """The report, and what is to be said beside it, such as that this is a draft."""

    report: StatusReport
    note: Text


def read_plan_status(folder: Path, programme: Programme, day: datetime.date) -> PlanStatus | None:
    """Read how the plan stands; None where there is none, or where it is not to be shown on the response site.

    Raises InputError where register or history cannot be used.
    """
    prose, _ = read_prose(folder, programme)
    if not has_plan(folder) or not prose.status_page:
        return None
    # Whether a date has come yet is for the follow-up to ask: a server's clock must not take the page away.
    files = read_plan_files(folder, programme, datetime.date.max)
    last = max(files.plan.followups, default=day)
    report = compose_status_report(programme, files.plan, Demands(), last)
    return PlanStatus(report=report, note=prose.note)
