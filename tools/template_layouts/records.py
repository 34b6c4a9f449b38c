"""Minutes with their attendance sheet, and a household's statement."""

from dataclasses import replace

from template_layouts.build import HEAD, TITLE, Look, Page, workbook

BIG = Look(TITLE, 22, across="center")
PARA = Look(size=12)
NOTE = Look(size=11)
COLUMN = Look(HEAD, 11, across="center", box=True)
CELL = Look(size=11, across="center", box=True)
TEXT = Look(size=11, box=True, indent=1)
LABEL = Look(HEAD, 12, across="center", box=True)
FACT = Look(size=12, box=True, indent=1)


def minutes() -> bytes:
    page = Page("会议记录", [6.5, 8, 10.5, 26.5, 10, 7, 17, 7.5], footer_left="{页脚}")
    page.whole("{标题}", BIG, 44)
    for left, right in (("会议时间", "地点"), ("主持人", "记录人"), ("应到", "实到")):
        page.parts([(1, 2, left, LABEL), (3, 4, f"{{{left}}}"), (5, 5, right, LABEL), (6, 8, f"{{{right}}}")], FACT, 26)
    for label, key in (("评议小组", "评议小组"), ("列席监督", "列席监督"), ("回避", "回避"), ("议程", "议程")):
        page.parts([(1, 2, label, LABEL), (3, 8, f"{{{key}}}")], FACT, 26)
    page.whole("{到会不足}", replace(FACT, bold=True, color="C00000"), 26)
    heading = replace(LABEL, across="left", indent=1)
    # Before the decisions on households: what follows them stands under the names of their columns on every page.
    page.whole("{议定标题}", heading, 26)
    page.parts([(1, 1, "{议定.序号}", CELL), (2, 8, "{议定.内容}")], FACT, 24)
    headings = ["序号", "户编号", "户主", "评议项目", "日期", "核定分", "事由", "户合计"]
    page.cells(headings, COLUMN, 34).repeat()
    names = ["序号", "户编号", "户主", "项目", "日期", "核定分", "事由", "本户合计"]
    page.cells([f"{{户.{name}}}" for name in names], [CELL, CELL, CELL, TEXT, CELL, CELL, TEXT, CELL], 22)
    page.parts([(1, 2, "合计", LABEL), (3, 8, "{合计}")], FACT, 26)
    page.whole("{放行标题}", heading, 26)
    page.parts([(1, 3, "{放行.户}"), (4, 7, "{放行.事由}：{放行.理由}"), (8, 8, "{放行.分值}", CELL)], TEXT, 22)
    page.whole("{异议标题}", heading, 26)
    page.parts([(1, 3, "{异议.户}"), (4, 8, "{异议.内容}　{异议.结果}")], TEXT, 22)
    page.whole("{更正标题}", heading, 26)
    page.whole("{更正.事项}", TEXT, 22)
    page.parts([(1, 2, "表决", LABEL), (3, 8, "同意　　　　票　　反对　　　　票　　弃权　　　　票")], FACT, 26)
    page.whole("{与会签字}", replace(FACT, down="top"), 90)
    page.whole("{签字}", PARA, 44)
    return workbook(page, _attendance())


def _attendance() -> Page:
    page = Page("签到表", [6, 13, 11, 16, 6, 13, 11, 16], footer_left="{村名}{期间}积分评议会")
    page.whole("{村名}{期间}积分评议会签到表", BIG, 44)
    page.whole("时间：{会议时间}　　地点：{地点}", PARA, 26)
    page.cells(["序号", "姓名", "身份", "签字"] * 2, COLUMN, 26).repeat()
    names = ["{签到.序号}", "{签到.姓名}", "{签到.身份}", ""]
    second = ["{签到.序号二}", "{签到.姓名二}", "{签到.身份二}", ""]
    return page.cells([*names, *second], CELL, 30)


def statement() -> bytes:
    page = Page("积分明细单", [6, 18, 12, 7, 26, 7, 8, 9], footer_left="{村名}　{户编号} {户主}")
    page.whole("{标题}", BIG, 44)
    whose = [
        (1, 2, "户主", LABEL),
        (3, 4, "{户主}"),
        (5, 5, "户编号：{户编号}"),
        (6, 8, "{小组}　{人口}　{状态}"),
    ]
    page.parts(whose, FACT, 26)
    page.parts([(1, 2, "期间", LABEL), (3, 4, "{期间}"), (5, 8, "截至{截至}　　{网格}")], FACT, 26)
    page.cells(["序号", "日期", "所属月份", "类型", "事由", "分值", "结存", "状态"], COLUMN, 28).repeat()
    page.parts(
        [(1, 6, "上期结存", replace(CELL, across="right", indent=1)), (7, 7, "{上期结存}"), (8, 8, "")], CELL, 22
    )
    page.whole("{无明细}", CELL, 24)
    names = ["序号", "日期", "月份", "类型", "事由", "分值", "结存", "状态"]
    page.cells([f"{{明细.{name}}}" for name in names], [CELL] * 4 + [TEXT, CELL, CELL, CELL], 22)
    figures = "期初{期初}　加分{累计加分}　扣分{累计扣分}　已兑换{已兑换}　到期清零{到期}　转入转出{转入转出}"
    page.parts([(1, 2, "账户合计", LABEL), (3, 8, figures)], FACT, 26)
    held = "其中待生效{待生效}　异议中{异议中}"
    page.parts(
        [(1, 2, "可用积分", LABEL), (3, 4, "{可用积分}", replace(FACT, bold=True, size=14)), (5, 8, held)], FACT, 28
    )
    page.whole("{得分标题}", replace(LABEL, across="left", indent=1), 24)
    score = [(1, 3, "{期.期间}", TEXT), (4, 5, "{期.得分}分"), (6, 7, "{期.等级}"), (8, 8, "{期.状态}")]
    page.parts(score, CELL, 22)
    page.whole("{登记标题}", replace(LABEL, across="left", indent=1), 24)
    deed = [(1, 1, "{登记.登记号}", CELL), (2, 2, "{登记.日期}", CELL), (3, 5, "{登记.事情}")]
    page.parts([*deed, (6, 6, "{登记.申报分}", CELL), (7, 8, "{登记.结果}")], TEXT, 22)
    page.whole("{连续等级}", NOTE, 20).whole("{荣誉记录}", NOTE, 20).whole("{欠分}", NOTE, 20).whole(
        "{说明}", NOTE, 20
    ).whole("{查询}", NOTE, 20)
    page.whole("经办人：　　　　　　　　户主签字：　　　　　　　　日期：", PARA, 44)
    return workbook(page)


LAYOUTS = {
    "会议记录": minutes,
    "积分明细单": statement,
}
