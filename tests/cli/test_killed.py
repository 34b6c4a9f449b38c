"""Every command that issues a paper, killed at any moment: after the next one, number and paper are in step.

Half of the kills are at a step of the command (before and after each write to book or folder), half at a moment.
"""

import multiprocessing
import os
import random
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import killed
import openpyxl
import pytest
from board_support import draft, fill
from cli_support import Shared, Village, sheet_of

KILLS, PARTS = (300, 3) if os.environ.get("JIFEN_SOAK") else (30, 1)
"""`make soak` asks for the many, in parts side by side."""
METHOD = "spawn" if sys.platform == "win32" else "forkserver"
PROCESSES = multiprocessing.get_context(METHOD)
PRELOADED = ["jifen.cli.main", "jifen.services.objection.objections", "jifen.services.shop.redemption_close"]
PRELOADED += ["jifen.services.book.opening", "openpyxl", "sqlite_utils", "typst"]
"""What every process would import for itself; only what is installed is found by the one that they are forked from."""
NUMBERED = re.compile(r"编号：(\S+)\s+校验码：(\S+)")


@dataclass
class Command:
    """A command in a village that is ready for it; `files`: what it leaves when nobody kills it."""

    village: Path
    today: str
    arguments: list[str]
    steps: int = 0
    seconds: float = 0
    files: frozenset[str] = frozenset()
    documents: int = 0
    outcomes: list[str] = field(default_factory=list)


def ready(village: Village, name: str, today: str, *arguments: str) -> Command:
    """Keep a copy of the village's book as it stands."""
    folder = village.folder.parent / f"{village.folder.name}-ready" / name
    folder.mkdir(parents=True)
    shutil.copyfile(village.book, folder / "jifen.db")
    return Command(folder, today, [*arguments, "--yes"])


def life(village: Village, market: Path) -> Iterator[tuple[str, Command]]:
    """Every command that issues a paper, at its time in a village's life."""
    village.today("2025-01-28")
    village("meeting", "import", sheet_of(village, 1), "--yes")
    yield "publish", ready(village, "publish", "2025-01-28", "meeting", "publish", "2025-01", "--pdf")
    village("meeting", "publish", "2025-01", "--yes")
    entry = next(e for e in village.json("points", "entries", "--month", "2025-01") if e["kind"] == "award")
    told = (entry["household"], "--entry", str(entry["id"]))
    yield "notice", ready(village, "notice", "2025-01-29", "meeting", "notice", "2025-01", "-o", "再印.xlsx")
    correct = ("meeting", "correct", "2025-01", *told, "--reason", "记错")
    yield "correct", ready(village, "correct", "2025-01-29", *correct)
    yield "void", ready(village, "void", "2025-01-29", "meeting", "void", "2025-01", "--reason", "重评")
    village("objection", "file", "2025-01", *told, "--reason", "没有这回事")
    decide = ("objection", "decide", "1", "--uphold", "--reason", "查实")
    yield "uphold", ready(village, "uphold", "2025-01-30", *decide)
    shutil.copyfile(market, village.book)
    yield "close", ready(village, "close", "2025-10-08", "redeem", "close", "2025Q3")


def board_life(village: Village) -> Iterator[tuple[str, Command]]:
    """The same of the list."""
    village("board", "review", "2025H1", fill(village, draft(village), ("09-08",)))
    yield "board", ready(village, "board", "2025-07-15", "board", "publish", "2025H1")
    village("board", "publish", "2025H1", "--yes")
    line = ("2025H1", "09-08")
    remove = ("board", "correct", *line, "--list", "black", "--remove", "--reason", "写错了户")
    yield "board-correct", ready(village, "board-correct", "2025-07-16", *remove)
    yield "delist", ready(village, "delist", "2025-07-16", "board", "delist", *line, "--reason", "已清理")


def start(command: Command, folder: Path, last: int):
    ours, theirs = PROCESSES.Pipe()
    arguments = (folder, command.today, command.arguments, last, theirs)
    process = PROCESSES.Process(target=killed.work, args=arguments, daemon=True)
    process.start()
    theirs.close()
    return process, ours


