"""For docs/issue-codes.md: what each issue code is called, one example of it, and what a person does about it.

The sentences of the examples are the program's own (jifen.messages.issues); here stand only the facts of a case.
"""

from dataclasses import dataclass, field

BOOK, LIST, REVIEW = "2025年7月积分评议汇总表.xlsx", "2025年7月积分明细.xlsx", "2025年上半年红黑榜审定表.xlsx"
GOODS, TAKEN = "物资清单.xlsx", "2025年三季度签领表.xlsx"


@dataclass(frozen=True)
class Example:
    """A case: where it stands, what was found there, and the facts its sentence reads."""

    title: str
    remedy: str
    path: str = BOOK
    sheet: str | None = "2025年7月"
    cell: str | None = None
    found: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()


GROUPS: dict[str, str] = {
    "file-unreadable": "整个文件",
    "category-unknown": "表头",
    "household-missing": "一行",
    "points-invalid": "一格",
    "example-left": "空表",
    "field-missing": "红黑榜审定表",
    "limit-unread": "积分细则",
    "item-unknown": "物资和兑换",
}
"""The first code of each group, and the group's heading."""

EXAMPLES: dict[str, Example] = {
    "file-unreadable": Example(
        "文件读不出来",
        "用 WPS 或 Excel 打开，另存为 .xlsx；加了密码的先取消密码；打不开的请对方重发。",
        sheet=None,
        facts={"reason": "html"},
    ),
    "file-empty": Example("文件是空的", "检查是不是选错了文件。", sheet=None),
    "file-repeated": Example(
        "同一份文件给了两次",
        "去掉一份。两份内容一样、名字不同，或者一张明细工作表在同一个文件里复制了两张，也算同一份。",
        path="副本.xlsx",
        sheet=None,
        facts={"other": BOOK},
    ),
    "table-not-found": Example(
        "没有找到表",
        "给表加上表头：要有“户编号”或“户主”一列，还要有类别、项目或分值的列。不是评议表的工作表删去。",
        sheet="Sheet2",
        facts={"reason": "no-header"},
    ),
    "month-unknown": Example(
        "看不出是哪个月",
        "在标题里写上年月，如“2025年7月”；或者导入时加 `--month 2025-07`。",
        path="积分评议汇总表.xlsx",
        sheet="Sheet1",
    ),
    "month-conflict": Example(
        "月份前后不一",
        "标题、工作表名、文件名里的年月改成一致；一张表只能是一个月的，标题写“7月至9月”“二季度”“截至7月累计”的不行。"
        "`--month` 不能压过表上写的。",
        cell="A1",
        found="柳河村2025年6月积分评议汇总表",
        facts={"month": "2025-06", "source": "title", "other": "2025-07", "other_source": "sheet"},
    ),
    "meeting-exists": Example(
        "这个月已经导入过",
        "整月更正加 `--replace`，程序会列出变动再问一次；补报还没上表的户加 `--add`。",
        sheet=None,
        facts={"month": "2025-07", "taken_from": "7月初稿.xlsx"},
    ),
    "meeting-closed": Example(
        "这个月已公示或定案",
        "个别更正用 `jifen meeting correct`，会出更正公示；正在公示、要整月重来的，先用 `jifen meeting void` 作废。"
        "一年一本的台账照样每月导入：旧月没有动过就不会问，动了的格改回来。",
        sheet=None,
        facts={"month": "2025-06", "status": "published"},
    ),
    "category-unknown": Example(
        "不认识的类别",
        "改成积分细则里的类别；有终端时可以当场告诉程序它是哪一类，以后不再问。",
        cell="K4",
        found="集市贸易",
        suggestions=("发展经济",),
    ),
    "category-repeated": Example(
        "同一类别出现两列",
        "合并成一列，或删去一列。",
        cell="J4",
        found="公益",
        facts={"name": "公益志愿", "other": "公益志愿"},
    ),
    "column-unclear": Example(
        "不明白的列",
        "是得分就改成类别或项目的名称；不是得分就改名“备注”，或者删去。",
        cell="M3",
        found="奖励",
    ),
    "rule-unknown": Example(
        "细则里没有这个项目",
        "填积分细则里的项目编号，或照细则的原话写项目名称（`jifen rules list`）。",
        path=LIST,
        sheet="明细",
        cell="H12",
        found="HJ21",
        facts={"rule": "HJ21"},
        suggestions=("HJ01", "HJ02"),
    ),
    "household-missing": Example("没有写是哪一户", "补上户编号或户主；不要的行整行删去。", cell="C176"),
    "household-unknown": Example(
        "花名册里没有这一户",
        "核对户编号和姓名；新增的户先用 `jifen roster add` 登记。",
        cell="B60",
        found="19-99",
        suggestions=("19-09",),
    ),
    "household-ambiguous": Example(
        "同名的户不止一户",
        "填上户编号，或在姓名后面写网格，如 `王建军（11网格）`。",
        cell="C50",
        found="王建军",
        facts={"count": "2"},
        suggestions=("05-03 王建军（第5网格）", "11-07 王建军（第11网格）"),
    ),
    "household-mismatch": Example(
        "户编号和姓名对不上",
        "核对是编号写错了还是姓名写错了。换了户主的，先用 `jifen roster rename` 登记；"
        "姓名一栏写的是家里人的，把表头改成“行为人”。",
        cell="C31",
        found="李长河",
        facts={"household": "03-05", "head": "李德顺", "reason": "name"},
    ),
    "household-inactive": Example(
        "不参评的户有分",
        "清空这一行的分；评议会决定要记的，加 `--allow household-inactive --reason 理由`，会议记录里会写明。",
        cell="B189",
        found="17-09",
        facts={"household": "17-09", "head": "陈来福", "status": "left"},
    ),
    "row-repeated": Example(
        "同一户出现两次",
        "留一处，删去另一处；真是两笔的，合成一行。",
        cell="B160",
        found="14-02",
        facts={"household": "14-02", "other": "B151", "other_sheet": "2025年7月"},
    ),
    "decision-unclear": Example(
        "评议结果看不懂",
        "填“通过”，或者“不通过、退回、待定、撤回”之一；后几种不记分。",
        path=LIST,
        sheet="明细",
        cell="M9",
        found="再议",
    ),
    "event-repeated": Example(
        "同一件事好像记了两次",
        "只是提醒：是两件事就不用管，是一件事请删去一行。",
        path=LIST,
        sheet="明细",
        cell="D20",
        found="05-03",
        facts={"household": "05-03", "rule": "HJ05", "day": "2025-07-11", "other": "D14"},
    ),
    "highest-only": Example(
        "同一件事只记最高的一条（提醒）",
        "不用改：同一就高组只记分最高的，这一格不记。评议会决定都记的，加 `--allow highest-only --reason 理由`。",
        path=LIST,
        cell="G12",
        found="+5",
        facts={
            "household": "12-04",
            "rule": "BY01",
            "wording": "村级表彰",
            "points": "+5",
            "group": "表彰",
            "other": "BY02 县级表彰",
            "higher": "+10",
            "other_cell": "G13",
        },
    ),
    "points-invalid": Example(
        "不是分数",
        "改成 2、-1、加2、扣1分 这样的写法。字母 O、l 和数字 0、1 容易混。",
        cell="F72",
        found="1O",
    ),
    "points-precision": Example("小数太多", "分数最多两位小数。", cell="J73", found="0.125"),
    "points-out-of-range": Example(
        "分数和细则的分值不合",
        "核对分数，或核对是不是写错了项目。",
        path=LIST,
        sheet="明细",
        cell="K15",
        found="3",
        facts={"rule": "HJ02", "wording": "月检清洁户（达标）", "allowed": "+2"},
    ),
    "sign-unclear": Example(
        "不知道是加还是扣",
        "加分写正数，扣分写负数；“扣分项（填正数）”里都不带负号；有“加/减”一列的，分值写正数。",
        cell="L18",
        found="-2",
        facts={"reason": "award"},
    ),
    "cell-error": Example("格里是错误值", "改好公式，或直接填数字。", cell="E93", found="#REF!"),
    "cell-uncalculated": Example(
        "公式没有算过",
        "用 WPS 或 Excel 打开，保存一次再导入；或直接填数字。",
        cell="L20",
        found="=SUM(D20:K20)",
    ),
    "date-invalid": Example(
        "没有这一天",
        "写成 `2025年7月3日`、`2025-07-03` 或 `7月3日`，并核对有没有这一天。",
        path=LIST,
        sheet="明细",
        cell="B8",
        found="7月32日",
    ),
    "date-outside-month": Example(
        "日期不在可以评的日子里",
        "事情发生在评议日以前 62 天之内才能评；评议会决定要记的，加 `--allow date-outside-month --reason 理由`。",
        path=LIST,
        sheet="明细",
        cell="B9",
        found="2025.3.7",
        facts={"day": "2025-03-07", "first": "2025-05-27", "last": "2025-07-28"},
    ),
    "cap-exceeded": Example(
        "超过上限",
        "核对分数；评议会决定要记的，加 `--allow cap-exceeded --reason 理由`，会议记录里会写明。",
        cell="K131",
        found="18",
        facts={
            "per": "month",
            "limit": "15",
            "reached": "18",
            "household": "12-04",
            "rule": "CW03",
            "wording": "义务出工修路渠等公益设施",
        },
    ),
    "not-doubled": Example(
        "再犯（再做）没有加倍",
        "改成加倍以后的分；评议会决定不加倍的，加 `--allow not-doubled --reason 理由`，会议记录里会写明。",
        path=LIST,
        cell="G20",
        found="-2",
        facts={
            "household": "12-04",
            "rule": "WG02",
            "wording": "乱扔垃圾",
            "allowed": "-2",
            "months": "3",
            "first": "2025-05-12",
            "expected": "-4",
            "points": "-2",
        },
    ),
    "total-mismatch": Example(
        "合计对不上",
        "核对是合计写错了，还是哪一格的分写错了。程序只记各格的分，不记合计。",
        cell="L107",
        found="9",
        facts={"expected": "8"},
    ),
    "hidden-content": Example(
        "有隐藏的行、列或工作表",
        "只是提醒：隐藏的也照样读了，不该算的请删去。",
        facts={"kind": "rows", "first": "41", "last": "44"},
    ),
    "cell-unread": Example(
        "有格子没有读",
        "每一格数字、户名和通过不通过都要有着落：是得分就写上认得的表头，不是得分就改名“备注”或删去。",
        cell="H2",
        found="处理",
        facts={"reason": "column"},
    ),
    "example-left": Example(
        "空表自带的示例",
        "只是提醒：`jifen forms` 的空表带两行灰色的示例，凭“（示例）”几个字认，不导入。"
        "把示例改成自己的，删去这几个字就会导入。",
        path="花名册.xlsx",
        sheet="花名册",
        cell="C4",
        found="张三（示例）",
        facts={"rows": "4、5", "count": "2"},
    ),
    "field-missing": Example(
        "该填的没有填",
        "把这一格补上。黑榜上榜的户，条款、事实、告知日期、整改期限、复查结果都要填。",
        path=REVIEW,
        sheet="黑榜",
        cell="F3",
        facts={"field": "fact", "household": "09-03"},
    ),
    "date-order": Example(
        "日期先后反了",
        "告知日期不能晚于整改期限，整改期限要在今天以前。",
        path=REVIEW,
        sheet="黑榜",
        cell="H3",
        found="2025-06-01",
        facts={"field": "deadline", "other": "told_on", "other_found": "2025-06-10"},
    ),
    "candidate-unknown": Example(
        "不在初选名单里",
        "红榜上不能加户；要加的先改红榜的设置，重新 `jifen board draft`。",
        path=REVIEW,
        sheet="红榜",
        cell="A25",
        found="11-07",
        facts={"household": "11-07", "period": "2025H1"},
    ),
    "text-forbidden": Example(
        "不能贴上墙的话",
        "只写时间、地点、行为，不写评价、家属、电话、住址。"
        "评议会决定照写的，加 `--allow-text abusive-word --reason 理由`；"
        "号码和未成年人的姓名放行不了。",
        path=REVIEW,
        sheet="黑榜",
        cell="I5",
        found="懒汉，门前常年堆粪",
        facts={"word": "懒汉", "guard": "abusive-word", "option": "abusive-word", "basis": "民法典第1024条名誉权"},
    ),
    "limit-unread": Example(
        "上限写在备注里",
        "只是提醒：备注里的话不参加计算，要程序管住上限，请写到“上限”一栏，如 `6/月`、`10/年`。",
        path="积分细则.xlsx",
        sheet="细则",
        cell="I5",
        found="每月不超过6分",
        facts={"rule": "HJ05", "limit": "每月不超过6"},
    ),
    "item-unknown": Example(
        "物品目录里没有",
        "核对物品编号；新物品先用 `jifen goods import` 登记。",
        path=TAKEN,
        sheet="签领表",
        cell="D3",
        found="A09",
        facts={"item": "A09"},
        suggestions=("A01", "A06"),
    ),
    "item-repeated": Example(
        "物品编号出现两次",
        "留一处，或改正编号。",
        path=GOODS,
        sheet="物资清单",
        cell="A9",
        found="A03",
        facts={"item": "A03", "other": "A5"},
    ),
    "quantity-invalid": Example("数量不对", "填大于零的整数。", path=TAKEN, sheet="签领表", cell="E12", found="1.5"),
    "stock-short": Example(
        "库存不够",
        "核对数量，或先用 `jifen goods receive` 入库。按表上的先后，前面的户先得。",
        path=TAKEN,
        sheet="签领表",
        cell="F40",
        found="2",
        facts={"item": "B05", "on_hand": "1", "wanted": "2"},
    ),
    "points-short": Example(
        "积分不够",
        "减少数量。可用积分不含还在公示的加分。",
        path=TAKEN,
        sheet="签领表",
        cell="F17",
        found="1",
        facts={"household": "02-04", "available": "12", "wanted": "50"},
    ),
    "price-mismatch": Example(
        "单价或消耗积分不对",
        "按开兑时的价目改。",
        path="2025年三季度兑换登记表.xlsx",
        sheet="兑换登记",
        cell="H6",
        found="6",
        facts={"item": "A01", "expected": "5"},
    ),
    "receipt-repeated": Example(
        "单据号用过了",
        "核对是不是登记了两次；不是的，换一个单据号或留空。",
        path="2025年三季度兑换登记表.xlsx",
        sheet="兑换登记",
        cell="J8",
        found="2025Q3-0012",
        facts={"other": "J7"},
    ),
    "quantity-differs": Example(
        "已有物品的数量和账上不同",
        "进货用 `jifen goods receive`，盘点用 `jifen goods stocktake`；目录里照账上的数填，或留空。",
        path=GOODS,
        sheet="物资清单",
        cell="G3",
        found="150",
        facts={"item": "A01", "on_hand": "120"},
    ),
}
