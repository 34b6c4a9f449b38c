"""What has to be written and is not: exit 2 and the same words in every command."""

import pytest
from cli_support import Village

WHY = "请用 --reason 写明理由。"
DECIDED = (
    ("points", "add", "01-01", "2", "--month", "2025-07", "--category", "环境卫生"),
    ("points", "reverse", "1"),
    ("meeting", "void", "2025-07"),
    ("meeting", "correct", "2025-07", "01-01", "--entry", "1"),
    ("objection", "file", "2025-07", "01-01"),
    ("objection", "decide", "1", "--reject"),
    ("board", "correct", "2025H1", "01-01", "--list", "red", "--remove"),
    ("board", "delist", "2025H1", "01-01"),
    ("goods", "write-off", "A01", "1"),
    ("fund", "in", "5"),
    ("fund", "out", "5"),
    ("redeem", "return", "2025Q3-0001"),
    ("source", "erase", "1"),
)


@pytest.mark.parametrize("arguments", DECIDED, ids=" ".join)
def test_a_decision_without_a_reason_is_wrong_usage_left_out_or_left_blank(
    village: Village, arguments: tuple[str, ...]
) -> None:
    for more in ((), ("--reason", " "), ("--reason", "")):
        told = village(*arguments, *more, "--yes", "--json", code=2)
        assert told.json["error"]["message"].startswith(WHY)
        assert WHY in told.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("veto", "add", "01-01", "--ground", "x", "--document", "y"), "请用 --from 写明日期。"),
        (("veto", "add", "01-01", "--ground", "x", "--from", "2025-07-01"), "请用 --document 写明依据。"),
        (("points", "rank"), "请用 --period 写明时间。"),
        (("registers", "2025"), "请用 -o 写明文件夹。"),
        (("year", "close", "2024"), "请用 --policy 写明办法"),
        (("goods", "receive", "A01", "1", "--donation", " ", "--value", "1"), "请用 --donation 写明捐赠人。"),
    ],
)
def test_any_option_that_has_to_be_written_is_asked_for_alike(
    village: Village, arguments: tuple[str, ...], words: str
) -> None:
    assert words in village.json(*arguments, code=2)["error"]["message"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("goods", "receive", "A01", "两块", "--donation", "甲", "--value", "1"),
        ("goods", "write-off", "A01", "0", "--reason", "x"),
        ("redeem", "add", "01-01", "A01", "1.5"),
        ("fund", "in", "很多", "--reason", "x"),
        ("points", "add", "01-01", "两分", "--month", "2025-07", "--category", "环境卫生", "--reason", "x"),
        ("roster", "leave", "01-01", "--on", "2025-02-30"),
        ("meeting", "publish", "2025-07", "--from", "三月"),
        ("roster", "add", "19-01", "甲", "--grid", "1", "--people", "三口"),
    ],
    ids=" ".join,
)
def test_points_days_counts_and_quantities_that_are_none_are_wrong_usage(
    village: Village, arguments: tuple[str, ...]
) -> None:
    before = village.book.read_bytes()
    assert village.json(*arguments, code=2)["ok"] is False
    assert village.book.read_bytes() == before


def test_a_common_option_is_no_value_of_the_one_before(village: Village) -> None:
    assert village("points", "balance", "--db", "--json", code=2).json["error"]["code"] == "option-empty"
    assert village("points", "balance", "--operator", "--db=jifen.db", code=2).out == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("matter", "rate", "8", "6"), "6 不行，请写 1 到 5。"),
        (("matter", "show", "0"), "0 不行，请写 1 或更大的数。"),
        (("meeting", "publish", "2025-07", "--days", "400"), "400 不行，请写 1 到 365。"),
    ],
    ids=" ".join,
)
def test_a_number_out_of_its_range_is_told_as_people_write_a_range(
    village: Village, arguments: tuple[str, ...], told: str
) -> None:
    message = village.json(*arguments, code=2)["error"]["message"]
    assert told in message and "<" not in message and "=" not in message