def left(folder: Path) -> frozenset[str]:
    """Every file of the village but its book, copies and sheets."""
    found = [p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("jifen.db")]
    return frozenset(p.relative_to(folder).as_posix() for p in found if p.parent.name != "备份")


def documents(folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "jifen.db")) as book:
        return dict(book.execute("SELECT number, code FROM document").fetchall())


def numbers_on(path: Path) -> Mapping[str, str]:
    """Number and code as a workbook bears them; it is whole, or it would not open."""
    sheets = openpyxl.load_workbook(path).worksheets
    texts = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value]
    return dict(found.groups() for text in texts if (found := NUMBERED.search(text)))


def measured(command: Command, folder: Path) -> None:
    """Run it to its end once."""
    shutil.copytree(command.village, folder)
    process, pipe = start(command, folder, 0)
    assert pipe.recv() == "ready"
    began = time.monotonic()
    code, command.steps = pipe.recv()
    command.seconds = time.monotonic() - began
    process.join()
    assert code == 0, command.arguments
    command.files = left(folder)
    command.documents = len(documents(folder)) - len(documents(command.village))


def in_step(command: Command, folder: Path, village: Village) -> str:
    """After the next command: all of it, file by file, or nothing."""
    village("--db", folder / "jifen.db", "settings", "set", "hotline", "12345")
    told = village.json("--db", folder / "jifen.db", "verify")
    assert told["ok"], told
    present = left(folder)
    assert not [name for name in present if name.endswith(".part")]
    new = documents(folder).items() - documents(command.village).items()
    if command.documents:
        assert present == (command.files if new else frozenset())
        assert len(new) in (0, command.documents)
    else:
        assert present in (command.files, frozenset())
    borne: dict[str, str] = {}
    for name in present:
        assert (folder / name).stat().st_size > 0
        if name.endswith(".xlsx"):
            borne |= numbers_on(folder / name)
    known = documents(folder)
    assert borne.items() <= known.items(), "a paper with a number that the book does not know"
    assert not command.documents or {number for number, _ in new} <= borne.keys(), "a number without its paper"
    return "all" if present else "nothing"


@pytest.fixture
def commands(village: Village, half_year_book: Path, market_book: Path) -> dict[str, Command]:
    found = dict(life(village, market_book))
    shutil.copyfile(half_year_book, village.book)
    village.today("2025-07-15")
    return found | dict(board_life(village))


@pytest.fixture(scope="session")
def market_book(stocked_book: Path, shared: Shared) -> Path:
    """Something was redeemed in the third quarter."""
    from shop_support import built

    steps = [
        ("2025-10-08", command) for command in (["redeem", "open", "2025Q3"], ["redeem", "add", "02-01", "A01", "2"])
    ]
    return shared("killed-market", lambda folder: built(stocked_book, folder, steps)) / "jifen.db"


@pytest.mark.parametrize("part", range(PARTS))
def test_number_and_paper_are_in_step_whenever_the_command_that_issues_them_is_killed(
    commands: dict[str, Command], village: Village, tmp_path: Path, part: int
) -> None:
    chance = random.Random(10 + part)
    if METHOD == "forkserver":
        PROCESSES.set_forkserver_preload(PRELOADED)
    names = list(commands)
    for name in dict.fromkeys(names[count % len(names)] for count in range(part, KILLS, PARTS)):
        measured(commands[name], tmp_path / "whole" / name)
    for count in range(part, KILLS, PARTS):
        command = commands[names[count % len(names)]]
        folder = tmp_path / f"kill{count}"
        shutil.copytree(command.village, folder)
        at_step = count // len(names) % 2 == 0
        process, pipe = start(command, folder, chance.randint(1, command.steps) if at_step else 0)
        assert pipe.recv() == "ready"
        if not at_step:
            time.sleep(chance.uniform(0.3, 1) * command.seconds)
            process.kill()
        process.join()
        command.outcomes.append(in_step(command, folder, village))
        shutil.rmtree(folder)
    outcomes = [outcome for command in commands.values() for outcome in command.outcomes]
    assert {"all", "nothing"} == set(outcomes), "some kills before the commit, some after it"
