"""What a file is, told by its headers: never one kind where there is a doubt."""

import io

import openpyxl
import pytest

from jifen.reading.forms.kind import kinds


def workbook(*rows: str, title: str = "表") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append([int(cell) if cell.lstrip("-").isdigit() else cell or None for cell in row.split("|")])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["网格|户编号|户主姓名|家庭人口", "3|03-07|张三|4"], ("roster",)),
        (["户编号|户主|环境卫生|移风易俗", "03-07|张三|2|-1"], ("meeting",)),
        (["日期|户编号|户主|事由|分值", "7月3日|03-07|张三|打扫|2"], ("meeting",)),
        (["户编号|户主|上期结余|环境卫生", "03-07|张三|10|2"], ("meeting",)),
        (["户编号|户主|期初积分", "03-07|张三|10"], ("opening",)),
        (["编号|类别|项目|分值", "HJ01|环境卫生|门前三包|+2"], ("rulebook",)),
        (["编号|名称|积分价|数量", "A01|香皂|5|20"], ("goods",)),
        (["编号|名称|账面数量|实盘数量", "A01|香皂|5|4"], ("stocktake",)),
        (["日期|户编号|户主|物品|数量|签字", "7月3日|03-07|张三|香皂|1|"], ("redemption",)),
        (["日期|户编号|户主|细则|类别|次数|申报分|登记人|事由", "7月3日|03-07|张三|HJ01||1|2|李四|打扫"], ("deeds",)),
        (["日期|户编号|户主|事由|申报分|评议分", "7月3日|03-07|张三|打扫|3|2"], ("meeting",)),
        (["户编号|户主|参加人|签到", "03-07|张三|张三|√"], ("attendance",)),
        (["日期|类型|网格|户编号|内容|登记人|目前步骤", "7月3日|诉求|3|03-07|路灯不亮|李四|受理"], ("matters",)),
        (["户编号|户主|推荐方式|决定|理由", "03-07|张三|自荐|上榜|整洁"], ("honour",)),
        (["户编号|户主|积分|决定|事实|整改期限", "03-07|张三|-3|上榜|堆放垃圾|2025-08-20"], ("honour",)),
        (["户编号|户主|可用积分|A01 香皂（5分）|签字", "03-07|张三|20|1|"], ("redemption",)),
    ],
)
def test_headers_that_leave_no_doubt_say_what_a_file_is(rows: list[str], expected: tuple[str, ...]) -> None:
    assert kinds(workbook(*rows)) == expected


def test_a_list_to_be_decided_is_known_by_the_name_of_its_sheet() -> None:
    rows = ("户编号|户主|决定|理由", "03-07|张三|上榜|整洁")
    assert kinds(workbook(*rows, title="红榜")) == ("review",)
    assert "review" not in kinds(workbook(*rows))


@pytest.mark.parametrize(
    "rows",
    [
        ["户编号|户主|网格", "03-07|张三|3"],  # a short roster, or a sheet to be filled in
        ["户编号|户主|家庭人口|环境卫生", "03-07|张三|4|2"],  # a scoring sheet that counts heads, too
        ["日期|户编号|户主|类别|事由|分值", "7月3日|03-07|张三|环境卫生|打扫|2"],  # 类别 of deeds, or of households
    ],
)
def test_headers_of_two_kinds_are_a_doubt(rows: list[str]) -> None:
    assert kinds(workbook(*rows)) == ("meeting", "roster")


@pytest.mark.parametrize(
    ("rows", "other"),
    [
        (["日期|户编号|户主|细则|登记人", "7月3日|03-07|张三|HJ01|李四"], "deeds"),
        (["户编号|户主|签到", "03-07|张三|√"], "attendance"),
    ],
)
def test_a_sheet_without_points_may_be_what_was_written_down_before_a_meeting(rows: list[str], other: str) -> None:
    assert kinds(workbook(*rows)) == ("meeting", other)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4"])
def test_what_is_no_workbook_is_no_kind(data: bytes) -> None:
    assert kinds(data) == ()
