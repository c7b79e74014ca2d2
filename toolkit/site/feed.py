"""Tell who waits that something changed in a workshop: a protocol, and the feed inside one process. Standard library.

    async for kinds in feed.subscribe("nord"):   # many changes between two looks are one
        …

A subscription stands as soon as it is made, and ends when nobody holds it. Now and then the set of kinds is empty:
nothing changed, and it is time to look whether the listener is still there.
"""

import asyncio
import contextlib
import weakref
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, Self

HEARTBEAT_SECONDS = 20
ChangeKind = Literal["answers", "stage", "agreed"]


@dataclass(frozen=True, slots=True)
class Changed:
    """Something of a workshop is not what it was: its answers, its stage, or what others agree with."""

    workshop: str
    kind: ChangeKind


class Feed(Protocol):
    """Where changes are told and heard; all of it is called in the event loop."""

    def start(self) -> None:
        """Begin; called once, in the event loop."""

    def publish(self, changed: Changed) -> None:
        """Tell of a change; returns at once."""

    def subscribe(self, workshop: str) -> AsyncIterator[frozenset[ChangeKind]]:
        """Yield what kinds of change there were since the last look, until the feed is closed."""

    def close(self) -> None:
        """End every subscription; called perhaps more than once."""

    async def stop(self) -> None:
        """End for good, after the last change was published."""


class LocalFeed:
    """The feed of one process."""

    def __init__(self) -> None:
        self._waiting: dict[str, weakref.WeakSet[Subscription]] = {}
        self._closed = False

    def start(self) -> None:
        """Begin: in one process there is nothing to do."""

    async def stop(self) -> None:
        """End: nothing is held."""

    def publish_all(self, kinds: Iterable[ChangeKind]) -> None:
        """Wake everybody who waits, for each kind."""
        for workshop in list(self._waiting):
            for kind in kinds:
                self.publish(Changed(workshop, kind))

    def publish(self, changed: Changed) -> None:
        """Wake who waits for the workshop."""
        for subscription in self._waiting.get(changed.workshop, ()):
            subscription.add(changed.kind)

    def subscribe(self, workshop: str) -> "Subscription":
        """Begin to listen."""
        subscription = Subscription()
        self._waiting.setdefault(workshop, weakref.WeakSet()).add(subscription)
        if self._closed:
            subscription.close()
        return subscription

    def close(self) -> None:
        """End every subscription."""
        self._closed = True
        for subscriptions in self._waiting.values():
            for subscription in list(subscriptions):
                subscription.close()


class Subscription:
    """What one listener has not yet heard."""

    def __init__(self) -> None:
        self._kinds: set[ChangeKind] = set()
        self._woken = asyncio.Event()
        self._closed = False

    def add(self, kind: ChangeKind) -> None:
        """Note a change and wake the listener."""
        self._kinds.add(kind)
        self._woken.set()

    def close(self) -> None:
        """Wake the listener for the last time."""
        self._closed = True
        self._woken.set()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> frozenset[ChangeKind]:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), HEARTBEAT_SECONDS)
        if self._closed:
            raise StopAsyncIteration
        self._woken.clear()
        kinds = frozenset(self._kinds)
        self._kinds.clear()
        return kinds
