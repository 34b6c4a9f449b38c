"""A month with headers nobody knows, notes below, second tables and columns under columns: the ledger, or an issue."""

import os
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SETTINGS = settings(
    max_examples=150 if os.environ.get("JIFEN_SOAK") else 60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PEOPLE = {"01-01": "胡国", "01-02": "贺瑞年", "01-03": "刘新", "02-03": "王建国", "09-01": "何小计"}
CATEGORIES = ("发展经济", "移风易俗", "环境卫生", "遵规守法", "公益志愿")
STRANGE = st.text(alphabet="甲乙丙丁戊己庚辛天地玄黄宇宙洪荒盈昃辰宿列张", min_size=2, max_size=5)
POINTS = st.integers(-3, 9).filter(bool)
DIRECTIONS = (("加分", "扣分"), ("奖", "罚"), ("增", "减"), ("奖励", "处罚"), ("加", "扣"))
DECISIONS = (("通过", "不通过"), ("已通过", "已驳回"), ("同意", "待审核"), ("一致通过", "退回"))
FIGURES = ("分值", "得分", "加减分", "分", "合计", "积分总额", "得分情况", "计分", "应得", "总得分", "本月积分")


@dataclass
class Month:
    """Sheets as tables, the points that are meant, and whether a person has to be asked."""

    sheets: dict[str, list[list[Any]]] = field(default_factory=dict)
    meant: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    must_ask: bool = False

    def mean(self, code: str, category: str, points: int) -> None:
        """Points that somebody is to get."""
        key = (code, category)
        self.meant[key] = self.meant.get(key, Decimal(0)) + points


def add_strange_column(draw: Any, month: Month, rows: list[list[Any]], top: int) -> None:
    """A column under a header nobody knows, somewhere right of the names: numbers, marks or words."""
    cells = draw(st.sampled_from(["numbers", "ticks", "words"]))
    at = draw(st.integers(2, len(rows[top])))
    value = {"numbers": st.integers(1, 400), "ticks": st.just("√"), "words": st.sampled_from(["好", "在家", "务工"])}
    rows[top].insert(at, draw(STRANGE))
    for row in rows[top + 1 :]:
        row.insert(at, draw(value[cells]))
    month.must_ask = month.must_ask or cells != "words"


def add_footer(draw: Any, rows: list[list[Any]]) -> None:
    """Lines of notes and signatures below."""
    for line in draw(
        st.lists(st.sampled_from(["制表人：张某　审核人：李某", "备注：空白表示没有得分，共 5 户。"]), max_size=2)
    ):
        rows.append([line])


@st.composite
def wide_months(draw: Any) -> Month:
    """A row a household; a category may have columns of its own below it, or stand in a group."""
    month = Month()
    categories = draw(st.lists(st.sampled_from(CATEGORIES), min_size=2, max_size=4, unique=True))
    upper: list[Any] = ["户编号", "户主"]
    lower: list[Any] = [None, None]
    parts: list[tuple[str, list[int]]] = []
    group = draw(st.sampled_from(["", "", "本月", "加减分", "得分情况", "负面清单", "扣分（填正数）", "累计"]))
    for category in categories:
        below = draw(st.sampled_from([(), (), ("本月", "累计"), ("得分", "备注"), ("上半月", "下半月"), ("甲", "乙")]))
        weights = {"本月": 1, "得分": 1, "上半月": 1, "下半月": 1}
        if below and not group:
            upper += [category, None]
            lower += list(below)
            parts.append((category, [weights.get(name, 0) for name in below]))
            month.must_ask = month.must_ask or below == ("甲", "乙")
        else:
            upper.append((group or category) if not group or len(parts) == 0 else None)
            lower.append(category if group else None)
            parts.append((category, [1]))
    sign = -1 if group in ("负面清单", "扣分（填正数）") else 1
    month.must_ask = month.must_ask or group == "累计"
    rows = [["沙院村2025年3月积分表"], upper, *([lower] if any(lower) else [])]
    top = len(rows) - 1
    for code in draw(st.lists(st.sampled_from(sorted(PEOPLE)), min_size=1, max_size=4, unique=True)):
        row: list[Any] = [code, PEOPLE[code]]
        for category, weights_of in parts:
            for weight in weights_of:
                value = abs(draw(POINTS)) if sign < 0 else draw(POINTS)
                row.append(value)
                month.mean(code, category, value * weight * sign)
        rows.append(row)
    if top == 1 and draw(st.booleans()):
        add_strange_column(draw, month, rows, top)
    add_footer(draw, rows)
    month.sheets["三月"] = rows
    return month


def event_rows(draw: Any, month: Month, figure: str) -> list[list[Any]]:
    """A list of deeds: perhaps with a column of directions or of decisions under any name."""
    direction = draw(st.sampled_from([None, *DIRECTIONS]))
    decision = draw(st.sampled_from([None, *DECISIONS]))
    head = ["户编号", "户主", "类别", "事由", figure]
    head += [draw(STRANGE)] if direction else []
    head += [draw(STRANGE)] if decision else []
    rows: list[list[Any]] = [head]
    for code in draw(st.lists(st.sampled_from(sorted(PEOPLE)), min_size=1, max_size=5)):
        category, value = draw(st.sampled_from(CATEGORIES)), draw(POINTS)
        row: list[Any] = [code, PEOPLE[code], category, "扫地", abs(value) if direction else value]
        row += [direction[0 if value > 0 else 1]] if direction else []
        passed = decision is None or draw(st.booleans())
        row += [decision[0 if passed else 1]] if decision else []
        rows.append(row)
        if passed:
            month.mean(code, category, value)
    return rows


@st.composite
def event_months(draw: Any) -> Month:
    """A list of deeds, and perhaps a second one below it or on a sheet of its own, its figures under another word."""
    month = Month()
    rows = [["2025年3月积分明细"], *event_rows(draw, month, "分值")]
    if draw(st.booleans()):
        add_strange_column(draw, month, rows, 1)
    second = draw(st.sampled_from(["", "below", "sheet"]))
    if second:
        more = event_rows(draw, month, draw(st.sampled_from(FIGURES)))
        if second == "below":
            rows += [[], *more]
        else:
            month.sheets["另页"] = [["2025年3月积分明细"], *more]
    add_footer(draw, rows)
    month.sheets["三月"] = rows
    return month


@SETTINGS
@given(month=st.one_of(wide_months(), event_months()))
def test_the_ledger_equals_what_is_meant_or_somebody_is_asked(month: Month, book: Any, read_data: Any) -> None:
    found = read_data(book(month.sheets), "2025年3月.xlsx", ceilings=(999, -999))
    errors = [issue for issue in found.issues if issue.severity == "error"]
    if month.must_ask:
        assert errors
    if not errors:
        sums: dict[tuple[str, str], Decimal] = {}
        for line in found.reading.lines:
            key = (line.household, line.category)
            sums[key] = sums.get(key, Decimal(0)) + line.points
        assert {k: v for k, v in sums.items() if v} == {k: v for k, v in month.meant.items() if v}


@SETTINGS
@given(month=event_months().filter(lambda month: not month.must_ask and len(month.sheets) == 1))
def test_directions_and_decisions_under_any_name_are_read_and_not_merely_refused(
    month: Month, book: Any, read_data: Any
) -> None:
    first = [row for row in month.sheets["三月"][1:] if row]
    if any(row[0] == "户编号" for row in first[1:]):
        return
    found = read_data(book(month.sheets), "2025年3月.xlsx", ceilings=(999, -999))
    assert [issue for issue in found.issues if issue.severity == "error"] == []
