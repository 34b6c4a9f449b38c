"""Minutes as people type them."""

from datetime import date, datetime

import pytest

from jifen.cli.moments import moment
from jifen.errors import UsageError


@pytest.fixture(autouse=True)
def a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIFEN_TODAY", "2025-07-28")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-07-01 09:00", datetime(2025, 7, 1, 9)),
        ("2025-07-01T09:00", datetime(2025, 7, 1, 9)),
        ("2025-07-01 09:05:00", datetime(2025, 7, 1, 9, 5)),
        ("7月1日 9点", datetime(2025, 7, 1, 9)),
        ("７月１日　９：３０", datetime(2025, 7, 1, 9, 30)),
        ("7月1日下午3点半", datetime(2025, 7, 1, 15, 30)),
        ("昨天晚上八点一刻", datetime(2025, 7, 27, 20, 15)),
        ("7月1日上午10点20分", datetime(2025, 7, 1, 10, 20)),
        ("中午12点", datetime(2025, 7, 28, 12)),
        ("今天中午1点", datetime(2025, 7, 28, 13)),
        ("14:05", datetime(2025, 7, 28, 14, 5)),
        ("2025年7月1日9时", datetime(2025, 7, 1, 9)),
        ("7月1日", date(2025, 7, 1)),
        ("2025-07-01", date(2025, 7, 1)),
    ],
)
def test_a_minute_is_read_as_people_write_it_and_a_day_alone_stays_a_day(text: str, expected: date) -> None:
    found = moment(text)
    assert (type(found), found) == (type(expected), expected)


def test_nothing_told_is_nothing_read() -> None:
    assert moment(None) is None


@pytest.mark.parametrize("text", ["25点", "9:75", "7月40日 9点", "以后", "2025-07-01 24:00", ""])
def test_what_is_no_minute_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as found:
        moment(text)
    assert found.value.code == "moment-invalid"


def test_what_was_not_written_in_full_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    moment("7月1日下午3点半")
    assert "按 2025-07-01 15:30 记" in capsys.readouterr().err
    moment("2025-07-01 09:00")
    assert capsys.readouterr().err == ""
