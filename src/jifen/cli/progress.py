"""How far a long command has come, for whoever watches."""

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Progress:
    """A bar on stderr, only where somebody watches and it takes longer than a second; `words` say what is done."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __enter__(self) -> Callable[[int, int], None]:
        self._began = time.monotonic()
        self._bar: Bar | None = None
        return self._step

    def _step(self, done: int, total: int) -> None:
        if self._bar is None:
            if not sys.stderr.isatty() or done == 0 or time.monotonic() - self._began < 1:
                return
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True, markup=False), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._words, total=total)
        self._bar.update(self._task, completed=done)
        if done >= total:
            self._stop()

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __exit__(self, *_: object) -> None:
        self._stop()
