"""Deeds and activities are taken back as everything else is; see `test_undo`."""

from cli_support import Village
from sheet_support import table
from test_undo import Step, founded, lives, proved, settled

__all__ = ["founded", "settled"]

DEED = ("deed", "add", "01-01", "--category", "环境卫生", "--points", "2", "--on", "2025-06-10", "--note", "清沟")
HEADERS = ("日期", "户编号", "类别", "申报分", "事由")
STEPS = (
    Step("deed add", "2025-06-11", DEED),
    Step("deed withdraw", "2025-06-11", lambda v: ["deed", "withdraw", newest(v), "--reason", "记错"]),
    Step("deed import", "2025-06-12", lambda v: ["deed", "import", sheet(v)]),
)


def newest(village: Village) -> str:
    """The newest deed that stands."""
    return str(max(deed["id"] for deed in village.json("deed", "list")))


def sheet(village: Village) -> object:
    rows = (("2025-06-11", "01-02", "环境卫生", 3, "扫路"), ("2025-06-12", "02-01", "环境卫生", -1, "乱倒"))
    return table(village.folder / "登记.xlsx", HEADERS, *rows)


def test_every_command_about_deeds_is_taken_back(settled: Village) -> None:
    lives(settled, STEPS)
    proved(settled)
