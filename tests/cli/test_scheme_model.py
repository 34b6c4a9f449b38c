"""Random schemes lived through for some periods against a model: scores, grades, ranks, what can be spent.

The model is written from the manual's chapter on the sheet 办法 alone, household by household and day by day.
"""

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from cli_support import Village
from sheet_support import table

SEEDS = (*range(24), 33) if os.environ.get("JIFEN_SOAK") else (6, 8, 9, 33)
"""The few have the best, and shares of the base; awards alone, tiers, newcomers left out; grades, bounds, what lies
above a number, a category that stands apart."""
CATEGORIES = ("环境卫生", "公益志愿", "遵规守法")
MONTHS = {"每月": 1, "每季": 3, "每半年": 6}
PARTS = {"": "", "户类别": "tier", "小组": "group", "网格": "grid"}
TITLES = {1: "{y}年{m}月", 3: "{y}年第{n}季度", 6: "{y}年{h}半年"}
PERIODS = {1: "{y}-{m:02}", 3: "{y}Q{n}", 6: "{y}H{n}"}
ZERO, CENT = Decimal(0), Decimal("0.01")


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass
class Household:
    """Who it is, and each day on which it came or went."""

    code: str
    grid: str
    group: str
    tier: str
    turns: list[tuple[date, bool]] = field(default_factory=lambda: [(date.min, True)])

    @property
    def status(self) -> str:
        return "参评" if self.turns[-1][1] else "迁出"

    def there(self, day: date) -> bool:
        return [here for since, here in self.turns if since <= day][-1:] == [True]


@dataclass(frozen=True)
class Span:
    """Some months of a year, the last of them the meeting's."""

    year: int
    first: int
    length: int

    @property
    def days(self) -> list[date]:
        begin, last = date(self.year, self.first, 1), self.last
        return [begin + timedelta(days=n) for n in range((last - begin).days + 1)]

    @property
    def last(self) -> date:
        end = self.first + self.length
        return date(self.year + (end > 12), (end - 1) % 12 + 1, 1) - timedelta(days=1)

    def written(self, forms: dict[int, str]) -> str:
        number = (self.first - 1) // self.length + 1
        return forms[self.length].format(y=self.year, m=self.first, n=number, h="上" if number == 1 else "下")


