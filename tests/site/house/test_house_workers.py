"""Several processes at the same work."""

import os
import signal
import threading
import time

from toolkit.site.workers import run_workers


def test_processes_that_keep_dying_are_given_up() -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert run_workers(os._exit, (3,), 2) is False
    assert signal.getsignal(signal.SIGTERM) == before


def test_told_to_stop_it_stops_them_all_and_says_that_this_is_well() -> None:
    teller = threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGTERM))
    teller.start()
    assert run_workers(time.sleep, (60,), 2) is True
