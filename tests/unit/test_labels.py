"""Every code that is kept has one word for people, and nothing else has one."""

import re
from pathlib import Path
from typing import get_args

import pytest

import jifen.services
from jifen.domain import goods, household, ledger, rulebook, settings
from jifen.messages import labels
from jifen.reading.words.guard_words import load_guards
from jifen.services.meeting.import_model import Mode

CODES = {
    "HOUSEHOLD_STATUS": get_args(household.Status),
    "HOUSEHOLD_IS": (*get_args(household.Status), "unregistered"),
    "HOUSEHOLD_EVENT": get_args(household.EventKind),
    "ENTRY_KIND": (*get_args(ledger.EntryKind), *get_args(ledger.Decided)),
    "PER": get_args(rulebook.Per),
    "IMPORT_MODE": get_args(Mode),
    "GOODS_ORIGIN": get_args(goods.Origin),
    "GOODS_MOVEMENT": get_args(goods.MovementKind),
    "GUARD": tuple(guard.name for guard in load_guards(None).guards),
}


@pytest.mark.parametrize(("table", "codes"), CODES.items(), ids=CODES)
def test_each_code_has_a_word_and_each_word_a_code(table: str, codes: tuple[str, ...]) -> None:
    assert set(getattr(labels, table)) == set(codes)


def test_everything_that_is_done_to_a_book_has_a_word() -> None:
    """Each command a service keeps with its operation, as the services' own source names it."""
    services = Path(jifen.services.__path__[0])
    source = "\n".join(path.read_text(encoding="utf-8") for path in services.rglob("*.py"))
    commands = set(re.findall(r'(?:\.change\(|taking\(session,|operations\.add\(connection,)\s*"([a-z -]+)"', source))
    commands |= {f"roster {kind}" for kind in get_args(household.EventKind)}
    assert {"init", "meeting import", "redeem import", "roster moved", "goods receive"} <= commands
    assert {command for command in commands if labels.operation(command) == command} == set()
    assert [command for command in labels.OPERATION if f'"{command}"' not in source] == []


def test_every_setting_says_what_it_means() -> None:
    assert [name for name in settings.DEFAULTS if not labels.setting(name)] == []
    assert set(labels.SETTING) <= set(settings.DEFAULTS)


def test_caps_are_written_as_the_rule_book_has_them() -> None:
    rule = rulebook.Rule(
        "HJ01", "环境卫生", "乱倒垃圾", rulebook.RulePoints.parse("-2"), caps=rulebook.parse_caps("10/event,40/year")
    )
    assert labels.caps(rule) == "-10/次，-40/年"


def test_households_left_out_are_told_by_why_and_how_many() -> None:
    assert labels.left_out({"away": 2, "veto": 0, "black": 1}) == "外出2户、在黑榜1户"
