"""A bar on stderr while something takes longer than a second, and only where somebody watches."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds for which nothing is shown."""


class _Bar:
    """What `Session.progress` is told: so many done of so many. All done ends the bar; a later one begins anew."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: Progress | None = None

    def step(self, done: int, total: int) -> None:
        if done >= total:
            self.stop()
            return
        if self._bar is None:
            if not sys.stderr.isatty() or time.monotonic() - self._began < PATIENCE:
                return
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True, markup=False), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("请稍候", total=total)
        self._bar.update(self._task, completed=done, total=total)

    def stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


@contextmanager
def watched() -> "Iterator[_Bar]":
    """A bar that is gone when the work is over, however it ends."""
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.stop()
