"""The demonstration village: what `jifen demo` tells, and what it leaves."""

import dataclasses
import shutil
from pathlib import Path

import pytest
from cli_support import SAMPLES, Village

from jifen.cli import demonstration as demonstrating

SOME = 8
"""Steps of the script until the first month is final: its JSON is the same of all of them."""


def test_the_demonstration_leaves_six_final_months_and_refuses_a_full_folder(
    empty: Village, demonstration: Path
) -> None:
    shown = empty.folder / "演示村"
    shutil.copytree(demonstration / "演示村", shown)
    months = empty.json("meeting", "list", "--db", shown / "jifen.db")
    assert [m["status"] for m in months] == ["final"] * 6
    assert len(list((shown / "导出").glob("*积分公示表.xlsx"))) == 6
    assert empty("demo", shown, code=3).err.startswith("文件夹")


def test_a_demonstration_s_dry_run_and_json_say_what_it_would_do(empty: Village) -> None:
    assert empty.json("demo", "演示", "--dry-run") == {"ok": True, "path": "演示", "did": [], "files": []}
    assert "将在 演示" in empty("demo", "演示", "--dry-run").out
    assert list(empty.folder.iterdir()) == []


def test_the_demonstration_s_book_is_proved_and_its_files_are_there(empty: Village, demonstration: Path) -> None:
    shown = empty.folder / "演示村"
    shutil.copytree(demonstration / "演示村", shown)
    files = [line.strip() for line in (demonstration / "out").read_text("utf-8").splitlines() if "导出/" in line]
    assert len(files) > 10 and [file for file in files if not Path(file).exists()] == []
    assert empty.json("verify", "--db", shown / "jifen.db")["ok"] is True
    assert (SAMPLES / "花名册.xlsx").read_bytes() == (shown / "评议表" / "花名册.xlsx").read_bytes()


def test_a_demonstration_s_json_names_what_was_done_and_the_files_that_are_there(
    empty: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = demonstrating.load_script()
    monkeypatch.setattr(
        demonstrating, "load_script", lambda year: dataclasses.replace(script, steps=script.steps[:SOME])
    )
    told = empty.json("demo", "演示")
    assert told["ok"] is True and told["did"]
    assert told["files"]
    assert [file for file in told["files"] if not Path(file).exists()] == []
    assert empty.json("verify", "--db", "演示/jifen.db")["ok"] is True


def test_the_demonstration_lives_between_meetings_too(empty: Village, demonstration: Path) -> None:
    shown = empty.folder / "演示村"
    shutil.copytree(demonstration / "演示村", shown)
    empty.today("2025-07-26")
    db = ("--db", shown / "jifen.db")
    assert len(empty.json("deed", "list", "--open", *db)) == 15
    assert {a["status"] for a in empty.json("activity", "list", *db)} == {"held", "cancelled"}
    found = empty.json("matter", "list", *db)
    assert len(found) == len({matter["kind"] for matter in found}) == 7
    assert {matter["status"] for matter in found} == {"open", "solved", "withdrawn"}
    assert any(matter["overdue"] for matter in found)
    assert len(empty.json("grid", "meetings", *db)) == 1


def test_the_second_half_year_goes_on_behind_the_first() -> None:
    half, year = demonstrating.load_script(), demonstrating.load_script(year=True)
    assert year.steps[: len(half.steps)] == half.steps
    later = [step.run[:2] for step in year.steps[len(half.steps) :] if step.run]
    assert later.count(("meeting", "finalize")) == 6 and ("honour", "certificate") in later
