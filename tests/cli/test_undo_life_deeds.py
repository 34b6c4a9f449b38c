"""Deeds and activities are taken back as everything else is; see `test_undo`."""

from cli_support import Village
from sheet_support import table
from test_undo import Step, founded, lives, proved, rulebook, settled

__all__ = ["founded", "settled"]

DEED = ("deed", "add", "01-01", "--category", "环境卫生", "--points", "2", "--on", "2025-06-10", "--note", "清沟")
CLEARING = ("activity", "add", "清沟", "--rule", "GY01")
HEADERS = ("日期", "户编号", "类别", "申报分", "事由")
STEPS = (
    Step("deed add", "2025-06-11", DEED),
    Step("deed withdraw", "2025-06-11", lambda v: ["deed", "withdraw", newest(v), "--reason", "记错"]),
    Step("deed import", "2025-06-12", lambda v: ["deed", "import", sheet(v)]),
    Step("activity add", "2025-06-12", (*CLEARING, "--on", "2025-06-20")),
    Step("activity cancel", "2025-06-12", lambda v: ["activity", "cancel", last(v), "--reason", "下雨"]),
    Step("activity add", "2025-06-12", (*CLEARING, "--on", "2025-06-21", "--quota", "9")),
    Step("activity import", "2025-06-22", lambda v: ["activity", "import", last(v), signed(v)]),
    Step("meeting import", "2025-06-28", lambda v: ["meeting", "import", decided(v), "--yes"]),
    Step("meeting void", "2025-06-28", ("meeting", "void", "2025-06", "--reason", "重评", "--yes")),
)


def last(village: Village) -> str:
    """The newest activity that stands."""
    return str(village.json("activity", "list")[-1]["id"])


def signed(village: Village) -> object:
    rows = (("01-01", "王建国", "√"), ("01-01", "王小明", "到"), ("02-01", None, "√"))
    return table(village.folder / "签到.xlsx", ("户编号", "参加人", "签到"), *rows)


def decided(village: Village) -> object:
    """Every open deed let pass but the newest, which is not."""
    waiting = village.json("deed", "list", "--open")
    rows = [(deed["id"], deed["household"], "通过", None) for deed in waiting[:-1]]
    rows.append((waiting[-1]["id"], waiting[-1]["household"], "不通过", "没有证据"))
    return table(village.folder / "2025年6月评议.xlsx", ("登记号", "户编号", "评议结果", "核定分"), *rows)


def newest(village: Village) -> str:
    """The newest deed that stands."""
    return str(max(deed["id"] for deed in village.json("deed", "list")))


def sheet(village: Village) -> object:
    rows = (("2025-06-11", "01-02", "环境卫生", 3, "扫路"), ("2025-06-12", "02-01", "环境卫生", -1, "乱倒"))
    return table(village.folder / "登记.xlsx", HEADERS, *rows)


def test_every_command_about_deeds_is_taken_back(settled: Village) -> None:
    settled("rules", "import", rulebook(settled), "--yes")
    lives(settled, STEPS)
    proved(settled)
