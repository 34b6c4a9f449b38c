"""Settings: what each may hold."""

from decimal import Decimal

import pytest

from jifen.domain.settings import DEFAULTS, Selector, Settings, checked

GOOD = [
    *(("month-max", "40", "40"), ("month-max", "0", "0"), ("month-min", "-12.5", "-12.5"), ("notice-days", "007", "7")),
    *(("workdays", "YES", "yes"), ("red", "top:10", "top:10"), ("red", " share:12.5 ", "share:12.5")),
    *(("red", "level:A", "level:A"), ("red", "level\uff1aA、 B，A", "level:A,B")),
    *(("redeem-max", "", ""), ("point-rate", "0.5", "0.5"), ("black-net", "-3", "-3"), ("hotline", " 12345 ", "12345")),
]
BAD = [
    *(("month-max", "-1"), ("month-max", "x"), ("month-max", ""), ("month-min", "1"), ("notice-days", "0")),
    *(("notice-days", "366"), ("notice-days", "1.5"), ("notice-days", "-3"), ("workdays", "maybe"), ("red", "all")),
    *(("red", "top:0"), ("red", "top:1.5"), ("red", "share:101"), ("red", "share:"), ("red", "grid:-1")),
    *(("red", "level:"), ("red", "level:A,,B")),
    *(("point-rate", "-0.5"), ("black-deductions", "5"), ("month-max", "nan"), ("objection-days", "")),
]


@pytest.mark.parametrize(("name", "told", "kept"), GOOD)
def test_a_lawful_value_is_kept_in_one_form(name: str, told: str, kept: str) -> None:
    assert checked(name, told) == kept


@pytest.mark.parametrize(("name", "told"), BAD)
def test_any_other_value_is_refused(name: str, told: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        checked(name, told)


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        checked("month_max", "3")


@pytest.mark.parametrize("name", [name for name, value in DEFAULTS.items() if value])
def test_every_default_is_lawful(name: str) -> None:
    assert checked(name, DEFAULTS[name]) == DEFAULTS[name]


def test_defaults_are_those_of_the_contract() -> None:
    told = (
        "month-max 30, month-min -20, notice-days 3, list-days 7, workdays no, objection-days 7, red share:20, "
        "black-net 0, black-deductions -20, redeem-min 0"
    )
    assert {name: DEFAULTS[name] for name, _ in (pair.split() for pair in told.split(", "))} == dict(
        pair.split() for pair in told.split(", ")
    )
    assert {DEFAULTS[name] for name in ("black-rules", "redeem-max", "point-rate")} == {""}
    assert {value for name, value in DEFAULTS.items() if name.startswith("allow-")} == {"no"}


def test_what_was_never_set_is_the_default() -> None:
    found = Settings({"month-max": "12.5", "workdays": "yes"})
    assert found.ceilings.month_max == Decimal("12.5")
    assert found.ceilings.month_min == -20
    assert found.on("workdays")
    assert found.days("notice-days") == 3
    assert Selector.parse(found["red"]).number == 20
