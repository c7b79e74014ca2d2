"""What every handler of the site works with, made once: the programme's forms, the store, the writer, the feed."""

import asyncio
import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from starlette.requests import HTTPConnection

from toolkit.commands.plan import Plan
from toolkit.model.instrument import compose_asked_instrument
from toolkit.model.stage import Stage
from toolkit.site.feed import Feed
from toolkit.site.form import Form
from toolkit.site.pages import Pages
from toolkit.site.plan_news import News
from toolkit.site.readings import SharedReadings
from toolkit.site.tries import Tries
from toolkit.site.writer import Writer
from toolkit.store.store import Store


@dataclass(frozen=True, kw_only=True)
class Site:
    """The site as its handlers see it: `forms` by token, `codes` from short code to token.

    `former` are the same forms by tokens of ids that their workshops had before.

    `secret` signs the facilitators' links and sessions; `database` is the store's address where it is not the usual
    one; `building` lets one file at a time be built. `versions` are forms as they were opened before the plan changed,
    by token and version, and `news` is what became of files that changed last.
    """

    plan: Plan
    forms: Mapping[str, Form]
    former: Mapping[str, Form]
    codes: Mapping[str, str]
    store: Store
    writer: Writer
    feed: Feed
    pages: Pages
    now: Callable[[], datetime.datetime]
    make_id: Callable[[], str]
    tries: Tries
    readings: SharedReadings
    secret: bytes
    database: str | None
    building: asyncio.Semaphore
    versions: dict[tuple[str, str], Form] = field(default_factory=dict)
    news: News | None = None

    def find_version(self, form: Form, version: str) -> Form:
        """Return a form as it was when it was opened, by the version of its questions; else as it is. Blocks."""
        if version in ("", form.instrument.version):
            return form
        key = (form.token, version)
        if key not in self.versions:
            known = self.store.read_versions().get(version)
            if known is None or not known.questions:
                return form
            programme = form.programme.id
            asked = compose_asked_instrument(programme, form.workshop.id, version, known.questions)
            self.versions[key] = replace(form, instrument=asked)
        return self.versions[key]

    def read_stage(self, form: Form) -> Stage:
        """Read how a form's workshop stands. Blocks: call it in a thread."""
        stage = self.store.read_stages([form.workshop.id])[0]
        shows = self.store.room.read_shows(form.workshop.id)
        asked = (question.id for question in form.instrument.questions)
        return replace(stage, agreeing=tuple(name for name in asked if name in shows and shows[name].agreeing))

    def say_minute(self) -> str:
        """Return the time as it is stored: to the minute."""
        return self.now().isoformat(timespec="minutes")


def find_site(request: HTTPConnection) -> Site:
    """Return the site that a request came to."""
    return cast(Site, request.app.state.site)


def find_form(request: HTTPConnection) -> Form | None:
    """Return the form whose token stands in the address, in capitals or not."""
    site, token = find_site(request), request.path_params["token"].upper()
    return site.forms.get(token) or site.former.get(token)
