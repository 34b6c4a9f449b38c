"""A command imports what it needs and no more: an old laptop opens the book in a moment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_support import Village

HEAVY = ("jinja2", "pygal", "openpyxl", "sqlite_utils", "pypinyin", "typst", "rich.table", "chinese_calendar", "xlrd")
FOR_OTHERS = (
    "domain.rulebook",
    "domain.limits",
    "domain.settings",
    "reading.issues",
    "store.operations",
    "messages.issues",
)
"""Rooms of ours that the balances of a village need nothing of; each costs milliseconds of dataclasses."""
PROBE = (
    "import json, sys\n"
    "from jifen.cli.main import run\n"
    "code = run(sys.argv[1:])\n"
    "print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    "sys.exit(code)\n"
)


def modules(folder: Path, *arguments: str) -> set[str]:
    environment = {**os.environ, "JIFEN_TODAY": "2025-07-28", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", PROBE, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


LOOKS = [
    *(("points", "balance"), ("points", "balance", "--json"), ("points", "entries")),
    *(("points", "rank", "--period", "2025"), ("meeting", "list"), ("roster", "list"), ("settings", "list")),
]


@pytest.mark.parametrize("arguments", LOOKS, ids=" ".join)
def test_a_command_that_only_looks_imports_nothing_heavy(village: Village, arguments: tuple[str, ...]) -> None:
    loaded = modules(village.folder, *arguments)
    assert [name for name in HEAVY if name in loaded] == []
    assert {name for name in loaded if name.startswith("jifen.printing.")} <= {"jifen.printing.words"}


@pytest.mark.parametrize("arguments", [("points", "balance"), ("points", "balance", "--json")], ids=" ".join)
def test_balances_import_nothing_of_rules_settings_and_issues(village: Village, arguments: tuple[str, ...]) -> None:
    loaded = modules(village.folder, *arguments)
    assert [name for name in FOR_OTHERS if f"jifen.{name}" in loaded] == []
    assert {name for name in loaded if name.startswith("jifen.reading.")} <= {
        *("jifen.reading.words", "jifen.reading.words.names"),
    }


def test_of_a_group_only_the_command_asked_for_is_built() -> None:
    probe = (
        "import typer.main as main; built = []; make = main.get_command_from_info\n"
        "def counted(command_info, **more):\n"
        "    built.append(command_info.callback.__name__); return make(command_info=command_info, **more)\n"
        "main.get_command_from_info = counted\n"
        "from jifen.cli.main import run\n"
        "assert run(['points', 'balance', '--help']) == 0 and built == ['balance'], built\n"
        "assert run(['points', '--help']) == 0 and len(built) > 5, built\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_command_imports_the_commands_of_its_own_name_only(village: Village) -> None:
    loaded = modules(village.folder, "points", "balance")
    others = ("meeting", "roster", "rules", "board", "goods", "redeem", "year", "book")
    assert loaded & {f"jifen.cli.commands.{name}" for name in others} == set()


def test_the_version_is_told_before_anything_is_imported() -> None:
    probe = (
        "import sys; sys.argv = ['jifen', '--version']\n"
        "from jifen.__main__ import main; main()\n"
        "assert not {'typer', 'click', 'rich', 'sqlite3', 'pendulum', 'jifen.cli'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("jifen ")
