"""The one thread that lints, for spaCy reads one text at a time and the event loop must not wait."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import IntEnum
from itertools import count
from queue import PriorityQueue


class Priority(IntEnum):
    """What goes first, whenever it came."""

    STOP = 0
    SETTINGS = 1
    LINT = 2
    WARM_UP = 3
    """What makes the first lint faster, and can wait for any other."""


class Superseded(Exception):  # noqa: N818 (it is no error)
    """The work is no longer wanted."""


class Ticket:
    """Says whether a piece of work is still wanted; asked by the worker, told by the event loop."""

    __slots__ = ("_void",)

    def __init__(self) -> None:
        self._void = False

    def cancel(self) -> None:
        """From now on the work is not wanted."""
        self._void = True

    def check(self) -> None:
        """Nothing while the work is wanted.

        Errors: Superseded afterwards.
        """
        if self._void:
            raise Superseded


class Worker:
    """Does one job after the other, the most urgent first, equal ones in their order."""

    def __init__(self, crashed: Callable[[Exception], None]) -> None:
        """`crashed` is told, in the worker's thread, of what a job raises."""
        self._crashed = crashed
        self._jobs: PriorityQueue[tuple[Priority, int, Callable[[], None]]] = PriorityQueue()
        self._numbers = count()
        self._stopped = threading.Event()
        # A daemon: a model that is being loaded does not keep the process alive when the editor has left.
        self._thread = threading.Thread(target=self._work, name="blamelint-worker", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def submit(self, priority: Priority, job: Callable[[], None]) -> None:
        """Do `job` when its turn comes; after `stop` it is forgotten."""
        if not self._stopped.is_set():
            self._jobs.put((priority, next(self._numbers), job))

    def stop(self) -> None:
        """Do nothing any more; the job at hand is not waited for."""
        self._stopped.set()
        self._jobs.put((Priority.STOP, next(self._numbers), lambda: None))

    def has_ended(self, within: float) -> bool:
        """True when the job at hand is done `within` so many seconds after `stop`."""
        if self._thread.is_alive():
            self._thread.join(within)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            _, _, job = self._jobs.get()
            if self._stopped.is_set():
                return
            try:
                job()
            except Superseded:
                continue
            except Exception as error:
                self._crashed(error)
