"""A random month written in a random layout reads back to the same lines; a fault is reported in its row."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jifen.domain.points import show, total

CATEGORIES = ("发展经济", "移风易俗", "环境卫生", "遵规守法", "公益志愿")
PEOPLE = {
    "01-01": ("胡国", "1"), "01-02": ("贺瑞年", "1"), "01-03": ("刘新", "1"), "02-03": ("王建国", "2"),
    "11-07": ("王建国", "11"),
    "08-10": ("阎翠花", "8"), "09-01": ("何小计", "9"), "18-01": ("阿依古丽·买买提", "18"),
}  # fmt: skip
UNIQUE = [code for code, (name, _) in PEOPLE.items() if name not in ("王建国",)]
RULES = {
    "FZ03": "参加农技培训",
    "HJ01": "月检最清洁户",
    "HJ05": "参加集体环境整治",
    "HJ09": "乱倒垃圾、污水",
    "GY03": "捐款每满五十元",
}
VALUES = {"FZ03": "1", "HJ01": "5", "HJ05": "2", "HJ09": "-2", "GY03": "0.5"}
SETTINGS = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

half_points = st.integers(-12, 24).filter(bool).map(lambda n: Decimal(n) / 2)
codes = st.lists(st.sampled_from(sorted(PEOPLE)), min_size=1, max_size=6, unique=True)


@dataclass
class Page:
    """A table as it is going to be written, and what must come of it."""

    rows: list[list[Any]] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    expected: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    data_rows: list[int] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    def as_xlsx(self, book: Callable[..., bytes]) -> bytes:
        return book(self.rows, self.merges)

    def as_csv(self, encoding: str) -> bytes:
        buffer = io.StringIO()
        csv.writer(buffer).writerows([["" if v is None else v for v in row] for row in self.rows])
        return buffer.getvalue().encode(encoding)


def wide_digits(text: str) -> str:
    return text.translate({ord(a): ord(b) for a, b in zip("0123456789.-+", "０１２３４５６７８９．－＋", strict=True)})


@st.composite
def amounts(draw: Any, value: Decimal) -> Any:
    """A number in one of the ways it may be written."""
    plain = show(value)
    sized = show(abs(value))
    ways = [
        float(value),
        plain,
        wide_digits(plain),
        f"{plain}分",
        f" {plain}",
        f"{'加' if value > 0 else '扣'}{sized}分",
    ]
    if value > 0:
        ways += [f"+{plain}", f"加{plain}"]
    else:
        ways += [f"减{sized}", f"－{sized}"]
    return draw(st.sampled_from(ways))


def event_amounts(value: Decimal) -> Any:
    """Points beside a column that says 加 or 减: with the same sign or none."""
    return amounts(value) if value > 0 else st.sampled_from([float(-value), show(-value), show(value), f"扣{-value}"])


@st.composite
def names(draw: Any, code: str) -> str:
    name = PEOPLE[code][0]
    ways = [
        name,
        f" {name} ",
        "　".join(name) if len(name) == 2 else name,
        name.replace("·", "•"),
        f"{name[0]}\n{name[1:]}",
    ]
    return draw(st.sampled_from(ways))


@st.composite
def identities(draw: Any, code: str, kinds: list[str]) -> dict[str, Any]:
    """The cells that name a household: by code, by name where that is enough, or both."""
    name = draw(names(code))
    cells: dict[str, Any] = {"户编号": code, "户主": name, "网格": f"第{PEOPLE[code][1]}微网格"}
    if code in UNIQUE:
        left_out = draw(st.sampled_from([[], ["户编号"], ["户主"], ["网格"]]))
        cells.update({key: None for key in left_out if key in kinds or key == "网格"})
        if "户编号" not in kinds:
            cells["户主"] = name
    return cells


NONE_MARKS = st.sampled_from([None, None, None, "/", "—", "-", "无", "　", "／"])
EXTRAS = {"上期结余": 14, "联系电话": "13800001111", "备注": "好", "签字": None, "累计积分": 99, "序号": 7}


@st.composite
def titles(draw: Any) -> list[list[Any]]:
    lines: list[list[Any]] = [
        [draw(st.sampled_from(["沙院村2025年3月积分评议表", "二〇二五年三月份积分", "2025年3月"]))]
    ]
    if draw(st.booleans()):
        lines.append([])
    if draw(st.booleans()):
        lines.append(["评议日期：2025年3月28日", None, None, "单位：分"])
    return lines


@st.composite
def wide_pages(draw: Any) -> Page:
    page = Page(draw(titles()))
    chosen = draw(codes)
    categories = draw(st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=5, unique=True))
    kinds = draw(st.sampled_from([["户编号", "户主"], ["户编号"], ["户主", "网格"], ["网格", "户编号", "户主"]]))
    extras = draw(st.lists(st.sampled_from(sorted(EXTRAS)), max_size=3, unique=True))
    columns = draw(st.permutations([*kinds, *categories, *extras, "合计"]))
    long_names = draw(st.booleans())
    head = [(c if long_names else c[:2]) if c in CATEGORIES else c for c in columns]
    page.columns = list(columns)
    page.rows.append(head)
    sums = []
    for index, code in enumerate(chosen):
        cells: dict[str, Any] = draw(identities(code, kinds)) | {e: EXTRAS[e] for e in extras}
        if kinds == ["户主", "网格"]:
            cells["户主"], cells["网格"] = draw(names(code)), f"第{PEOPLE[code][1]}网格"
        if kinds == ["户编号"]:
            cells["户编号"] = code
        if cells.get("户编号") is None and cells.get("户主") is None:
            cells["户编号"] = code
        if "户编号" not in kinds and code not in UNIQUE and cells.get("网格") is None:
            cells["网格"] = PEOPLE[code][1]
        points = {c: draw(half_points) for c in categories if draw(st.booleans())}
        cells |= {c: draw(amounts(points[c])) if c in points else draw(NONE_MARKS) for c in categories}
        cells["合计"] = draw(st.sampled_from([float(total(points.values())), None]))
        page.expected |= {(code, c): v for c, v in points.items()}
        sums.append(total(points.values()))
        page.rows.append([cells.get(c) for c in columns])
        page.data_rows.append(len(page.rows))
        if draw(st.integers(0, 5)) == 0:
            page.rows.append([])
        if draw(st.integers(0, 5)) == 0 and index + 1 < len(chosen):
            page.rows.append(list(head))
    if draw(st.booleans()):
        row: list[Any] = [None] * len(columns)
        row[columns.index(kinds[0])] = "合　计"
        row[columns.index("合计")] = float(total(sums))
        page.rows.append(row)
    if draw(st.booleans()):
        page.rows.append(["备注：空白、“/”表示无得分，共180户。"])
    return page


@st.composite
def item_pages(draw: Any) -> Page:
    page = Page(draw(titles()))
    start = len(page.rows)
    rules = draw(st.lists(st.sampled_from(sorted(RULES)), min_size=1, max_size=5, unique=True))
    counts = {rule: draw(st.booleans()) for rule in rules}
    heads = {r: draw(st.sampled_from([f"{r} {RULES[r]}", RULES[r], r, f"{r}{RULES[r]}"])) for r in rules}
    page.columns = ["户编号", "户主", *rules]
    page.rows.append(["户编号", "户主", *[heads[r] for r in rules]])
    page.rows.append([None, None, *[f"{VALUES[r]}/次（{'次数' if counts[r] else '得分'}）" for r in rules]])
    if draw(st.booleans()):
        page.merges += [f"A{start + 1}:A{start + 2}", f"B{start + 1}:B{start + 2}"]
    for code in draw(codes):
        row: list[Any] = [code, draw(names(code))]
        for rule in rules:
            times = draw(st.integers(0, 3))
            value = Decimal(VALUES[rule]) * times
            if times:
                page.expected[code, rule] = value
            if not times:
                row.append(draw(NONE_MARKS))
            elif times == 1 and draw(st.booleans()):
                row.append("√")
            elif counts[rule]:
                row.append(draw(st.sampled_from([times, str(times), f"{times}次"])))
            else:
                row.append(draw(amounts(value)))
        page.rows.append(row)
        page.data_rows.append(len(page.rows))
    return page


@st.composite
def event_pages(draw: Any) -> Page:
    page = Page(draw(titles()))
    columns = draw(
        st.permutations(["日期", "户编号", "户主", "加/减", "项目编号", "积分项目", "事项详情", "分值", "评议结果"])
    )
    page.columns = list(columns)
    page.rows.append(list(columns))
    days = iter(range(1, 29))
    for code in draw(codes):
        for rule in draw(st.lists(st.sampled_from(sorted(RULES)), min_size=1, max_size=3, unique=True)):
            day, times = next(days), draw(st.integers(1, 3))
            value = Decimal(VALUES[rule]) * times
            passed = draw(st.sampled_from(["通过", "同意", "退回"]))
            by_code = draw(st.booleans())
            cells = {
                "日期": draw(st.sampled_from([f"3月{day}日", f"2025.3.{day}", f"2025-03-{day:02d}", f"{day}日"])),
                "户编号": code, "户主": draw(names(code)), "加/减": "加" if value > 0 else "减",
                "项目编号": rule if by_code else None,
                "积分项目": RULES[rule] if not by_code or draw(st.booleans()) else None,
                "事项详情": draw(st.sampled_from(["门前\n干净", None])), "分值": draw(event_amounts(value)),
                "评议结果": passed,
            }  # fmt: skip
            if passed != "退回":
                page.expected[code, rule] = page.expected.get((code, rule), Decimal(0)) + value
            page.rows.append([cells[c] for c in columns])
            page.data_rows.append(len(page.rows))
    return page


pages = st.one_of(wide_pages(), item_pages(), event_pages())


def lines(found: Any) -> dict[tuple[str, str], Decimal]:
    sums: dict[tuple[str, str], Decimal] = {}
    for draft in found.reading.lines:
        key = (draft.household, draft.rule or draft.category)
        sums[key] = sums.get(key, Decimal(0)) + draft.points
    return sums


@SETTINGS
@given(page=pages, encoding=st.sampled_from(["", "", "utf-8-sig", "gb18030", "utf-16"]))
def test_a_random_month_in_a_random_layout_reads_back(page: Page, encoding: str, book: Any, read_data: Any) -> None:
    data = page.as_csv(encoding) if encoding else page.as_xlsx(book)
    found = read_data(data, "表.csv" if encoding else "表.xlsx", ceilings=(999, -999))
    assert [i for i in found.issues if i.code != "cap-exceeded"] == []
    assert lines(found) == page.expected


@SETTINGS
@given(left=wide_pages(), right=wide_pages())
def test_two_tables_side_by_side_read_back_to_both(left: Page, right: Page, book: Any, read_data: Any) -> None:
    """The right table has the left one's columns, for tables of one page share their header."""
    head, body = left.rows[left.data_rows[0] - 2], [left.rows[n - 1] for n in left.data_rows]
    half = (len(body) + 1) // 2
    rows: list[list[Any]] = [["2025年3月"], [*head, None, *head]]
    for index in range(half):
        other = body[half + index] if half + index < len(body) else []
        rows.append([*body[index], None, *other])
    found = read_data(book(rows), "表.xlsx", ceilings=(999, -999))
    assert found.issues == []
    assert lines(found) == left.expected


