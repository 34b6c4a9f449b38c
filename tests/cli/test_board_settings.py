"""How the settings shape the list: classes apart, grids, named rules, working days."""

from board_support import draft, fill, published
from cli_support import Village


def red(village: Village) -> list[dict[str, str]]:
    draft(village)
    found: list[dict[str, str]] = village.json("board", "show", "2025H1")["red"]
    return found


def test_the_best_of_each_grid(half_year: Village) -> None:
    half_year("settings", "set", "red", "grid:1")
    lines = red(half_year)
    grids = {h["grid"] for h in half_year.json("points", "rank", "--period", "2025H1") if float(h["points"]) > 0}
    assert {line["grid"] for line in lines} == grids
    ranks = [int(line["rank"]) for line in lines]
    assert ranks == sorted(ranks)


def test_all_who_reach_a_number_of_points(half_year: Village) -> None:
    half_year("settings", "set", "red", "min:20")
    wanted = [
        r["household"] for r in half_year.json("points", "rank", "--period", "2025H1") if float(r["points"]) >= 20
    ]
    assert [line["household"] for line in red(half_year)] == wanted


def test_classes_are_ranked_apart_where_the_village_says_so(half_year: Village) -> None:
    half_year("settings", "set", "red", "top:1")
    half_year("settings", "set", "red-by-tier", "yes")
    lines = red(half_year)
    tiers = [line.get("tier") for line in lines]
    assert len(set(tiers)) >= 2
    assert {int(line["rank"]) for line in lines} == {1}


def test_a_named_rule_makes_a_black_candidate_whatever_the_sum(half_year: Village) -> None:
    half_year("settings", "set", "black-net", "-1000")
    half_year("settings", "set", "black-deductions", "-1000")
    draft(half_year)
    assert half_year.json("board", "show", "2025H1")["candidates"] == []
    entries = half_year.json("points", "entries", "--period", "2025H1")
    broken = next(e["rule"] for e in entries if e["rule"] and e["points"].startswith("-"))
    half_year("settings", "set", "black-rules", broken)
    draft(half_year)
    found = {c["household"] for c in half_year.json("board", "show", "2025H1")["candidates"]}
    assert found == {e["household"] for e in entries if e["rule"] == broken}


def test_a_window_may_count_working_days(half_year: Village) -> None:
    half_year("settings", "set", "workdays", "yes")
    issued = published(half_year)
    assert (issued["notice_from"], issued["notice_to"]) == ("2025-07-16", "2025-07-24")


def test_a_window_may_begin_in_the_past_and_the_sheet_says_so(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    issued = half_year.json("board", "publish", "2025H1", "--from", "2025-07-10", "--days", "3", "--yes")
    assert (issued["notice_from"], issued["notice_to"]) == ("2025-07-10", "2025-07-12")
    content = half_year.sql("SELECT content FROM document WHERE kind = 'board'")[0][0]
    assert '"backdated":true' in content
