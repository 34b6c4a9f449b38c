"""A village in a temporary folder, driven as a person drives it: exit code, stdout, stderr, then the book itself."""

import functools
import hashlib
import io
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest

from jifen.cli.main import run

P = ParamSpec("P")
T = TypeVar("T")
Shared = Callable[[str, Callable[[Path], object]], Path]
"""The fixture `shared` of tests/conftest.py."""
SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


@dataclass(frozen=True)
class Said:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


class Village:
    """A folder with a book; `Village(...)("points", "balance")` runs a command there."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.book = folder / "jifen.db"
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self._answer: str | None = None
        self._held: list[sqlite3.Connection] = []

    def __call__(self, *arguments: str | Path, code: int | None = 0) -> Said:
        self._capsys.readouterr()
        found = run([str(argument) for argument in arguments])
        caught = self._capsys.readouterr()
        assert code is None or found == code, f"{arguments}: {found}\n{caught.out}\n{caught.err}"
        assert "Traceback" not in caught.err
        return Said(found, caught.out, caught.err)

    def today(self, day: str) -> None:
        self._monkeypatch.setenv("JIFEN_TODAY", day)

    def answer(self, line: str) -> None:
        """Somebody sits at the terminal and answers every question so."""
        self.answers(*[line] * 9)
        self._answer = line

    def answers(self, *lines: str) -> None:
        """Somebody sits at the terminal and answers one question after another."""

        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        self._monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))

    def answer_again(self) -> None:
        """The same answer for the next command, where one was given."""
        if self._answer is not None:
            self.answer(self._answer)

    def hold(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """Keep another program's connection open until the test ends."""
        self._held.append(connection)
        return connection

    def close(self) -> None:
        """Let go of what was held."""
        for connection in self._held:
            connection.close()

    def json(self, *arguments: str | Path, code: int = 0) -> Any:
        return self(*arguments, "--json", code=code).json

    def sql(self, query: str, *values: object) -> list[Any]:
        with closing(sqlite3.connect(self.book)) as connection:
            return connection.execute(query, values).fetchall()

    def operations(self) -> int:
        return int(self.sql("SELECT count(*) FROM operation")[0][0])

    def files(self) -> dict[Path, bytes]:
        """All that lies in the folder, by its place there."""
        return {p.relative_to(self.folder): p.read_bytes() for p in sorted(self.folder.rglob("*")) if p.is_file()}


def remembered(step: Callable[Concatenate[Village, P], T]) -> Callable[Concatenate[Village, P], T]:
    """A step that many tests take first: done once for each state it is taken from, then laid down as it was left.

    The state is the day and every file of the folder, so a setting or a template of a test's own is a state of its own.
    Not for steps under test, nor behind a monkeypatch.
    """
    left: dict[object, tuple[Path, dict[Path, bytes], str, T]] = {}

    @functools.wraps(step)
    def taken(village: Village, *args: P.args, **kwargs: P.kwargs) -> T:
        before = village.files()
        digests = tuple((path, hashlib.sha256(data).digest()) for path, data in before.items())
        state = (args, tuple(kwargs.items()), os.environ["JIFEN_TODAY"], digests)
        if state not in left:
            result = step(village, *args, **kwargs)
            changed = {path: data for path, data in village.files().items() if before.get(path) != data}
            left[state] = village.folder, changed, os.environ["JIFEN_TODAY"], result
            return result
        folder, changed, day, result = left[state]
        for path, data in changed.items():
            (village.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (village.folder / path).write_bytes(data)
        village.today(day)
        found: T = moved(result, str(folder), str(village.folder))
        return found

    return taken


def moved(value: Any, old: str, new: str) -> Any:
    """A result whose paths lay in another test's folder."""
    if isinstance(value, dict):
        return {key: moved(inner, old, new) for key, inner in value.items()}
    if isinstance(value, list):
        return [moved(inner, old, new) for inner in value]
    if isinstance(value, Path):
        return Path(str(value).replace(old, new))
    return value.replace(old, new) if isinstance(value, str) else value


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Village]:
    """A folder without a book."""
    for name in ("JIFEN_DB", "JIFEN_OPERATOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIFEN_TODAY", "2025-07-28")
    found = Village(tmp_path, capsys, monkeypatch)
    yield found
    found.close()


@pytest.fixture(scope="session")
def settled_book(shared: Shared) -> Path:
    """A book with the demonstration village's roster and nothing recorded; copied for each test."""

    def build(folder: Path) -> None:
        book = str(folder / "jifen.db")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JIFEN_TODAY", "2024-12-31")
            assert run(["--db", book, "init", "柳河村", "--rulebook", str(SAMPLES / "积分细则.csv")]) == 0
            assert run(["--db", book, "roster", "import", str(SAMPLES / "花名册.xlsx"), "--yes"]) == 0

    return shared("settled", build) / "jifen.db"


@pytest.fixture(scope="session")
def demonstration(shared: Shared) -> Path:
    """A folder with 演示村 as `jifen demo` leaves it, and what it printed in `out` and `err`; to be copied."""

    def build(folder: Path) -> None:
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.delenv("JIFEN_DB", raising=False)
            patch.delenv("JIFEN_TODAY", raising=False)
            patch.chdir(folder)
            assert run(["demo", "演示村"]) == 0
        (folder / "out").write_text(out.getvalue(), encoding="utf-8")
        (folder / "err").write_text(err.getvalue(), encoding="utf-8")

    return shared("demonstration", build)


@pytest.fixture
def village(empty: Village, settled_book: Path) -> Village:
    """柳河村: 180 households, the shipped rule book, no month yet; the sample sheets lie in `评议表/`."""
    shutil.copyfile(settled_book, empty.book)
    sheets = empty.folder / "评议表"
    sheets.mkdir()
    for file in SAMPLES.iterdir():
        if file.suffix in (".xlsx", ".csv"):
            shutil.copyfile(file, sheets / file.name)
    return empty


def sheet_of(village: Village, month: int) -> Path:
    """The sample sheet of a month of 2025."""
    return next((village.folder / "评议表").glob(f"2025年{month}月*"))
