from datetime import date, datetime, time
from decimal import Decimal

import pytest

from jifen.printing.engine.page.number_format import shown


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (None, "General", ""),
        ("01-01", "@", "01-01"),
        ("王建国", '0.00;-0.00;0;"户主："@', "户主：王建国"),
        (3, "General", "3"),
        (2.5, "General", "2.5"),
        (-4, "General", "-4"),
        (0.1 + 0.2, "General", "0.3"),
        (12345678.25, "General", "12345678.25"),
        (1398, "0.00", "1398.00"),
        (2.675, "0.00", "2.68"),
        (Decimal("-1.5"), "0.00", "-1.50"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (3, '0"分"', "3分"),
        (3, "0\\分", "3分"),
        (2.5, "0.##", "2.5"),
        (2, "0.##", "2"),
        (0.256, "0.0%", "25.6%"),
        (3, '"加"0;"扣"0;"—"', "加3"),
        (-3, '"加"0;"扣"0;"—"', "扣3"),
        (0, '"加"0;"扣"0;"—"', "—"),
        (-3, "[Red]0_ ", "-3"),
        (7, "000", "007"),
        (0, "#", ""),
        (-3, '+General;-General', "-3"),
        (True, "General", "TRUE"),
        (date(2025, 7, 3), 'yyyy"年"m"月"d"日"', "2025年7月3日"),
        (datetime(2025, 7, 3, 9, 5), "yyyy-mm-dd hh:mm", "2025-07-03 09:05"),
        (date(2025, 7, 3), "General", "2025-07-03"),
        (time(9, 5), "h:mm", "9:05"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_its_format_shows_it(value, code, expected):
    assert shown(value, code) == expected
