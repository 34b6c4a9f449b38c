"""The demonstration village: invented households and what they did in half a year.

Everything follows from one seed through `Dice`, which uses nothing of `random` but `random()`, so that every Python
gives the same village. `Register` refuses a deed that the rule book's caps or a household's ceilings forbid.
This module makes the facts; `make.py` writes them on sheets.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def words(text: str) -> list[str]:
    """The words between the spaces."""
    return text.split()


VILLAGE = "柳河村"
YEAR = 2025
GRIDS = 18
SEED = 20250101
RULES_FILE = "积分细则.csv"
HELD_ON = {1: 24, 2: 26, 3: 28, 4: 28, 5: 28, 6: 27}
LATER = {7: 28, 8: 28, 9: 28, 10: 28, 11: 28, 12: 28}
"""The second half-year, which `jifen demo --year` lives, too: drawn after the first, which stays as it is."""
MONTH_MAX, MONTH_MIN = 30, -20
PASSED = "通过"

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
GIVEN = words(
    "秀英 桂兰 玉梅 凤霞 淑珍 春花 翠莲 月娥 彩云 金凤 建军 志强 永福 长河 德顺 满囤 有田 双喜 来福 根生 "
    "喜财 连山 宝山 树林 景和 守业 万成 兴旺 丰收 国栋 立新 向阳 学文 文斌 海涛 俊峰 晓东 小龙 丽华 雪梅 "
    "春燕 红霞 巧玲 素琴 福林 广田 庆丰 存厚 玉柱 铁山 茂才 新民 保安 柱子 平 兰 海 强 梅 勇 军 生"
)
SAME_NAMES = (("05-03", "11-07", "王建军"), ("02-09", "16-04", "李秀英"), ("07-01", "14-10", "张桂兰"))
STATUS = {"03-08": "外出", "06-02": "外出", "10-10": "外出", "15-05": "外出", "08-07": "暂停", "17-09": "迁出"}
GROUPS = ("一组", "二组", "三组")


class Dice:
    """Chance that is the same on every machine and in every release of Python."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def one_of(self, things: Sequence[T]) -> T:
        return things[self.number(0, len(things) - 1)]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        order = sorted((self._random.random(), index) for index in range(len(things)))
        return [things[index] for _, index in order]


@dataclass(frozen=True)
class Household:
    code: str
    head: str
    group: str
    people: int
    at_home: int
    members: int
    tier: str
    status: str
    diligence: float

    @property
    def grid(self) -> int:
        return int(self.code[:2])


@dataclass(frozen=True)
class Rule:
    code: str
    category: str
    wording: str
    points: str
    unit: str
    caps: dict[str, int]

    @property
    def value(self) -> int:
        """The fixed value, or the first of several."""
        return int(self.points.replace("~", "/").split("/")[0])

    @property
    def cap_text(self) -> str:
        return "".join(f"，{per}限{limit}" for per, limit in self.caps.items())


@dataclass(frozen=True)
class Deed:
    """What a household did; `points` bear their sign. A verdict other than 通过 is on the sheet and does not count."""

    on: date
    household: str
    rule: Rule
    times: int
    points: int
    told_by: str
    detail: str
    actor: str | None = None
    verdict: str = PASSED

    @property
    def counts(self) -> bool:
        return self.verdict == PASSED


def read_rules(path: Path) -> dict[str, Rule]:
    """The rule book by code, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["编号"]: _rule(row) for row in csv.DictReader(file)}


def _rule(row: dict[str, str]) -> Rule:
    caps = {}
    for part in filter(None, row["上限"].split("，")):
        limit, per = part.split("/")
        caps[per] = abs(int(limit))
    return Rule(row["编号"], row["类别"], row["项目"], row["分值"], row["单位"], caps)


@dataclass
class Register:
    """The deeds so far, within the caps of the rule book and the ceilings of a household's month."""

    rules: dict[str, Rule]
    deeds: list[Deed] = field(default_factory=list)
    _sums: dict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, deed: Deed) -> bool:
        """Whether there was room for it."""
        month = str(deed.on.month)
        by_rule = {
            "次": ("once", deed.household, deed.rule.code, deed.on.isoformat()),
            "月": ("month", deed.household, deed.rule.code, month),
            "年": ("year", deed.household, deed.rule.code),
        }
        sign = "awards" if deed.points > 0 else "deductions"
        ceiling = (sign, deed.household, month)
        repeated = ("day", deed.household, deed.rule.code, deed.on.isoformat())
        if self._sums[repeated] or not MONTH_MIN <= self._sums[ceiling] + deed.points <= MONTH_MAX:
            return False
        if any(abs(self._sums[by_rule[per]] + deed.points) > cap for per, cap in deed.rule.caps.items()):
            return False
        self._sums[repeated] += 1
        if deed.counts:
            for key in (ceiling, *by_rule.values()):
                self._sums[key] += deed.points
        self.deeds.append(deed)
        return True

    def of_month(self, month: int) -> list[Deed]:
        """In the order of a sheet: household by household, then by day."""
        return sorted((d for d in self.deeds if d.on.month == month), key=lambda d: (d.household, d.on, d.rule.code))


