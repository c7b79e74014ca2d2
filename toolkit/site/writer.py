"""Save phones' answers, all that wait in one transaction: one thread writes, everybody is told after the disk has it.

A disk takes as long for one answer as for a hundred. While one transaction is on its way to the disk the next answers
gather, so the more phones there are the fuller each transaction is, and the wait stays the same.
"""

import asyncio
import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model.stage import Save, Saved
from toolkit.store.store import Store

MOST_TOGETHER = 512


@dataclass(frozen=True, slots=True)
class _Waiting:
    save: Save
    told: asyncio.Future[Saved]


class Writer:
    """The one thread that saves. `most_together` limits a transaction; 1 commits each save alone."""

    def __init__(self, store: Store, *, most_together: int = MOST_TOGETHER) -> None:
        self._store = store
        self._most_together = most_together
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin; called in the event loop."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def save(self, save: Save) -> Saved:
        """Return when the save is on disk. Raises StoreError where it is not, and then nothing of it is."""
        told: asyncio.Future[Saved] = asyncio.get_running_loop().create_future()
        self._queue.put(_Waiting(save, told))
        return await told

    async def drain(self) -> None:
        """Finish what waits, then end; called once, when no more saves come."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        going_on = True
        while going_on:
            waiting, going_on = self._gather()
            if waiting:
                self._write(waiting)

    def _gather(self) -> tuple[list[_Waiting], bool]:
        """Wait for one save and take those that came meanwhile; False where it was the last time."""
        found = [self._queue.get()]
        while found[-1] is not None and len(found) < self._most_together:
            try:
                found.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return [one for one in found if one is not None], found[-1] is not None

    def _write(self, waiting: Sequence[_Waiting]) -> None:
        try:
            done: Sequence[Saved] | Exception = self._store.save([one.save for one in waiting])
        except Exception as fault:  # noqa: BLE001  # whatever it is, every phone that waits must hear that it failed
            done = fault
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_tell, waiting, done)


def _tell(waiting: Sequence[_Waiting], done: Sequence[Saved] | Exception) -> None:
    for position, one in enumerate(waiting):
        if one.told.done():  # the phone has gone meanwhile
            continue
        if isinstance(done, Exception):
            one.told.set_exception(done)
        else:
            one.told.set_result(done[position])
