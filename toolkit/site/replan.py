"""Let a running site go on with the plan that changed files say: new sessions get it, open forms keep theirs."""

import asyncio
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool

from toolkit.commands.collect import note_plan
from toolkit.errors import StoreError
from toolkit.model.former_ids import list_former_ids
from toolkit.site.context import Site
from toolkit.site.feed import Changed
from toolkit.site.form import compose_codes, compose_former_forms, compose_forms
from toolkit.site.origin import find_host
from toolkit.site.plan_news import News
from toolkit.site.watch import SECONDS_BETWEEN, Reread

_LOOKS, _PAUSE = 12, 0.25
"""Before a file is built, changed files are waited for at most three seconds."""


async def keep_watching(app: Any) -> None:
    """Look for changed files as long as the site runs."""
    while True:
        await asyncio.sleep(SECONDS_BETWEEN)
        await _look(app)


async def look_now(app: Any) -> News | None:
    """Let the site see what has changed before something is made from the folder; return a fault that holds."""
    if app.state.watch is None:
        return None
    for _ in range(_LOOKS):
        await _look(app)
        if await run_in_threadpool(app.state.watch.is_settled):
            break
        await asyncio.sleep(_PAUSE)
    news: News | None = app.state.site.news
    return news if news and news.problems else None


async def _look(app: Any) -> None:
    found = await run_in_threadpool(app.state.watch.look)
    if found is not None:
        await _take(app, found)


async def _take(app: Any, found: Reread) -> None:
    """Put a new plan in the place of the old one, or tell why it stays."""
    site: Site = app.state.site
    after = found.plan or site.plan
    news = News(at=site.say_minute(), files=found.files, before=site.plan, after=after, problems=found.problems)
    if found.plan and found.links is not None:
        forms = compose_forms(found.plan, found.links)
        former, codes = compose_former_forms(forms), compose_codes(forms)
        app.state.site = replace(site, plan=found.plan, forms=forms, former=former, codes=codes, news=news)
        site.store.former = list_former_ids(found.plan.workshops)
        app.state.hosts.add(find_host(found.plan.programme.base_url))
        await _remember(app.state.site)
    else:
        app.state.site = replace(site, news=news)
    app.state.tell(news)
    for workshop in after.workshops:
        site.feed.publish(Changed(workshop.id, "stage"))


async def _remember(site: Site) -> None:
    try:
        await run_in_threadpool(note_plan, site.plan, site.store, site.say_minute())
    except StoreError:
        return  # the database is busy or away: what is asked is noted with the next plan, or when files are collected
