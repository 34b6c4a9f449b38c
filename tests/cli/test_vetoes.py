"""Vetoes: records that bar the red list and never change points."""

from board_support import draft
from cli_support import Village

GIVEN = ("--ground", "聚众赌博", "--document", "行政处罚决定书〔2025〕3号")


def best(village: Village) -> str:
    code: str = village.json("points", "rank", "--period", "2025H1")[0]["household"]
    return code


def red(village: Village) -> list[str]:
    draft(village)
    return [line["household"] for line in village.json("board", "show", "2025H1")["red"]]


def refused(village: Village, *arguments: str, code: int = 3) -> str:
    before = village.operations()
    told: str = village.json(*arguments, code=code)["error"]["code"]
    assert village.operations() == before
    return told


def test_a_veto_bars_the_red_list_moves_nobody_up_and_leaves_the_points(half_year: Village) -> None:
    code = best(half_year)
    ranks, before = half_year.json("points", "rank", "--period", "2025H1"), red(half_year)
    told = half_year.json("veto", "add", code, *GIVEN, "--from", "2025-05-01", "--to", "2025-12-31")
    assert (told["household"], told["in_force"]) == (code, True)
    assert red(half_year) == before[1:]
    assert half_year.json("points", "rank", "--period", "2025H1") == ranks
    assert half_year.json("board", "show", "2025H1")["left_out"]["veto"] == 1


def test_a_lifted_veto_bars_no_more(half_year: Village) -> None:
    code = best(half_year)
    half_year("veto", "add", code, *GIVEN, "--from", "2025-05-01")
    assert code not in red(half_year)
    half_year("veto", "lift", "1")
    assert code in red(half_year)
    assert half_year.json("veto", "list") == [
        {
            "id": 1,
            "household": code,
            "head": half_year.json("veto", "list")[0]["head"],
            "ground": "聚众赌博",
            "document": "行政处罚决定书〔2025〕3号",
            "from": "2025-05-01",
            "to": None,
            "lifted_on": "2025-07-15",
            "in_force": False,
        }
    ]
    assert refused(half_year, "veto", "lift", "1") == "veto-lifted"


def test_a_veto_outside_the_period_bars_nothing(half_year: Village) -> None:
    code = best(half_year)
    half_year("veto", "add", code, *GIVEN, "--from", "2024-01-01", "--to", "2024-12-31")
    half_year("veto", "add", code, *GIVEN, "--from", "2025-08-01")
    assert code in red(half_year)


def test_what_is_no_veto_is_refused(village: Village) -> None:
    base = ("veto", "add", "03-07")
    assert refused(village, "veto", "lift", "9") == "veto-unknown"
    assert refused(village, *base, "--ground", " ", "--document", "x", "--from", "2025-01-01", code=2) == (
        "veto-text-missing"
    )
    assert refused(village, *base, *GIVEN, "--from", "2025-02-01", "--to", "2025-01-01", code=2) == "days-order"
    assert refused(village, *base, *GIVEN, "--from", "某一天", code=2) == "day-invalid"
    assert refused(village, "veto", "add", "99-99", *GIVEN, "--from", "2025-01-01") == "household-unknown"


def test_a_dry_run_records_no_veto(village: Village) -> None:
    before = village.operations()
    found = village.json("veto", "add", "03-07", *GIVEN, "--from", "2025-01-01", "--dry-run")
    assert found["applied"] is False
    assert village.operations() == before
