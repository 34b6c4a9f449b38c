"""Sentences for issues of a file as a whole: what it is instead, which month it is of, which table it lacks."""

from collections.abc import Callable

from jifen.messages.issue_facts import FIELDS
from jifen.messages.issue_facts import fact as _fact
from jifen.messages.labels import MEETING_STATUS
from jifen.reading.issues import Issue

SOURCES = {
    "title": "标题", "sheet": "工作表名", "header": "表头", "file": "文件名", "option": "命令里的月份", "held": "评议日期", "cell": "这一格",
}  # fmt: skip

_UNREADABLE = {
    "format": "这不是能读的表格文件。请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”再导入。",
    "damaged": "文件已损坏，读不出来。请用 WPS 或 Excel 打开修复，另存为 .xlsx 再导入；打不开就请对方重发一份。",
    "encrypted": "文件加了密码。请打开后取消密码（文件、信息、保护工作簿），另存一份再导入。",
    "too-large": "文件太大或有大片空白的格式区，不像一张评议表。请把要导入的表格复制到一个新工作簿再导入。",
    "encoding": "文字编码读不出来。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。",
    "html": "这个文件其实是网页，只是名字像表格。请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”再导入。",
    "xml": "这个文件其实是 XML，只是名字像表格。请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”再导入。",
    "xlsb": "这是“Excel 二进制工作簿（.xlsb）”，不读这一种。请用 WPS 或 Excel 打开，另存为“Excel 工作簿（*.xlsx）”再导入。",
    "folder": "这是文件夹，不是评议表。请写文件夹里的文件名，几份就写几个。",
    "document": "这是文档或图片，不是表格。请把表格录入 WPS 或 Excel，存为 .xlsx 再导入。",
}


def _file_unreadable(issue: Issue) -> str:
    """`reason`: what the file is instead."""
    return _UNREADABLE.get(issue.facts.get("reason", ""), _UNREADABLE["format"])


def _file_empty(issue: Issue) -> str:
    """No facts."""
    return "文件是空的，里面没有表格。请检查是不是选错了文件。"


def _file_repeated(issue: Issue) -> str:
    """`other`: the path given first; `reason` content: the same lines, saved again; sheet: a sheet copied (`name`)."""
    other = _fact(issue, "other", "“", "”") or "前面的"
    if issue.facts.get("reason") == "sheet":
        name = _fact(issue, "name", "“", "”") or "这张工作表"
        return f"工作表{name}和工作表{other}内容一样，像是复制出来的，会重复计算。请删去一张。"
    if issue.facts.get("reason") == "content":
        name = _fact(issue, "name", "（工作表“", "”）")
        return f"{name or '这份表'}和{other}内容一样，像是同一份表另存的，会重复计算。请去掉其中一份。"
    return f"和{_fact(issue, 'other', '“', '”') or '前面的文件'}一模一样，同一份表只能给一次。请去掉其中一个。"


_NO_TABLE = {
    "no-header": "有数字，但找不到表头（要有“户编号”或“户主”一列，和分数的列）。请补上表头；不是评议表就删掉这张工作表。",
    "no-table": "没有找到评议表：要有“户编号”或“户主”一列，还要有各类别、各项目或分值的列。请检查是不是选错了文件。",
    "outside": "这一行有户有分，却不在表头下面，读不到。请移到表头下面，或补上表头；不要的就清空。",
    "totals-only": "只有各户的合计，没有分类别或分项目的得分，不能入账。请同时导入明细表。",
    "no-rows": "表头下面一行内容也没有。请检查是不是选错了文件。",
    "transposed": "各户排成了横行、一户一列，类别在左边竖排，读不了。请复制后用“选择性粘贴、转置”把行列调换，改成一户一行再导入。",
    "one-household": "这是一户一张的登记卡，读不了。请把各户抄到一张表里，一户一行，或用 jifen meeting sheet 月份 印的空白表填写。",
    "quarter": "一列一个月，几个月的分排在一张表上，又不分类别，不能入账。请每月一张表，写明各类别或项目的得分。",
    "category-sheets": "一类一张表，按工作表名分类别，读不了。请并成一张表，每个类别一列，再导入。",
    "roster": "没有找到花名册：要有“网格”“户编号”“户主姓名”三列。请补上表头再导入，或看看是不是选错了文件。",
    "rulebook": "没有找到积分细则：要有“编号、类别、项目、分值”各列。请补上表头再导入。",
    "review-red": "没有找到工作表“红榜”，要有“户编号、户主、决定、理由”各列。请用 jifen board draft 给出的评议表填写。",
    "review-black": "没有找到工作表“黑榜”，要有“户编号、户主、决定”和条款、事实各列。请用 jifen board draft 给出的评议表填写。",
    "not-filled": "表上一个数量也没有填。请填好再导入，或检查是不是选错了文件。",
    "goods": "没有找到物品目录：要有“编号”“名称”“积分价”三列。请补上表头再导入。",
    "stocktake": "没有找到盘点表：要有“编号”“实盘数量”两列。请用 jifen goods sheet 印的盘点表填写。",
    "redemption": "没有找到签领表或登记表：签领表要有“户编号”和“A01 香皂（5分）”这样的物品列，登记表要有“户编号”“物品编号”“数量”。",
    "opening": "没有找到期初积分：要有“户编号”（或“户主”）和“期初积分”两列。请补上表头再导入。",
}


