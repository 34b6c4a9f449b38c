"""Points for an honour: claimed by its rule once the notice is down, each household once; a meeting decides them."""

import pytest
from cli_support import Village
from test_honours import FAMILY, JANUARY, own, published, refused

AWARD = ("honour", "award", "2025", FAMILY)
AFTER = "2026-01-25"


@pytest.fixture
def honoured(half_year: Village) -> Village:
    """Two families honoured in January by a kind with a rule."""
    half_year.today(JANUARY)
    own(half_year, f'["{FAMILY}"]\n"奖励细则" = "HJ05"\n')
    published(half_year)
    return half_year


def test_whoever_is_honoured_is_claimed_for_once_and_nothing_is_posted(honoured: Village) -> None:
    code, said = refused(honoured, *AWARD)
    assert code == "honour-award-early" and "公示到" in said
    honoured.today(AFTER)
    entries = honoured.json("points", "entries")
    told = honoured.json(*AWARD)
    number = honoured.json("honour", "show", "2025", FAMILY)["number"]
    assert (told["rule"], told["number"], len(told["deeds"])) == ("HJ05", number, 2)
    claims = [deed for deed in honoured.json("deed", "list", "--open") if deed["note"] == number]
    assert [(c["household"], c["rule"], c["on"]) for c in claims] == [
        (d["household"], "HJ05", AFTER) for d in told["deeds"]
    ]
    assert honoured.json("points", "entries") == entries
    assert refused(honoured, *AWARD)[0] == "honour-awarded"
    assert refused(honoured, *AWARD, claims[0]["household"])[0] == "honour-awarded"
    honoured("undo", "--yes")
    assert honoured.json(*AWARD, "--dry-run")["applied"] is False
    assert "各申报" in honoured(*AWARD).out


def test_one_household_first_and_the_rest_later(honoured: Village) -> None:
    honoured.today(AFTER)
    first, second = (line["household"] for line in honoured.json("honour", "show", "2025", FAMILY)["households"])
    assert [d["household"] for d in honoured.json(*AWARD, second)["deeds"]] == [second]
    rest = honoured.json(*AWARD)
    assert ([d["household"] for d in rest["deeds"]], rest["known"]) == ([first], 1)


def test_whose_honour_was_taken_away_gets_nothing(honoured: Village) -> None:
    honoured.today(AFTER)
    first, second = (line["household"] for line in honoured.json("honour", "show", "2025", FAMILY)["households"])
    honoured("honour", "revoke", "2025", FAMILY, first, "--reason", "弄虚作假", "--yes")
    assert refused(honoured, *AWARD, first)[0] == "honour-line-missing"
    assert [d["household"] for d in honoured.json(*AWARD)["deeds"]] == [second]


def test_an_open_objection_stops_it(honoured: Village) -> None:
    first = honoured.json("honour", "show", "2025", FAMILY)["households"][0]["household"]
    honoured("objection", "file", "2025", first, "--document", FAMILY, "--reason", "没有这回事")
    honoured.today(AFTER)
    code, said = refused(honoured, *AWARD)
    assert code == "honour-award-disputed" and "第 1 号" in said


def test_without_a_rule_nothing_can_be_claimed(half_year: Village) -> None:
    half_year.today(JANUARY)
    published(half_year)
    half_year.today(AFTER)
    assert refused(half_year, *AWARD)[0] == "honour-award-missing"


def test_what_was_claimed_for_whoever_is_taken_off_and_waits_still_is_told(honoured: Village) -> None:
    honoured.today(AFTER)
    claims = {claim["household"]: claim["deed"] for claim in honoured.json(*AWARD)["deeds"]}
    first, second = claims
    taken = ("honour", "revoke", "2025", FAMILY, first, "--reason", "弄虚作假", "--yes")
    told = honoured.json(*taken, "--dry-run")["waiting"]
    assert [(claim["deed"], claim["household"]) for claim in told] == [(claims[first], first)]
    said = honoured(*taken).out
    assert f"还有第 {claims[first]} 号平时登记（{first}，+" in said and f"jifen deed withdraw {claims[first]} " in said
    honoured("objection", "file", "2025", second, "--document", FAMILY, "--reason", "没有这回事", "--yes")
    decided = honoured.json("objection", "decide", "1", "--uphold", "--reason", "属实")
    assert [claim["deed"] for claim in decided["waiting"]] == [claims[second]]


def test_what_a_meeting_decided_or_somebody_took_back_waits_no_more(honoured: Village) -> None:
    honoured.today(AFTER)
    claim = honoured.json(*AWARD)["deeds"][0]
    honoured("deed", "withdraw", str(claim["deed"]), "--reason", "撤")
    taken = ("honour", "revoke", "2025", FAMILY, claim["household"], "--reason", "弄虚作假", "--yes")
    assert honoured.json(*taken)["waiting"] == []
