"""The assessment of grid workers, and a grid on one sheet."""

from dataclasses import replace

from template_layouts.build import Page, workbook
from template_layouts.records import BIG, CELL, COLUMN, FACT, LABEL, NOTE, PARA, TEXT


def assessment() -> bytes:
    page = Page("网格员考核表", [6, 16, 9, 18, 9, 9, 9, 9, 13, 13.5, 20.5], landscape=True, footer_left="{页脚}")
    page.whole("{标题}", BIG, 44).whole("{说明}", NOTE, 20)
    heads = [
        "序号",
        "网格员",
        "网格",
        "类型",
        "登记",
        "办结",
        "按时",
        "超期",
        "天数（中位）",
        "评价（均分）",
        "考核意见",
    ]
    page.cells(heads, COLUMN, 34).repeat()
    names = ["序号", "网格员", "网格", "类型", "登记", "办结", "按时", "超期", "天数", "评价"]
    looks = [CELL, TEXT, CELL, TEXT, *[CELL] * 7]
    page.cells([*(f"{{员.{name}}}" for name in names), ""], looks, 26)
    page.whole("{无事项}", CELL, 30)
    total = [(n, n, f"{{总{name}}}") for n, name in enumerate(names[4:], 5)]
    page.parts([(1, 4, "合计"), *total, (11, 11, "")], LABEL, 28)
    page.whole("{签字}", PARA, 44)
    return workbook(page)


def grid() -> bytes:
    page = Page("网格一张表", [6, 11, 16, 12, 8, 10, 12, 13], footer_left="{页脚}")
    page.whole("{标题}", BIG, 44)
    page.parts([(1, 2, "网格长", LABEL), (3, 4, "{网格长}"), (5, 6, "网格员", LABEL), (7, 8, "{网格员}")], FACT, 28)
    page.parts([(1, 2, "户数", LABEL), (3, 4, "{户数}户"), (5, 6, "人口", LABEL), (7, 8, "{总人口}人")], FACT, 28)
    page.parts([(1, 2, "事项", LABEL), (3, 8, "{事项}")], FACT, 28)
    page.parts([(1, 2, "例会", LABEL), (3, 8, "{例会}")], FACT, 28)
    heads = ["序号", "户编号", "户主", "小组", "人口", "状态", "本年得分", "可用积分"]
    page.cells(heads, COLUMN, 28).repeat()
    looks = [CELL, CELL, replace(CELL, bold=True), *[CELL] * 5]
    page.cells([f"{{户.{name}}}" for name in heads], looks, 24)
    page.parts([(1, 6, "合计", LABEL), (7, 7, "{总得分}"), (8, 8, "")], replace(LABEL), 26)
    page.whole("{说明}", NOTE, 20)
    return workbook(page)


LAYOUTS = {
    "网格员考核表": assessment,
    "网格一张表": grid,
}
