"""Random years of a small village against a model that only adds, and knows who may score, rank and hang on a wall.

The model is written from the contract's *Meanings* alone. Whether a command is refused it says itself, too.
"""

import csv
import os
import random
from calendar import monthrange
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from board_support import FILLED, columns
from cli_support import Village

YEARS = 24 if os.environ.get("JIFEN_SOAK") else 1
CODES = [f"{grid:02}-{number:02}" for grid in (1, 2, 3) for number in (1, 2, 3, 4)]
CATEGORIES = ("环境卫生", "公益志愿", "遵规守法")
STATUSES = {"参评": "active", "外出": "away", "暂停": "suspended", "迁出": "left"}
ZERO = Decimal(0)


@dataclass
class Month:
    """A month's lines by their id in the book, and how far it has come."""

    status: str
    lines: dict[int, tuple[str, str, Decimal]] = field(default_factory=dict)


@dataclass
class Model:
    """What a child would write down."""

    statuses: dict[str, str] = field(default_factory=lambda: dict.fromkeys(CODES, "active"))
    months: dict[str, Month] = field(default_factory=dict)
    black: dict[str, str] = field(default_factory=dict)
    """Household → the last day of its black line."""

    def scores(self, code: str) -> bool:
        return self.statuses[code] in ("active", "away")

    def sums(self, code: str, months: list[str]) -> tuple[Decimal, Decimal]:
        points = [p for m in months if m in self.months for h, _, p in self.months[m].lines.values() if h == code]
        return sum((p for p in points if p > 0), ZERO), sum((p for p in points if p < 0), ZERO)

    def ranking(self, months: list[str]) -> list[tuple[int, str, Decimal]]:
        net = {code: sum(self.sums(code, months), ZERO) for code, status in self.statuses.items() if status == "active"}
        return [
            (1 + sum(other > points for other in net.values()), code, points)
            for code, points in sorted(net.items(), key=lambda pair: (-pair[1], pair[0]))
        ]


