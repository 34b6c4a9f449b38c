"""Matters and grids are taken back as everything else is; see `test_undo`."""

from pathlib import Path

from cli_support import Village
from sheet_support import table
from test_undo import Step, founded, lives, proved, settled

__all__ = ["founded", "settled"]

OWN = '[road]\n"名称" = "村道报修"\n"步骤" = [{ "编号" = "mend", "名称" = "维修", "谁办" = "村委会" }]\n'
OWN += '"加分" = { "报告人" = "GY01" }\n'
RULES = (("编号", "类别", "项目", "分值"), ("GY01", "公益志愿", "报修村道", "+2"))


def kinds(village: Village) -> list[object]:
    """A kind of its own, which proposes its reporter, and the rule it proposes by."""
    own = village.folder / "模板" / "办事流程.toml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(OWN, encoding="utf-8")
    return ["rules", "import", table(village.folder / "细则.xlsx", *RULES), "--yes"]


def register(village: Village) -> Path:
    headers = ("日期", "类型", "网格", "户编号", "内容", "登记人", "目前步骤")
    rows = (
        ("2025-06-11", "矛盾调解", 1, "01-01", "地界", "王五", "调解"),
        ("2025-06-11", "微心愿", 2, None, "书桌", "", ""),
    )
    return table(village.folder / "登记.xlsx", headers, *rows)


STEPS = (
    Step("rules import", "2025-06-10", kinds),
    Step("grid set", "2025-06-10", ("grid", "set", "1", "--worker", "刘芳")),
    Step("grid meet", "2025-06-10", ("grid", "meet", "--on", "2025-06-10", "--present", "刘芳", "--note", "查用电")),
    Step("matter open", "2025-06-10", ("matter", "open", "road", "--text", "塌了", "--grid", "1", "--by", "王建国")),
    Step("matter step", "2025-06-10", lambda v: ["matter", "step", newest(v), "督办"]),
    Step("matter step", "2025-06-11", lambda v: ["matter", "step", newest(v), "维修", "--by", "刘芳"]),
    Step("matter close", "2025-06-12", lambda v: ["matter", "close", newest(v), "--outcome", "solved"]),
    Step("matter rate", "2025-06-12", lambda v: ["matter", "rate", newest(v), "4"]),
    Step("matter step", "2025-06-13", lambda v: ["matter", "step", newest(v), "重开"]),
    Step("matter import", "2025-06-13", lambda v: ["matter", "import", register(v)]),
)


def newest(village: Village) -> str:
    """The newest matter that stands."""
    return str(max(matter["id"] for matter in village.json("matter", "list")))


def test_every_command_about_matters_and_grids_is_taken_back(settled: Village) -> None:
    lives(settled, STEPS)
    proved(settled)
    deeds = settled.sql("SELECT 户号, 细则, 申报分 FROM 平时登记")
    assert deeds == [("01-01", "GY01", 2.0)], "the closing that stands proposed its reporter"
