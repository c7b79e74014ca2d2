"""The feed of several processes on one store: what one publishes, the listeners of all are woken by."""

import asyncio
from typing import get_args

from toolkit.site.feed import Changed, ChangeKind, Feed, LocalFeed, Subscription
from toolkit.store.file_notices import FileNotices
from toolkit.store.notices import Notices
from toolkit.store.store import Store

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


def make_feed(store: Store) -> Feed:
    """Return the feed of a store: it hears commands, and on PostgreSQL the other processes of the site."""
    return SharedFeed(store.make_notices())


class SharedFeed:
    """A feed over a store's notices. A change is heard in this process at once, in the others a moment later."""

    def __init__(self, notices: Notices | FileNotices) -> None:
        self._notices = notices
        self._local = LocalFeed()
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin to hear the other processes."""
        self._loop = asyncio.get_running_loop()
        self._notices.start(self._hear)

    def publish(self, changed: Changed) -> None:
        """Wake who waits here, and tell the other processes."""
        self._local.publish(changed)
        self._notices.say(f"{changed.kind} {changed.workshop}")

    def subscribe(self, workshop: str) -> Subscription:
        """Begin to listen."""
        return self._local.subscribe(workshop)

    def close(self) -> None:
        """End every subscription; notices go on until the last saves are told."""
        self._local.close()

    async def stop(self) -> None:
        """Leave off."""
        await asyncio.to_thread(self._notices.close)

    def _hear(self, text: str | None) -> None:
        """Pass on in the loop what was heard in a thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._pass_on, text)

    def _pass_on(self, text: str | None) -> None:
        if text is None:  # something may have been missed: everybody looks again
            self._local.publish_all(KINDS)
            return
        kind, _, workshop = text.partition(" ")
        if kind in KINDS:
            self._local.publish(Changed(workshop, kind))
