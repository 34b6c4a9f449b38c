"""A bar on stderr while something takes longer than a second, and only where somebody watches."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds for which nothing is shown."""


class _Bar:
    """What `Session.progress` is told: so many done of so many. All done ends the bar; a later one begins anew.

    One piece of work that takes long tells nothing while it lasts, so a clock beside it shows the bar, which runs to
    and fro until there is a figure.
    """

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._clock: threading.Timer | None = None
        self._lock = threading.Lock()
        self._done, self._total = 0, 1

    def step(self, done: int, total: int) -> None:
        if done >= total:
            self.stop()
        elif sys.stderr is not None and sys.stderr.isatty():
            with self._lock:
                self._done, self._total = done, total
                if self._bar is not None:
                    self._update(self._bar)
                elif self._clock is None:
                    self._clock = threading.Timer(PATIENCE, self._show)
                    self._clock.daemon = True
                    self._clock.start()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        with self._lock:
            if self._clock is not threading.current_thread():  # stopped meanwhile
                return
            self._bar = Progress(console=Console(stderr=True, markup=False), transient=True)
            self._task = self._bar.add_task("请稍候", total=None)
            self._update(self._bar)
            self._bar.start()

    def _update(self, bar: "Progress") -> None:
        if self._done:
            bar.update(self._task, completed=self._done, total=self._total)

    def stop(self) -> None:
        with self._lock:
            if self._clock is not None:
                self._clock.cancel()
            bar, self._bar, self._clock = self._bar, None, None
        if bar is not None:
            bar.stop()


@contextmanager
def watched() -> "Iterator[_Bar]":
    """A bar that is gone when the work is over, however it ends."""
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.stop()
