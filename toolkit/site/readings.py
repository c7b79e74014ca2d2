"""Readings of the store that several ask for at the same time: fifty projectors cost as much as one. Starts threads.

One reading goes on at a time: phones that send answers wait for the same processor, and are not to wait for many.
"""

import asyncio
import math
import time
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool


class _Reading:
    """A reading that waits for its turn has not begun: whatever is saved meanwhile will be in it."""

    began = math.inf
    said: "asyncio.Future[str]"


class SharedReadings:
    """Readings that several ask for at the same time, by name."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, ...], _Reading] = {}
        self._turn = asyncio.Semaphore(1)

    async def read(self, key: tuple[str, ...], since: float, look: Callable[[], str]) -> str:
        """Return what `look` says, in a thread; a reading that began at `since` or later serves as well.

        `since` is on the clock of `time.monotonic`.
        """
        last = self._last.get(key)
        if last is None or last.began < since:
            last = _Reading()
            last.said = asyncio.ensure_future(self._run(last, look))
            self._last[key] = last
        return await asyncio.shield(last.said)

    async def _run(self, reading: "_Reading", look: Callable[[], str]) -> str:
        async with self._turn:
            reading.began = time.monotonic()
            return await run_in_threadpool(look)