class Year:
    """A year being lived: every step through the command line, and in the model."""

    def __init__(self, village: Village, seed: int) -> None:
        self.village, self.chance, self.model = village, random.Random(seed), Model()
        village.today("2024-12-31")
        village("init", "柳河村")
        for name, value in (("month-max", "400"), ("month-min", "-400"), ("red", "top:3")):
            village("settings", "set", name, value)
        village("settings", "set", "notice-days", "3")
        self.import_roster()

    def import_roster(self) -> None:
        words = {word: name for name, word in STATUSES.items()}
        rows = [
            (code[:2].lstrip("0"), code, "甲乙丙丁"[int(code[3:]) - 1] + "某" + code[1], words[status])
            for code, status in self.model.statuses.items()
        ]
        self.table("花名册.csv", ("网格", "户编号", "户主姓名", "参评状态"), rows)
        self.village("roster", "import", self.village.folder / "花名册.csv", "--yes")

    def table(self, name: str, header: tuple[str, ...], rows: list[tuple[Any, ...]], title: str = "") -> Path:
        path = self.village.folder / name
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerows([[title], header, *rows] if title else [header, *rows])
        return path

    def points(self) -> Decimal:
        return Decimal(self.chance.choice(["1", "2", "5", "0.5", "12", "-1", "-2.5", "-9", "3"]))

    def lines_of(self, month: str) -> dict[int, tuple[str, str, Decimal]]:
        """Lines of the month in force, as the book lists them."""
        found = self.village.json("points", "entries", "--month", month)
        answered = {e["reverses"] for e in found}
        return {
            e["id"]: (e["household"], e["category"], Decimal(e["points"]))
            for e in found
            if e["kind"] != "reversal" and e["id"] not in answered
        }

    def live(self, month: str) -> None:
        """One month: a sheet, perhaps corrected by a second; points by hand; public; put right; final."""
        year, number = month.split("-")
        self.village.today(f"{month}-{monthrange(int(year), int(number))[1]}")
        if self.chance.random() < 0.3:
            self.change_status()
        self.sheet(month)
        for _ in range(self.chance.randrange(3)):
            self.by_hand(month)
        self.publish(month)
        for _ in range(self.chance.randrange(3)):
            self.put_right(month)
        self.compare(month)
        self.finalize(month)
        if self.chance.random() < 0.3:
            self.put_right(month)

    def change_status(self) -> None:
        code = self.chance.choice(CODES)
        self.model.statuses[code] = self.chance.choice(["active", "active", "away", "suspended", "left"])
        self.import_roster()

    def sheet(self, month: str) -> None:
        """Households that may not score make the whole sheet refused; without them it is taken."""
        chosen = {code: [self.points() for _ in CATEGORIES] for code in CODES if self.chance.random() < 0.7}
        chosen = chosen or {next(c for c in CODES if self.model.scores(c)): [Decimal(1)] * 3}
        title = f"{month[:4]}年{int(month[5:])}月积分评议表"
        header = ("户编号", *CATEGORIES)
        wrong = sorted(code for code in chosen if not self.model.scores(code))
        if wrong:
            path = self.table(f"{month}错.csv", header, [(c, *map(str, p)) for c, p in chosen.items()], title)
            said = self.village.json("meeting", "import", path, "--yes", code=4)
            assert sorted(i["found"] for i in said["issues"] if i["code"] == "household-inactive") == wrong
            assert self.village.json("points", "entries", "--month", month) == []
        taken = {code: points for code, points in chosen.items() if code not in wrong}
        if not taken:
            taken = {next(c for c in CODES if self.model.scores(c)): [Decimal(2)] * 3}
        path = self.table(f"{month}.csv", header, [(c, *map(str, p)) for c, p in taken.items()], title)
        self.village("meeting", "import", path, "--yes")
        if self.chance.random() < 0.3:
            taken[self.chance.choice(sorted(taken))] = [self.points() for _ in CATEGORIES]
            path = self.table(f"{month}改.csv", header, [(c, *map(str, p)) for c, p in taken.items()], title)
            self.village("meeting", "import", path, "--replace", "--yes")
        lines = self.lines_of(month)
        wanted = sorted((c, k, p) for c, row in taken.items() for k, p in zip(CATEGORIES, row, strict=True) if p)
        assert sorted(lines.values()) == wanted
        self.model.months[month] = Month("recorded", lines)

    def by_hand(self, month: str) -> None:
        code, category, points = self.chance.choice(CODES), self.chance.choice(CATEGORIES), self.points()
        fits = self.model.scores(code)
        reason = f"补记{self.chance.random()}"
        told = ("--month", month, "--category", category, "--reason", reason, "--yes")
        self.village("points", "add", code, str(points), *told, code=0 if fits else 3)
        self.check_lines(month, added=[(code, category, points)] if fits else [])

    def put_right(self, month: str) -> None:
        """In public: one line replaced or cancelled, or one more."""
        lines = self.model.months[month].lines
        entry = self.chance.choice(sorted(lines))
        household, category, before = lines[entry]
        points = self.points()
        reason = ("--reason", "复核", "--yes")
        if not self.model.scores(household):
            return
        correct = ("meeting", "correct", month, household)
        if self.chance.random() < 0.3:
            self.village(*correct, "--extra", "--category", category, "--points", str(points), *reason)
            self.check_lines(month, added=[(household, category, points)])
        elif self.chance.random() < 0.3:
            self.village(*correct, "--entry", str(entry), *reason)
            self.check_lines(month, gone=[entry])
        elif points != before:
            put = ("--entry", str(entry), "--category", category, "--points", str(points))
            self.village(*correct, *put, *reason)
            self.check_lines(month, added=[(household, category, points)], gone=[entry])

    def check_lines(
        self, month: str, added: list[tuple[str, str, Decimal]] | None = None, gone: list[int] | None = None
    ) -> None:
        expected = {k: v for k, v in self.model.months[month].lines.items() if k not in (gone or [])}
        lines = self.lines_of(month)
        assert sorted(lines.values()) == sorted([*expected.values(), *(added or [])])
        self.model.months[month].lines = lines

    def publish(self, month: str) -> None:
        self.village("meeting", "publish", month, "--yes")
        self.model.months[month].status = "published"
        self.village("meeting", "finalize", month, "--yes", code=3)

    def finalize(self, month: str) -> None:
        last = next(m["notice_to"] for m in self.village.json("meeting", "list") if m["month"] == month)
        year, number, day = map(int, last.split("-"))
        after = (day + 1, number) if day < monthrange(year, number)[1] else (1, number + 1)
        self.village.today(f"{year + (after[1] > 12)}-{(after[1] - 1) % 12 + 1:02}-{after[0]:02}")
        self.village("meeting", "finalize", month, "--yes")
        self.model.months[month].status = "final"

    def compare(self, month: str) -> None:
        """Balances and ranks of all that is there by now."""
        months = sorted(self.model.months)
        last = [m for m in months if self.model.months[m].status != "final"]
        found = {row["household"]: row for row in self.village.json("points", "balance")}
        for code in CODES:
            earned, deducted = self.model.sums(code, months)
            pending, _ = self.model.sums(code, last)
            row = found[code]
            assert row["status"] == self.model.statuses[code]
            told = tuple(Decimal(row[name]) for name in ("earned", "deducted", "pending", "available"))
            assert told == (earned, deducted, pending, earned + deducted - pending), (code, month)
        ranked = self.village.json("points", "rank", "--period", month[:4])
        assert [(r["rank"], r["household"], Decimal(r["points"])) for r in ranked] == self.model.ranking(months)

    def list_half(self, period: str, months: list[str], today: str) -> None:
        """Drafted, decided, published: who is proposed, who is barred, and what hangs."""
        self.village.today(today)
        path = self.village.json("board", "draft", period)["path"]
        barred = {code for code, until in self.model.black.items() if until >= today}
        ranking = self.model.ranking(months)
        edge = ranking[2][2] if len(ranking) > 2 else None
        red = [(place, code) for place, code, points in ranking if points > 0 and (edge is None or points >= edge)]
        red = [line for line in red if line[1] not in barred]
        black = []
        for code in CODES:
            earned, deducted = self.model.sums(code, months)
            if self.model.scores(code) and (deducted <= -20 or earned + deducted < 0):
                black.append(code)
        book = openpyxl.load_workbook(path)
        shown = {name: self.rows(book[name]) for name in ("红榜", "黑榜")}
        assert sorted(shown["红榜"]) == sorted(code for _, code in red)
        assert sorted(shown["黑榜"]) == black
        listed = [code for code in black if self.chance.random() < 0.6]
        for code, row in shown["黑榜"].items():
            self.decide(book["黑榜"], row, today, listed=code in listed)
        for code in set(listed) & set(shown["红榜"]):
            self.decide(book["红榜"], shown["红榜"][code], today, listed=False)
        filled = self.village.folder / FILLED
        book.save(filled)
        self.village("board", "review", period, filled)
        self.village("board", "publish", period, "--yes")
        found = self.village.json("board", "show", period)
        off = set(listed)
        assert [(line["rank"], line["household"]) for line in found["red"]] == [r for r in red if r[1] not in off]
        assert sorted(line["household"] for line in found["black"]) == sorted(listed)
        self.model.black |= {line["household"]: line["until"] for line in found["black"]}

    @staticmethod
    def rows(sheet: Any) -> dict[str, int]:
        top, at = columns(sheet)
        codes = {sheet.cell(row, at["户编号"]).value: row for row in range(top + 1, sheet.max_row + 1)}
        return {code: row for code, row in codes.items() if code in CODES}

    @staticmethod
    def decide(sheet: Any, row: int, today: str, *, listed: bool) -> None:
        _, at = columns(sheet)
        told = {"决定": "上榜" if listed else "不上榜"}
        if listed:
            told |= {"条款": "村规民约第四条", "事实": "柴草占道不清理", "告知日期": today[:8] + "01"}
            told |= {"整改期限": today[:8] + "02", "复查结果": "未整改"}
        for name, value in told.items():
            sheet.cell(row, at[name]).value = value


@pytest.mark.parametrize("seed", range(YEARS))
def test_whatever_a_year_brings_the_book_agrees_with_plain_sums(empty: Village, seed: int) -> None:
    year = Year(empty, seed)
    first = [f"2025-{n:02}" for n in range(1, 7)]
    second = [f"2025-{n:02}" for n in range(7, 13)]
    for month in first:
        year.live(month)
    year.list_half("2025H1", first, "2025-07-08")
    for month in second:
        year.live(month)
    year.list_half("2025H2", second, "2026-01-09")
    assert empty.json("verify")["ok"] is True