_TABLES = {
    "roster": "花名册", "rulebook": "积分细则", "opening": "期初积分", "review-red": "红榜的评议表",
    "review-black": "黑榜的评议表", "goods": "物品目录", "stocktake": "盘点表", "redemption": "兑换登记表或签领表",
}  # fmt: skip


_OR_ELSE = {"兑换登记表或签领表": "（签领表则要有“A01 香皂（5分）”这样的物品列）"}


def _table_not_found(issue: Issue) -> str:
    """`reason`: which table was looked for. Of the header that comes nearest: `row`, `missing` keys, `found` headers."""
    table = _TABLES.get(issue.facts.get("reason", ""))
    if table and issue.facts.get("missing"):
        missing = "".join(f"“{FIELDS.get(key, key)}”" for key in issue.facts["missing"].split())
        strange = _fact(issue, "found", "，不认识的表头是“", "”")
        return (
            f"没有找到{table}：{_fact(issue, 'row', '第 ', ' 行的')}表头缺{missing}{strange}。"
            f"请把那一列的表头改成缺的名称，没有的就补上{_OR_ELSE.get(table, '')}；不是这张表的，看看是不是选错了文件。"
        )
    return _NO_TABLE.get(issue.facts.get("reason", ""), "没有找到要读的表格：请检查表头是否齐全，或是不是选错了文件。")


def _month_unknown(issue: Issue) -> str:
    """`reason` year or none; `number` the month without a year."""
    if issue.facts.get("reason") == "year":
        return f"只写了{_fact(issue, 'number', '', '月') or '月份'}，没有写是哪一年。请在标题里写全年月，或加 --month 说明。"
    return "看不出是哪个月的表：标题、工作表名、表头和文件名里都没有年月。请在标题里写上，或加 --month 说明。"


def _month_conflict(issue: Issue) -> str:
    """`month` and `source`, `other` and `other_source`, `other_found`, `other_cell`: the two that differ.

    `reason` span: what speaks of several months (`span`) where the sheet is one month's.
    `reason` session: a sheet of another redemption session than the one that is open.
    """
    if issue.facts.get("reason") == "session":
        month, other = issue.facts.get("month", ""), issue.facts.get("other", "")
        return f"这张表是 {month} 的，现在开着的是 {other} 的兑换。请核对是不是拿错了表。"
    source = SOURCES.get(issue.facts.get("source", ""), "这里")
    if issue.facts.get("reason") == "span":
        month = issue.facts.get("other", "")
        return (
            f"月份对不上：{source}说的是“{issue.facts.get('span', '')}”，不是一个月；别处说的是 {month}。"
            f"是 {month} 一个月的表就改{source}；不是就请按月分开。"
        )
    other = SOURCES.get(issue.facts.get("other_source", ""), "别处")
    at = _fact(issue, "other_cell", "（", "）")
    found = (
        "" if issue.facts.get("other_found") == issue.facts.get("other") else _fact(issue, "other_found", "（", "）")
    )
    return (
        f"月份对不上：{source}说的是 {issue.facts.get('month', '')}，{other}{at}说的是 {issue.facts.get('other', '')}"
        f"{found}。请改成一致的再导入。"
    )


def _meeting_exists(issue: Issue) -> str:
    """`month`; `taken_from`: the file it was taken from; `expected`: what the book has where this file differs."""
    taken = _fact(issue, "taken_from", "（来自“", "”）")
    if "expected" in issue.facts:
        return (
            f"{_fact(issue, 'month')} 已经导入过{taken}，这里和账上不一样（账上是 {issue.facts['expected']}，"
            f"表上是“{issue.found}”）。要照这份表更正整月请加 --replace；不是要改的，请改回来再导入。"
        )
    return f"{_fact(issue, 'month') or '这个月'} 已经导入过另一份表{taken}。更正整月请加 --replace，补报没上表的户请加 --add。"


def _meeting_closed(issue: Issue) -> str:
    """`month`; `status` of the meeting; `expected`: what the book has where this file differs."""
    status = MEETING_STATUS.get(issue.facts.get("status", ""), "公示或定案")
    if "expected" in issue.facts:
        return (
            f"{_fact(issue, 'month')} {status}，这里却和账上不一样（账上是 {issue.facts['expected']}，表上是“{issue.found}”）。"
            "请改回来再导入；确实要更正的用 meeting correct。"
        )
    return f"{_fact(issue, 'month') or '这个月'} {status}，不能再导入。个别更正用 meeting correct；整月重来先用 meeting void 作废。"


SENTENCES: dict[str, Callable[[Issue], str]] = {
    "file-unreadable": _file_unreadable,
    "file-empty": _file_empty,
    "file-repeated": _file_repeated,
    "table-not-found": _table_not_found,
    "month-unknown": _month_unknown,
    "month-conflict": _month_conflict,
    "meeting-exists": _meeting_exists,
    "meeting-closed": _meeting_closed,
}
