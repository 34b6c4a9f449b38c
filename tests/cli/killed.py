"""A command that dies at one of its steps: a module of its own, so that a fresh process can import it."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from jifen.cli.main import run
from jifen.services import outbox, session
from jifen.store import chain, files, operations


class Steps:
    """Counts what a command does to book and files, before and after each; at the last one the process is gone."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self._last = last

    def __call__(self) -> None:
        self.count += 1
        if self.count == self._last:
            os._exit(9)

    def around(self, place: Any, name: str) -> None:
        """Make a function a step."""
        real: Callable[..., Any] = getattr(place, name)

        def stepping(*arguments: Any, **named: Any) -> Any:
            self()
            found = real(*arguments, **named)
            self()
            return found

        setattr(place, name, stepping)


def die_at(last: int) -> Steps:
    """From now on this process dies at its so-manieth step."""
    steps = Steps(last)
    steps.around(chain, "seal")
    steps.around(operations, "add")
    steps.around(files, "add_deliveries")
    steps.around(files, "strike_off_all")
    steps.around(outbox.Waiting, "put")
    write = outbox.Outbox._write

    def half(self: outbox.Outbox, aside: Path, data: bytes) -> None:
        write(self, aside, data[: len(data) // 2])
        steps()
        aside.unlink()
        write(self, aside, data)
        steps()

    outbox.Outbox._write = half  # type: ignore[method-assign]
    real = session.transaction

    @contextmanager
    def transaction(*arguments: Any, **named: Any) -> Iterator[None]:
        with real(*arguments, **named):
            yield
            steps()
        steps()

    session.transaction = transaction
    return steps


def work(folder: Path, today: str, arguments: list[str], last: int, pipe: Connection) -> None:
    """Run a command in its village, tell when it starts and how many steps it took."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    os.chdir(folder)
    os.environ["JIFEN_TODAY"] = today
    os.environ["JIFEN_OPERATOR"] = "文书"
    os.environ.pop("JIFEN_DB", None)
    files.SYNCHRONOUS = "OFF"
    steps = die_at(last)
    pipe.send("ready")
    pipe.send((run(arguments), steps.count))
