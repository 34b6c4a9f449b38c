"""The demonstration village's half-yearly list: drafted, filled in as a meeting would, published."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jifen.domain.period import Period
from jifen.errors import JifenError

if TYPE_CHECKING:
    from jifen.cli.demonstration import Stage

DAY = date(2025, 7, 15)
LINE = {
    "决定": "上榜",
    "条款": "村规民约第8条（环境卫生）",
    "事实": "2025年6月12日在村东路口堆放垃圾，经提醒未清理",
    "告知日期": date(2025, 6, 25),
    "整改期限": date(2025, 7, 10),
    "复查结果": "未整改",
}
"""What the meeting writes for the one household it puts on the black list."""


def publish_board(stage: "Stage", period: Period, sheets: Path) -> None:
    """The three commands `board draft`, `board review`, `board publish`, with a meeting in between."""
    from jifen.printing.review import review_workbook
    from jifen.services import boards

    stage.on(DAY)
    content = boards.draft(stage.session, period)
    stage.tell(
        f"拟榜 {period}：参评 {content['ranked']} 户，红榜候选 {len(content['red'])} 户，黑榜须评议 {len(content['black'])} 户。"
    )
    path = sheets / "2025年上半年红黑榜评议表（已填）.xlsx"
    data = _decided(review_workbook(content))
    path.write_bytes(data)
    result = boards.review(stage.session, period, f"{sheets.name}/{path.name}", data)
    if not result.ok:
        raise JifenError("demo-broken", issues=[(i.code, i.path, i.cell) for i in result.issues])
    issued = boards.publish(stage.session, period, None, None)
    for which in ("red", "black", "both"):
        stage.print(issued.content, issued.code, which=which)
    window = f"{issued.content['notice_from']} 至 {issued.content['notice_to']}"
    stage.tell(
        f"公示红黑榜：红榜 {result.red} 户、黑榜 {result.black} 户，{issued.content['number']}，{window}，校验码 {issued.code}。"
    )


def _decided(data: bytes) -> bytes:
    """The review workbook filled in: red as proposed, of the black candidates the first is listed."""
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(data))
    sheet: Any = book["黑榜"]
    top = next(row[0].row for row in sheet.iter_rows() if "户编号" in {cell.value for cell in row})
    at = {cell.value: cell.column for cell in sheet[top]}
    rows = [row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, at["户编号"]).value]
    for row in rows:
        filled = LINE if row == rows[0] else {"决定": "不上榜"}
        for name, value in filled.items():
            sheet.cell(row, at[name]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()