@dataclass
class Scheme:
    """What the sheet says, drawn by lot."""

    period: str
    base: Decimal
    floor: Decimal | None
    ceiling: Decimal | None
    grades: list[tuple[str, Decimal | None]]
    spendable: str
    apart: str
    newcomers: str
    beside: tuple[str, ...]

    @classmethod
    def drawn(cls, chance: random.Random) -> "Scheme":
        base = Decimal(chance.choice([0, 60, 100]))
        steps = sorted(chance.sample(range(-8, 9), 3), reverse=True)
        grades = [("甲", base + steps[0]), ("乙", base + steps[1]), ("丙", base + steps[2])]
        return cls(
            chance.choice(list(MONTHS)),
            base,
            chance.choice([None, max(base - 6, ZERO)]),
            chance.choice([None, base + 7]),
            chance.choice([[], grades, [*grades, ("丁", None)]]),
            chance.choice(["加减分", "只兑加分", "不兑换", f"超过{base + 2}的部分", "前30%每户10分"]),
            chance.choice(list(PARTS)),
            chance.choice(["", "照全期", "按月折算", "不参评"]),
            chance.choice([(), (), ("公益志愿",)]),
        )

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The sheet 办法; what is not said is left out."""
        ends = [f"{name}:{'其余' if least is None else least}" for name, least in self.grades]
        told = {
            "评议周期": self.period,
            "基础分": str(self.base) if self.base else "",
            "最低分": "" if self.floor is None else str(self.floor),
            "最高分": "" if self.ceiling is None else str(self.ceiling),
            "等级": "；".join(ends),
            "可兑换": self.spendable,
            "分组排名": self.apart,
            "中途来去": self.newcomers,
            "不计入得分的类别": "；".join(self.beside),
        }
        return [(item, content) for item, content in told.items() if content]

    @property
    def reckons(self) -> bool:
        return bool(self.base or self.grades) or self.floor is not None or self.ceiling is not None

    def grade(self, score: Decimal) -> str | None:
        return next((name for name, least in self.grades if least is None or score >= least), None)


@dataclass
class Line:
    """Points in force: of whom, under what, how many."""

    code: str
    category: str
    points: Decimal


class Model:
    """What a careful clerk would reckon."""

    def __init__(self, scheme: Scheme, households: Sequence[Household]) -> None:
        self.scheme, self.households = scheme, {h.code: h for h in households}
        self.lines: dict[Span, list[Line]] = {}
        self.final: list[Span] = []

    def sum(self, code: str, span: Span, without: Sequence[str] = ()) -> Decimal:
        lines = self.lines.get(span, [])
        return sum((x.points for x in lines if x.code == code and x.category not in without), ZERO)

    def stays_out(self, code: str, days: Sequence[date]) -> bool:
        return self.scheme.newcomers == "不参评" and not all(self.households[code].there(day) for day in days)

    def score(self, code: str, span: Span) -> Decimal | None:
        """None: the household takes no part in it."""
        if self.stays_out(code, span.days):
            return None
        base = self.scheme.base
        if self.scheme.newcomers == "按月折算":
            months = {day.month for day in span.days if self.households[code].there(day)}
            base = rounded(base * len(months) / span.length)
        found = base + self.sum(code, span, self.scheme.beside)
        found = found if self.scheme.floor is None else max(found, self.scheme.floor)
        return found if self.scheme.ceiling is None else min(found, self.scheme.ceiling)

    def score_of_all(self, code: str, whole: Span) -> Decimal | None:
        """Of a longer period: the mean of those met about, in which the household was there or has points."""
        if self.stays_out(code, whole.days):
            return None
        if not self.scheme.reckons:
            return sum((self.sum(code, span, self.scheme.beside) for span in self.lines), ZERO)
        found = []
        for span, lines in self.lines.items():
            here = any(self.households[code].there(day) for day in span.days)
            score = self.score(code, span) if here or any(line.code == code for line in lines) else None
            if score is not None:
                found.append(score)
        return rounded(sum(found, ZERO) / len(found)) if found else None

    def races(self, codes: Sequence[str]) -> list[list[str]]:
        """Those ranked together, race by race."""
        part = PARTS[self.scheme.apart]
        names = {code: getattr(self.households[code], part) if part else "" for code in codes}
        return [[code for code in codes if names[code] == name] for name in sorted(set(names.values()))]

    def ranking(self, scores: dict[str, Decimal]) -> list[tuple[int, str, Decimal, str | None]]:
        found = []
        for race in self.races(sorted(scores)):
            places = [(1 + sum(scores[other] > scores[code] for other in race), code) for code in race]
            found += [(place, code, scores[code], self.scheme.grade(scores[code])) for place, code in sorted(places)]
        return found

    def red(self, selector: str, scores: dict[str, Decimal], points: dict[str, Decimal]) -> list[tuple[int, str]]:
        """Place and household of those whom the setting `red` proposes, race by race."""
        kind, _, told = selector.partition(":")
        found: list[tuple[int, str]] = []
        for race in self.races(sorted(scores)):
            edge = None if kind == "level" else self.edge(kind, Decimal(told), [scores[code] for code in race])
            chosen = []
            for code in race:
                graded = edge is None and self.scheme.grade(scores[code]) in told.split(",")
                if graded or (edge is not None and points[code] > 0 and scores[code] >= edge):
                    chosen.append((1 + sum(scores[other] > scores[code] for other in race), code))
            found += sorted(chosen)
        return found

    @staticmethod
    def edge(kind: str, number: Decimal, scores: list[Decimal]) -> Decimal:
        """From which score on a race is proposed."""
        if kind == "min":
            return number
        room = number if kind == "top" else (number * len(scores) / 100).to_integral_value(ROUND_CEILING)
        return sorted(scores, reverse=True)[min(int(room), len(scores)) - 1]

    def converted(self, span: Span) -> dict[str, Decimal]:
        """What a final period's scores come to."""
        scores = {code: self.score(code, span) for code, who in self.households.items() if who.there(span.last)}
        known = {code: score for code, score in scores.items() if score is not None}
        if self.scheme.spendable.startswith("超过"):
            above = self.scheme.base + 2
            return {code: max(score - above, ZERO) for code, score in known.items()}
        found = {}
        for race in self.races(sorted(known)):
            room = int((Decimal(len(race)) * 30 / 100).to_integral_value(ROUND_CEILING))
            edge = sorted((known[code] for code in race), reverse=True)[room - 1]
            found |= {code: Decimal(10) for code in race if known[code] >= edge}
        return found

    def available(self, code: str) -> Decimal:
        kind, left = self.scheme.spendable, ZERO
        for span, lines in self.lines.items():
            final = span in self.final
            if kind[0] in "超前":
                left += self.converted(span).get(code, ZERO) if final else ZERO
                continue
            for line in lines:
                counts = line.points < 0 if kind == "加减分" else False
                counts = counts or (line.points > 0 and final and kind != "不兑换")
                left += line.points if line.code == code and counts else ZERO
        return left