def spoil_points(page: Page, row: list[Any], draw: Any) -> bool:
    places = [i for i, c in enumerate(page.columns) if c in CATEGORIES or c in RULES or c == "分值"]
    row[draw(st.sampled_from(places))] = draw(
        st.sampled_from(["1O", "2/3", "两三分", "3 4", "1.333", "#REF!", "=1+1", "二"])
    )
    return True


def spoil_name(page: Page, row: list[Any], draw: Any) -> bool:
    if "户主" not in page.columns:
        return False
    row[page.columns.index("户主")] = draw(st.sampled_from(["王麻子", "胡囯花", "贺端年", "#N/A"]))
    return True


def spoil_code(page: Page, row: list[Any], draw: Any) -> bool:
    if "户编号" not in page.columns:
        return False
    row[page.columns.index("户编号")] = draw(st.sampled_from(["19-99", "1-1", "O1-01"]))
    return True


def spoil_total(page: Page, row: list[Any], draw: Any) -> bool:
    if "合计" not in page.columns:
        return False
    row[page.columns.index("合计")] = draw(st.sampled_from([77, "十", "#REF!"]))
    return True


def spoil_event(page: Page, row: list[Any], draw: Any) -> bool:
    if "评议结果" not in page.columns:
        return False
    row[page.columns.index("评议结果")] = "通过"
    faults = [("项目编号", "ZZ99"), ("日期", "3月32日"), ("日期", "2025.4.2"), ("评议结果", "也许"), ("加/减", "乘")]
    column, value = draw(st.sampled_from(faults))
    row[page.columns.index(column)] = value
    return True


@SETTINGS
@given(data=st.data(), page=pages)
def test_each_harmful_change_is_reported_in_its_row(data: Any, page: Page, book: Any, read_data: Any) -> None:
    number = data.draw(st.sampled_from(page.data_rows))
    row = page.rows[number - 1]
    if "评议结果" in page.columns:
        row[page.columns.index("评议结果")] = "通过"
    spoil = data.draw(st.sampled_from([spoil_points, spoil_name, spoil_code, spoil_total, spoil_event]))
    if not spoil(page, row, data.draw):
        return
    found = read_data(page.as_xlsx(book), "表.xlsx", ceilings=(999, -999))
    rows = {int("".join(filter(str.isdigit, i.cell or "0")) or 0) for i in found.issues if i.severity == "error"}
    assert number in rows


@SETTINGS
@given(data=st.data(), page=wide_pages())
def test_a_row_written_twice_is_reported(data: Any, page: Page, book: Any, read_data: Any) -> None:
    page.rows.append(list(page.rows[data.draw(st.sampled_from(page.data_rows)) - 1]))
    found = read_data(page.as_xlsx(book), "表.xlsx", ceilings=(999, -999))
    assert "row-repeated" in {issue.code for issue in found.issues}
