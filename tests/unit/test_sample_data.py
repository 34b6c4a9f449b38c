"""The demonstration village: the committed sheets are what the script makes, and they keep to the rules."""

import csv
import importlib.util
import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from jifen.domain.limits import Ceilings, CountedLine, cap_breaches, ceiling_breaches, value_breaches
from jifen.domain.period import Month
from jifen.domain.rulebook import Rule, RulePoints, parse_caps

FOLDER = Path(__file__).resolve().parents[2] / "sample_data"
RULES = FOLDER.parent / "templates" / "积分细则.csv"
SHEETS = sorted(p for p in FOLDER.iterdir() if p.suffix in (".xlsx", ".csv"))
LATER = sorted((FOLDER / "下半年").iterdir())
MONTHS = {p.name[5]: p for p in SHEETS if p.name.startswith("2025年")}


def texts_of(path: Path) -> str:
    """All text of a file, for xlsx every part of the archive."""
    if path.suffix == ".csv":
        return path.read_bytes().decode("utf-8" if path.name == RULES.name else "gb18030")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.fixture(scope="module")
def village() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("demonstration_village", FOLDER / "village.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def counted(village: ModuleType) -> list[CountedLine]:
    _, register = village.make_village(RULES)
    return [
        CountedLine(d.household, Month.of(d.on), Decimal(d.points), d.rule.category, d.rule.code, d.on, True)
        for d in register.deeds
        if d.counts
    ]


@pytest.fixture(scope="module")
def rules() -> dict[str, Rule]:
    per = {"次": "event", "月": "month", "年": "year"}
    found = {}
    with RULES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            caps = [part.split("/") for part in row["上限"].split("，") if part]
            text = ",".join(f"{limit}/{per[name]}" for limit, name in caps)
            points = RulePoints.parse(row["分值"])
            found[row["编号"]] = Rule(row["编号"], row["类别"], row["项目"], points, caps=parse_caps(text))
    return found


def test_the_script_makes_the_very_bytes_that_are_committed(tmp_path: Path) -> None:
    subprocess.run([sys.executable, FOLDER / "make.py", tmp_path], check=True)
    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*.*") if p.is_file()}
    assert made.keys() == {p.relative_to(FOLDER) for p in (*SHEETS, *LATER)}
    assert [name for name, content in made.items() if content != (FOLDER / name).read_bytes()] == []


def test_no_sheet_holds_a_number_as_long_as_a_telephone_or_an_identity_card() -> None:
    found = {p.name: re.findall(r"(?<![\d.])\d{11,18}[\dXx]?(?!\d)", texts_of(p)) for p in SHEETS}
    assert {name: numbers for name, numbers in found.items() if numbers} == {}


def test_the_roster_has_180_households_in_18_grids_and_some_names_twice() -> None:
    rows = [r for r in sheet_rows(FOLDER / "花名册.xlsx") if isinstance(r[0], int)]
    assert len(rows) == len({r[2] for r in rows}) == 180
    assert Counter(str(r[1]) for r in rows) == {f"第{n}微网格": 10 for n in range(1, 19)}
    names = Counter(str(r[3]).replace("　", "") for r in rows)
    assert sorted(n for n in names.values() if n > 1) == [2, 2, 2]
    assert Counter(r[11] for r in rows) == {"参评": 174, "外出": 4, "暂停": 1, "迁出": 1}


def sheet_rows(path: Path, name: str | None = None) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    sheet = book[name] if name else book.worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_every_deed_keeps_to_the_values_and_caps_of_its_rule(
    counted: list[CountedLine], rules: dict[str, Rule]
) -> None:
    def rule_of(line: CountedLine) -> Rule | None:
        return rules.get(line.rule or "")

    assert value_breaches(counted, rule_of) == []
    assert cap_breaches(counted, [], rule_of) == []


def test_no_household_steps_over_the_ceilings_of_a_month(counted: list[CountedLine]) -> None:
    assert ceiling_breaches(counted, [], Ceilings(Decimal(30), Decimal(-20))) == []


def test_some_households_lose_enough_in_the_half_year_to_stand_for_the_black_list(counted: list[CountedLine]) -> None:
    lost: Counter[str] = Counter()
    for line in counted:
        lost[line.household] += int(min(line.points, Decimal(0)))
    assert sorted(code for code, points in lost.items() if points <= -20) == ["04-06", "09-03", "13-08", "16-02"]


def test_each_rule_whose_actor_is_never_posted_was_used_once(counted: list[CountedLine]) -> None:
    uses = Counter(line.rule for line in counted)
    assert (uses["ZF02"], uses["XL03"]) == (1, 1)


def test_nobody_who_left_or_is_suspended_has_points(village: ModuleType, counted: list[CountedLine]) -> None:
    gone = {code for code, status in village.STATUS.items() if status in ("迁出", "暂停")}
    assert {line.household for line in counted} & gone == set()


def test_the_same_deed_of_the_same_day_stands_once(counted: list[CountedLine]) -> None:
    seen = Counter((line.household, line.rule, line.on) for line in counted)
    assert max(seen.values()) == 1


def total_on_sheet(month: str) -> int:
    """The village's points as the sheet gives them: its own total where it has one, else the sum of its rows."""
    path = MONTHS[month]
    if month == "1":
        return next(int(str(r[11])) for r in sheet_rows(path) if r[0] == "合　计")
    if month == "2":
        return sum(int(str(r[4])) for r in sheet_rows(path, "汇总") if isinstance(r[0], int))
    if month == "3":
        return passed_total([[str(c) for c in r] for r in sheet_rows(path)])
    if month in "45":
        column = -2
        return sum(int(str(r[column])) for r in sheet_rows(path) if isinstance(r[0], int))
    return passed_total(list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030")))))


def passed_total(rows: list[list[str]]) -> int:
    signs = {"加": 1, "减": -1}
    return sum(signs[r[6]] * int(r[10]) for r in rows if r[6] in signs and r[12] == "通过")


@pytest.mark.parametrize("month", list("123456"))
def test_the_sheet_of_a_month_adds_up_to_what_was_done(month: str, counted: list[CountedLine]) -> None:
    assert total_on_sheet(month) == sum(line.points for line in counted if line.month == Month(2025, int(month)))


def test_the_meeting_is_held_after_the_deeds(village: ModuleType, counted: list[CountedLine]) -> None:
    late = [line for line in counted if line.on and line.on > date(2025, line.month.number, _held(village, line))]
    assert late == []


def _held(village: ModuleType, line: CountedLine) -> int:
    return int(village.HELD_ON[line.month.number])