def make_households(dice: Dice) -> list[Household]:
    """Ten households in each of 18 grids; only the names of `SAME_NAMES` occur twice."""
    doubles = {code: name for *codes, name in SAME_NAMES for code in codes}
    taken = {name for *_, name in SAME_NAMES}
    names = [name for s in SURNAMES for g in GIVEN if (name := s + g) not in taken]
    fresh = iter(dice.shuffled(names))
    found = []
    for grid in range(1, GRIDS + 1):
        for place in range(1, 11):
            code = f"{grid:02d}-{place:02d}"
            people = dice.number(1, 6)
            found.append(
                Household(
                    code=code,
                    head=doubles.get(code) or next(fresh),
                    group=GROUPS[(grid - 1) * len(GROUPS) // GRIDS],
                    people=people,
                    at_home=max(1, people - dice.number(0, 2)),
                    members=dice.number(1, 2) if dice.chance(0.15) else 0,
                    tier=dice.one_of(("一类户", "二类户", "三类户", "三类户", "三类户")),
                    status=STATUS.get(code, "参评"),
                    diligence=dice.one_of((0.0, 0.3, 0.6, 1.0, 1.7)),
                )
            )
    return found


# How likely an ordinary household is to do it in a month, and up to how many times. The months without an item column
# of their own (April) draw from the same list.
HABITS: tuple[tuple[str, float, int], ...] = (
    ("HJ02", 0.16, 1),
    ("HJ03", 0.10, 1),
    ("HJ04", 0.06, 1),
    ("HJ05", 0.08, 3),
    ("HJ06", 0.02, 1),
    ("FZ03", 0.04, 1),
    ("YF04", 0.03, 1),
    ("ZF03", 0.05, 1),
    ("ZF04", 0.04, 1),
    ("LL01", 0.06, 2),
    ("LL04", 0.02, 1),
    ("GY01", 0.06, 2),
    ("GY03", 0.04, 5),
    ("CW01", 0.08, 1),
    ("CW02", 0.02, 1),
    ("CW03", 0.05, 4),
)
QUARTERLY: tuple[tuple[str, float], ...] = (("ZF01", 0.05), ("XL02", 0.05), ("CW04", 0.06))
LAPSES: tuple[tuple[str, int], ...] = (("HJ09", 2), ("HJ10", 3), ("HJ12", 2))
# month, day, household, rule, times, points of the whole: what happens once in a village's half-year.
STORIES: tuple[tuple[int, int, str, str, int, int], ...] = (
    # four households whose deductions reach -20 in the half-year
    (1, 9, "04-06", "HJ09", 2, -4),
    (2, 9, "04-06", "YF05", 1, -10),
    (4, 11, "04-06", "HJ10", 1, -2),
    (5, 16, "04-06", "YF06", 1, -5),
    (2, 12, "09-03", "HJ11", 1, -5),
    (3, 11, "09-03", "HJ11", 1, -5),
    (3, 18, "09-03", "HJ09", 2, -4),
    (5, 13, "09-03", "HJ10", 2, -4),
    (6, 10, "09-03", "HJ12", 2, -4),
    (3, 8, "13-08", "YF05", 1, -15),
    (6, 14, "13-08", "HJ11", 1, -5),
    (6, 17, "13-08", "HJ10", 1, -2),
    (1, 21, "16-02", "YF06", 1, -5),
    (2, 2, "16-02", "YF06", 1, -5),
    (4, 15, "16-02", "HJ12", 1, -2),
    (4, 19, "16-02", "LL05", 1, -5),
    (5, 20, "16-02", "HJ11", 1, -5),
    # the two rules whose actor is never posted
    (3, 14, "12-05", "ZF02", 1, 5),
    (6, 24, "01-07", "XL03", 1, 5),
    # the rest of the village's news
    (1, 15, "06-09", "YF01", 1, 10),
    (1, 22, "18-03", "CW07", 1, 10),
    (2, 14, "11-02", "YF02", 1, 20),
    (2, 20, "03-01", "YF03", 1, 10),
    (2, 6, "02-03", "YF06", 1, -5),
    (2, 5, "14-07", "YF06", 1, -5),
    (3, 8, "01-04", "XL01", 1, 5),
    (3, 8, "10-06", "XL01", 1, 5),
    (3, 8, "17-02", "XL01", 1, 5),
    (3, 19, "07-05", "FZ05", 1, 20),
    (3, 20, "15-08", "HJ11", 1, -5),
    (4, 10, "13-01", "HJ07", 2, 10),
    (4, 17, "05-10", "FZ06", 1, 5),
    (4, 23, "08-02", "GY02", 1, 5),
    (4, 9, "12-10", "LL03", 1, 5),
    (5, 8, "02-07", "HJ08", 1, 5),
    (5, 12, "09-09", "FZ07", 1, 10),
    (5, 19, "18-08", "LL02", 1, 5),
    (5, 22, "14-02", "YF01", 1, 10),
    (6, 12, "04-01", "GY04", 1, 2),
    (6, 19, "16-09", "GY05", 1, 3),
    (6, 19, "06-04", "GY05", 1, 2),
    (6, 20, "11-04", "FZ02", 1, 10),
)
# What was put forward and not passed: on the event sheets, never in the ledger.
NOT_PASSED: tuple[tuple[int, int, str, str, int, int, str], ...] = (
    (3, 12, "05-06", "GY02", 1, 5, "退回"),
    (3, 21, "13-05", "HJ08", 1, 5, "不通过"),
    (6, 16, "02-02", "CW02", 1, 2, "不通过"),
    (6, 13, "15-01", "LL03", 1, 5, "待定"),
)


def make_deeds(dice: Dice, rules: dict[str, Rule], households: list[Household]) -> Register:
    """Half a year: first the stories, then what is done every month, as far as the caps have room."""
    register = Register(rules)
    heads = {h.code: h.head for h in households}
    for month, day, code, rule, times, points in STORIES:
        told(register, date(YEAR, month, day), code, rules[rule], times, points, "网格员", heads)
    for month, day, code, rule, times, points, verdict in NOT_PASSED:
        told(register, date(YEAR, month, day), code, rules[rule], times, points, "自报", heads, verdict)
    warned = {deed.household for deed in register.deeds if deed.points < 0}
    scoring = [h for h in households if h.status in ("参评", "外出")]
    for month in HELD_ON:
        _inspection(dice, register, month, [h for h in scoring if h.status == "参评" and h.code not in warned])
        for household in scoring:
            _month_of(dice, register, month, household, quiet=household.code in warned)
        _lapses(dice, register, month, [h for h in scoring if h.diligence < 0.5 and h.code not in warned])
    return register


def add_later(dice: Dice, register: Register, households: list[Household]) -> None:
    """The second half-year: what is done every month, as far as the caps of the year have room."""
    warned = {deed.household for deed in register.deeds if deed.points < 0}
    scoring = [h for h in households if h.status in ("参评", "外出")]
    for month in LATER:
        for household in scoring:
            _month_of(dice, register, month, household, quiet=household.code in warned)


def told(
    register: Register,
    on: date,
    code: str,
    rule: Rule,
    times: int,
    points: int,
    by: str,
    heads: dict[str, str],
    verdict: str = PASSED,
) -> None:
    """A deed that must find room."""
    actor = heads[code][0] + "晓宁" if rule.code in ("ZF02", "XL03") else None
    if not register.add(Deed(on, code, rule, times, points, by, _detail(rule, times), actor, verdict)):
        raise ValueError(f"no room for {code} {rule.code} on {on}")


def _detail(rule: Rule, times: int) -> str:
    return rule.wording + (f"×{times}" if times > 1 else "")


def _try(dice: Dice, register: Register, on: date, code: str, rule: Rule, times: int) -> bool:
    by = dice.one_of(("网格员", "网格员", "群众", "自报"))
    return register.add(Deed(on, code, rule, times, rule.value * times, by, _detail(rule, times)))


def _day(dice: Dice, month: int) -> date:
    return date(YEAR, month, dice.number(3, (HELD_ON | LATER)[month] - 2))


def _inspection(dice: Dice, register: Register, month: int, clean: list[Household]) -> None:
    """The monthly inspection names a cleanest household in some grids."""
    for grid in range(1, GRIDS + 1):
        candidates = [h for h in clean if h.grid == grid and h.diligence >= 0.6]
        if candidates and dice.chance(0.5):
            on = date(YEAR, month, (HELD_ON | LATER)[month] - 4)
            _try(dice, register, on, dice.one_of(candidates).code, register.rules["HJ01"], 1)


def _month_of(dice: Dice, register: Register, month: int, household: Household, *, quiet: bool) -> None:
    eager = household.diligence * (0.4 if household.status == "外出" else 1.0)
    for code, probability, most in HABITS:
        if dice.chance(probability * eager) and not (quiet and code.startswith(("HJ", "ZF"))):
            times = dice.number(1, most)
            _try(dice, register, _day(dice, month), household.code, register.rules[code], times)
    if month % 3:
        return
    for code, probability in QUARTERLY:
        if dice.chance(probability * eager) and not quiet:
            on = date(YEAR, month, (HELD_ON | LATER)[month] - 1)
            _try(dice, register, on, household.code, register.rules[code], 1)


def _lapses(dice: Dice, register: Register, month: int, careless: list[Household]) -> None:
    for code, households in LAPSES:
        for household in dice.shuffled(careless)[:households]:
            times = 2 if dice.chance(0.2) else 1
            _try(dice, register, _day(dice, month), household.code, register.rules[code], times)


def make_village(rules_file: Path) -> tuple[list[Household], Register]:
    """The whole village, the same every time."""
    dice = Dice(SEED)
    households = make_households(dice)
    return households, make_deeds(dice, read_rules(rules_file), households)
