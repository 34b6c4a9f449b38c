"""The village's bulletin: its figures are those of the ledger, and it leaves like every paper."""

from decimal import Decimal

import openpyxl
from board_support import published
from cli_support import Village


def text_of(path):
    book = openpyxl.load_workbook(path)
    return "\n".join(str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row if c.value is not None)


def total(values):
    return sum(map(Decimal, values), Decimal(0))


def test_its_figures_agree_with_ranks_and_entries(half_year: Village):
    line = ("--extra", "--points", "2", "--category", "环境卫生", "--reason", "漏记", "--yes")
    half_year("meeting", "correct", "2025-03", "03-01", *line)
    told = half_year.json("report", "2025H1")
    ranks = half_year.json("points", "rank", "--period", "2025H1")
    entries = half_year.json("points", "entries", "--period", "2025H1")
    now = told["figures"]
    assert Decimal(now["points"]) == total(e["points"] for e in entries)
    assert Decimal(now["awards"]) + Decimal(now["deductions"]) == Decimal(now["points"])
    away = total(g["points"] for g in told["grids"]) - total(r["points"] for r in ranks)
    ranked = {r["household"] for r in ranks}
    assert away == total(e["points"] for e in entries if e["household"] not in ranked)
    assert now["participating"] == len({e["household"] for e in entries})
    for parts in ("categories", "grids", "months"):
        assert total(line["points"] for line in told[parts]) == Decimal(now["points"])
    by_rule = [e for e in entries if e["rule"] == told["rules"][0]["rule"] and e["kind"] == "award"]
    assert told["rules"][0]["times"] == len(by_rule) > 0
    assert told["path"].endswith("柳河村2025年上半年积分简报.xlsx")


def test_a_month_without_a_meeting_is_said_on_paper_and_screen_and_nothing_is_compared_with_nothing(half_year: Village):
    said = half_year("report", "2025", "-o", "年.xlsx")
    text = text_of(half_year.folder / "年.xlsx")
    assert "2025年7月至12月还没有评议，数字只到2025年7月15日" in text
    assert "上期（2024年）没有记录，不作比较。" in text and "还没有评议的月份：2025年7月" in said.out
    assert half_year.json("report", "2025", "-o", "又.xlsx")["before"] is None


def test_an_empty_period_is_a_paper_all_the_same(village: Village):
    told = village.json("report", "2023Q2")
    assert told["figures"]["points"] == "0" and told["figures"]["participating"] == 0 and len(told["missing"]) == 3
    assert "2023年4月至6月没有评议会的记录" in text_of(told["path"])


def test_red_names_stand_there_once_the_list_is_out_masked_where_asked_and_black_ones_never(half_year: Village):
    before = half_year.json("report", "2025H1", "-o", "前.xlsx")
    assert before["red"] is None and "本期没有公示红榜" in text_of(before["path"])
    published(half_year, half_year.json("points", "rank", "--period", "2025H1")[-1]["household"])
    told = half_year.json("report", "2025H1", "-o", "后.xlsx")
    text = text_of(told["path"])
    shown = half_year.json("board", "show", "2025H1")
    reds = {line["head"] for line in shown["red"]}
    assert reds and all(head in text for head in reds)
    assert shown["black"] and not any(line["head"] in text for line in shown["black"] if line["head"] not in reds)
    masked = half_year.json("report", "2025H1", "-o", "打码.xlsx", "--mask")
    assert not any(head in text_of(masked["path"]) for head in reds)
    assert not {line["head"] for line in masked["red"]["lines"]} & reds


def test_it_names_the_chain_overwrites_nothing_and_writes_nothing_on_trial(half_year: Village):
    tried = half_year.json("report", "2025H1", "--dry-run")
    assert not (half_year.folder / tried["path"]).exists()
    told = half_year.json("report", "2025H1")
    head = half_year.json("verify")["head"]
    foot = openpyxl.load_workbook(told["path"]).worksheets[0].oddFooter.left.text
    assert head[:4] in foot and head[8:12] in foot
    assert half_year.json("report", "2025H1", code=3)["error"]["code"] == "file-exists"
    half_year("report", "2025H1", "--force")
    assert half_year("report", "2025H9", code=2).err