class Life:
    """A village with a scheme: every step through the command line, and in the model."""

    def __init__(self, village: Village, seed: int) -> None:
        self.village, self.chance = village, random.Random(seed)
        self.scheme = Scheme.drawn(self.chance)
        grid = [(g, n) for g in "12" for n in range(1, 6)]
        households = [
            Household(f"{int(g):02}-{n:02}", g, "东西"[n % 2] + "组", self.chance.choice(["农户", "党员户"]))
            for g, n in grid
        ]
        self.model = Model(self.scheme, households)
        village.today("2024-12-31")
        rules = table(village.folder / "细则.xlsx", ("编号", "类别", "项目", "分值"), *self.rules())
        self.add_scheme(rules)
        village("init", "柳河村", "--rulebook", rules)
        for name, value in (("month-max", "400"), ("month-min", "-400")):
            village("settings", "set", name, value)
        for household in self.chance.sample(households, 3):
            household.turns = [(date.min, False)]
        head = ("网格", "户编号", "户主", "村民小组", "户类别", "参评状态")
        roster = [(h.grid, h.code, f"户主{h.code[1]}{h.code[4]}", h.group, h.tier, h.status) for h in households]
        village("roster", "import", table(village.folder / "花名册.xlsx", head, *roster), "--yes")

    @staticmethod
    def rules() -> list[tuple[str, str, str, str]]:
        return [(f"XX{n}", category, f"做{category}", "+1") for n, category in enumerate(CATEGORIES, 1)]

    def add_scheme(self, path: Any) -> None:
        import openpyxl

        book = openpyxl.load_workbook(path)
        page = book.create_sheet("办法")
        for line in (("项目", "内容"), *self.scheme.lines):
            page.append(line)
        book.save(path)

    def points(self) -> Decimal:
        return Decimal(self.chance.choice(["1", "2", "5", "0.5", "-1", "-2.5", "-4", "3"]))

    def live(self, span: Span) -> None:
        """One period: somebody goes or comes, a sheet, perhaps another in its place; public; put right; final."""
        self.village.today(span.last.isoformat())
        for code, who in self.model.households.items():
            if self.chance.random() < (0.1 if who.there(span.last) else 0.6):
                self.turn(code, who, span)
        codes = [code for code, who in self.model.households.items() if who.there(span.last)]
        self.sheet(span, codes)
        if self.chance.random() < 0.3:
            self.sheet(span, codes, "--replace")
        name = span.written(PERIODS)
        self.village("meeting", "publish", name, "--yes")
        self.put_right(span, codes)
        self.compare(span)
        self.village.today((span.last + timedelta(days=9)).isoformat())
        self.village("meeting", "finalize", name, "--yes")
        self.model.final.append(span)
        self.put_right(span, codes)
        self.compare(span)

    def turn(self, code: str, who: Household, span: Span) -> None:
        """A household leaves, or comes back, on some day of the period."""
        day, here = self.chance.choice(span.days), who.there(span.last)
        self.village("roster", "leave" if here else "return", code, "--on", day.isoformat())
        who.turns.append((day, not here))

    def sheet(self, span: Span, codes: Sequence[str], *more: str) -> None:
        """Rows with all categories filled in, so that nothing is taken for blank."""
        rows = {code: [self.points() for _ in CATEGORIES] for code in codes if self.chance.random() < 0.7}
        rows = rows or {codes[0]: [Decimal(1)] * len(CATEGORIES)}
        title = f"{span.written(TITLES)}积分评议表"
        path = self.village.folder / f"{title}{'改' if more else ''}.xlsx"
        table(path, (title,), ("户编号", *CATEGORIES), *((code, *map(float, points)) for code, points in rows.items()))
        self.village("meeting", "import", path, "--held-on", span.last.isoformat(), "--yes", *more)
        self.model.lines[span] = [
            Line(code, category, points)
            for code, row in rows.items()
            for category, points in zip(CATEGORIES, row, strict=True)
        ]

    def put_right(self, span: Span, codes: Sequence[str]) -> None:
        """One more line, in public; it may change places."""
        points = Decimal(self.chance.choice(["12", "-9", "0.5"]))
        line = Line(self.chance.choice(codes), self.chance.choice(CATEGORIES), points)
        extra = ("--extra", "--category", line.category, "--points", str(line.points), "--reason", "复核", "--yes")
        self.village("meeting", "correct", span.written(PERIODS), line.code, *extra)
        self.model.lines[span].append(line)

    def compare(self, span: Span) -> None:
        """Scores, grades, places and what can be spent, of the period and of the year so far."""
        model = self.model
        for asked, name in ((span, span.written(PERIODS)), (Span(span.year, 1, 12), str(span.year))):
            if asked.last > span.last and asked.length == 12 and len(model.final) < 2:
                continue
            people = [code for code, who in model.households.items() if who.there(asked.last)]
            reckon = model.score if asked is span else model.score_of_all
            scores = {code: score for code in people if (score := reckon(code, asked)) is not None}
            found = self.village.json("points", "rank", "--period", name)
            seen = [(r["rank"], r["household"], Decimal(r.get("score") or r["points"]), r.get("grade")) for r in found]
            assert seen == model.ranking(scores), (name, self.scheme.lines)
        balances = self.village.json("points", "balance")
        assert {b["household"]: Decimal(b["available"]) for b in balances} == {
            code: model.available(code) for code in model.households
        }, (span, self.scheme.lines)

    def draw_up_list(self, span: Span) -> None:
        """The red list of the last period, or of the quarter of a village that meets by the month."""
        scheme, model = self.scheme, self.model
        levels = ["level:甲,乙"] if scheme.grades else []
        selector = self.chance.choice(["top:2", "share:30", f"min:{scheme.base + 1}", *levels])
        self.village("settings", "set", "red", selector)
        asked = Span(span.year, 1, 3) if span.length == 1 else span
        reckon = model.score_of_all if span.length == 1 else model.score
        people = [code for code, who in model.households.items() if who.there(asked.last)]
        scores = {code: score for code in people if (score := reckon(code, asked)) is not None}
        points = {
            code: sum((model.sum(code, one) for one in model.lines if one.last in asked.days), ZERO) for code in people
        }
        name = asked.written(PERIODS)
        self.village("board", "draft", name)
        found = [(line["rank"], line["household"]) for line in self.village.json("board", "show", name)["red"]]
        assert found == model.red(selector, scores, points), (name, selector, scheme.lines)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_a_scheme_says_the_book_agrees_with_a_careful_clerk(empty: Village, seed: int) -> None:
    life = Life(empty, seed)
    length = MONTHS[life.scheme.period]
    for place in range(2 if length == 6 else 3):
        span = Span(2025, 1 + place * length, length)
        life.live(span)
    life.draw_up_list(span)
    assert empty.json("verify")["ok"]
