"""The steps of the menu as data: in the order of the month's work, each the command it types.

A word `‹…›` is asked for (`asks.ASKS` says how). A part that begins with `?` is left away where nothing is answered.
"""

from typing import NamedTuple


class Step(NamedTuple):
    """What a line of the menu does: the parts of its command, without `jifen`. `look`: a paper would come of it at once,
    so what would be done is shown and asked first. `month_s`: a part of the month's work; what comes next follows it."""

    title: str
    parts: tuple[str, ...]
    look: bool = False
    month_s: bool = False


class Stage(NamedTuple):
    """A stretch of the month's work."""

    title: str
    steps: tuple[Step, ...]


CORRECT = Step("更正公示过的一户", ("meeting correct ‹月份› ‹户› ‹改哪一笔› --reason ‹理由›",))
"""It stands wherever somebody looks for it: a notice is wrong, an objection is right, a final month is wrong."""
FIRST_DAY = (
    Step("建一本新账本", ("init ‹村名›", "?--township ‹乡镇›", "?--hotline ‹监督电话›", "?--rulebook ‹细则文件›")),
    Step("先建一个演示村看看", ("demo",)),
)
"""What can be done without a book."""
STAGES = (
    Stage(
        "建账",
        (
            Step("出空表（花名册、细则、物资、期初……）", ("forms",)),
            Step("导入花名册", ("roster import ‹文件›",)),
            Step("导入积分细则", ("rules import ‹文件›", "?--from ‹自哪天起›")),
            Step("导入期初积分", ("points opening ‹文件›",)),
            Step("填监督电话", ("settings set hotline ‹监督电话›",)),
            Step("填异议受理人", ("settings set contact ‹异议受理人›",)),
            Step("看本村的各项规定", ("settings list",)),
            Step("看积分细则", ("rules list",)),
        ),
    ),
    Stage(
        "开会前",
        (
            Step("印空白评议表", ("meeting sheet ‹月份› --layout ‹填法›",)),
            Step(
                "记下评议会",
                (
                    "meeting record ‹月份›",
                    *("?--held-on ‹评议日期›", "?--place ‹地点›", "?--chair ‹主持人›", "?--recorder ‹记录人›"),
                    *("?--expected ‹应到人数›", "?--present ‹实到人数›"),
                ),
            ),
            Step("看各月到哪一步了", ("meeting list",)),
        ),
    ),
    Stage(
        "导入",
        (
            Step("导入评议表", ("meeting import ‹文件›",)),
            Step("换下以前导入的表", ("meeting import --replace ‹文件›",)),
            Step("补一张没上表的户的表", ("meeting import --add ‹文件›",)),
            Step("手工补一笔", ("points add ‹户› ‹分› --month ‹月份› --rule ‹细则编号› --reason ‹理由›",)),
            Step("看一个月", ("meeting show ‹月份›",)),
        ),
    ),
    Stage(
        "公示",
        (
            Step("印送审稿，或再印一份公示表", ("meeting notice ‹月份›",)),
            Step("公示（编号、定公示期、印公示表）", ("meeting publish ‹月份›",)),
            Step("出手机图片发村民群（姓名打码）", ("meeting notice ‹月份› --phone --mask",)),
            CORRECT,
        ),
    ),
    Stage(
        "异议",
        (
            Step("印空白的异议申请表", ("objection form",)),
            Step("受理一件异议", ("objection file ‹月份› ‹户› --reason ‹村民说的事实和理由›",)),
            Step("办结一件异议", ("objection decide ‹异议› ‹--uphold或--reject› --reason ‹核查结论›",), look=True),
            Step("印答复单", ("objection reply ‹异议编号›",)),
            Step("看全部异议", ("objection list",)),
            CORRECT,
        ),
    ),
    Stage(
        "定案",
        (
            Step("定案（加分可以兑换了）", ("meeting finalize ‹月份›",)),
            Step("印会议记录", ("meeting minutes ‹月份›",)),
            CORRECT,
            Step(
                "清零一户的得分（凭评议会的决定）",
                (
                    "points clear ‹户› ‹月份› --category ‹记在哪一类› --document ‹哪份决定› --reason ‹理由›",
                    "?--to ‹得分定为多少›",
                ),
            ),
            Step(
                "信用修复（清零的还回来）",
                ("points repair ‹户› ‹月份› --document ‹哪份决定› --reason ‹理由›", "?--to ‹得分提到多少›"),
            ),
        ),
    ),
    Stage(
        "红黑榜",
        (
            Step("拟榜，印评议表", ("board draft ‹期间›",)),
            Step("读回填好的评议表", ("board review ‹期间› ‹文件›",)),
            Step("印送审稿，或印现行的榜", ("board notice ‹期间›",)),
            Step("公示红黑榜", ("board publish ‹期间›",)),
            Step("看一期红黑榜", ("board show ‹期间›",)),
        ),
    ),
    Stage(
        "兑换",
        (
            Step("导入物资清单", ("goods import ‹文件›",)),
            Step("进货入库", ("goods receive ‹物品› ‹数量› --purchase ‹供货单位› --price ‹单价（元）›",)),
            Step("记一笔收入", ("fund in ‹多少元› --reason ‹哪里来的钱›",)),
            Step("记一笔支出", ("fund out ‹多少元› --reason ‹用在哪里›",)),
            Step("看库存", ("goods list",)),
            Step("测算够不够兑", ("redeem forecast ‹期间›",)),
            Step("开兑", ("redeem open ‹期间›",)),
            Step("印签领表", ("redeem sheet ‹期间›",)),
            Step("兑换台（当场一户一户办）", ("redeem desk",)),
            Step("导入填好的签领表", ("redeem import ‹文件›",)),
            Step("退换一单（结束后也能办）", ("redeem return ‹单据号› --reason ‹原因›",)),
            Step("结束兑换，出公示", ("redeem close ‹期间›",)),
        ),
    ),
    Stage(
        "年终、汇报",
        (
            Step("出积分简报（给乡镇、上墙）", ("report ‹期间› --pdf",)),
            Step("出一页看完的网页", ("page",)),
            Step("出七本台账", ("registers ‹期间› -o ‹台账放在哪个文件夹›",)),
            Step("年度结转：先看每户前后", ("year close ‹年份› --policy ‹办法› --dry-run",)),
            Step("年度结转", ("year close ‹年份› --policy ‹办法›",)),
        ),
    ),
    Stage(
        "备份、核对",
        (
            Step("备份到 U 盘", ("backup ‹文件夹›",)),
            Step("核对账本", ("verify",)),
            Step("看谁做了什么", ("log",)),
        ),
    ),
    Stage(
        "查找、撤销",
        (
            Step("找一户", ("find ‹编号、姓名、几个字或拼音首字母›",)),
            Step("撤销最后一步", ("undo",)),
            Step("排名", ("points rank --period ‹期间›",)),
            Step("各户可用积分", ("points balance",)),
            Step("一户的资料和变动", ("roster show ‹户›",)),
            Step("印一户的积分明细单", ("points statement ‹户›",)),
        ),
    ),
    Stage(
        "平时登记、活动",
        (
            Step(
                "记一件好事或者一件不该做的事",
                ("deed add ‹户› --rule ‹细则编号›", "?--note ‹什么事›", "?--by ‹谁记的›", "?--photo ‹照片›"),
            ),
            Step("导入网格员的平时登记表", ("deed import ‹文件›",)),
            Step("看还没评的", ("deed list --open",)),
            Step("印平时登记评议表（评议会用）", ("meeting sheet ‹月份› --layout deeds",)),
            Step(
                "定一个活动",
                ("activity add ‹活动名称› --on ‹哪一天› --rule ‹细则编号›", "?--place ‹地点›", "?--quota ‹最多几人›"),
            ),
            Step("印活动签到表", ("activity sheet ‹活动›",)),
            Step("导入填好的签到表", ("activity import ‹活动› ‹文件›",)),
            Step("看办过的活动", ("activity list",)),
        ),
    ),
    Stage(
        "事项、网格",
        (
            Step("登记一件事项", ("matter open ‹事项类型› --text ‹什么事›", "?--household ‹户›", "?--by ‹谁反映的›")),
            Step(
                "记办了一步", ("matter step ‹事项› ‹步骤›", "?--note ‹怎么办的›", "?--by ‹谁办的›", "?--photo ‹照片›")
            ),
            Step("办结一件事项", ("matter close ‹事项› --outcome ‹结果›", "?--note ‹怎么办结的›")),
            Step("导入填好的事项登记表", ("matter import ‹文件›",)),
            Step("看到期和超期的", ("matter list --due",)),
            Step("印网格员考核表", ("matter report ‹期间› --pdf",)),
            Step("记一次网格例会", ("grid meet --on ‹哪一天› --present ‹到会的人› --note ‹议定的事›",)),
            Step("印网格一张表", ("grid sheet ‹网格›",)),
        ),
    ),
    Stage(
        "荣誉",
        (
            Step("拟荣誉名单，印评议表", ("honour draft ‹年份或期间› ‹荣誉›",)),
            Step("读回填好的荣誉评议表", ("honour review ‹年份或期间› ‹荣誉› ‹文件›",)),
            Step("公示荣誉", ("honour publish ‹年份或期间› ‹荣誉›",)),
            Step("印荣誉证书", ("honour certificate ‹年份或期间› ‹荣誉›",)),
            Step("替获评的户申报加分（有奖励细则的）", ("honour award ‹年份或期间› ‹荣誉›",)),
            Step("看一年的荣誉", ("honour show ‹年份或期间› ‹荣誉›",)),
        ),
    ),
)
