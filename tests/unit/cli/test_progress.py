"""A bar is shown where somebody watches what takes long, and it is gone when the work is over."""

import io
import time
from collections.abc import Callable

import pytest

from jifen.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def worked(monkeypatch: pytest.MonkeyPatch, err: io.StringIO, patience: float) -> str:
    monkeypatch.setattr("sys.stderr", err)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with progress.watched() as bar:
        for done in range(3):
            bar.step(done, 3)
        waited_for(lambda: patience or "请稍候" in err.getvalue())
        bar.step(3, 3)
        bar.step(0, 1)
        waited_for(lambda: patience or err.getvalue().count("\x1b[?25l") == 2)
    return err.getvalue()


def waited_for(seen: Callable[[], object]) -> None:
    """The clock runs beside the work: what it shows comes in a moment."""
    latest = time.monotonic() + 5
    while not seen() and time.monotonic() < latest:
        time.sleep(0.001)


def test_what_takes_long_has_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    told = worked(monkeypatch, Terminal(), 0)
    assert "请稍候" in told
    assert told.count("\x1b[?25h") == told.count("\x1b[?25l") == 2


def test_what_is_quick_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worked(monkeypatch, Terminal(), 60) == ""


def test_where_nobody_watches_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worked(monkeypatch, io.StringIO(), 0) == ""
