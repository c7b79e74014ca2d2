"""Readings of the store that several ask for at the same time: fifty projectors cost as much as one. Starts threads."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool


@dataclass
class _Reading:
    began: float
    said: "asyncio.Future[str]"


class SharedReadings:
    """Readings that several ask for at the same time, by name."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, ...], _Reading] = {}

    async def read(self, key: tuple[str, ...], since: float, look: Callable[[], str]) -> str:
        """Return what `look` says, in a thread; a reading that began at `since` or later serves as well.

        `since` is on the clock of `time.monotonic`.
        """
        last = self._last.get(key)
        if last is None or last.began < since:
            last = _Reading(began=time.monotonic(), said=asyncio.ensure_future(run_in_threadpool(look)))
            self._last[key] = last
        return await asyncio.shield(last.said)
