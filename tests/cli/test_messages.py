"""Every refusal has a sentence, and the facts of each place that raises it fill that sentence."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from jifen.domain.goods import Item
from jifen.domain.household import Household
from jifen.domain.ledger import ScoreDecision
from jifen.domain.points import ZERO
from jifen.errors import BookError, JifenError, UsageError
from jifen.messages import (
    refusals,
    refusals_files,
    refusals_honours,
    refusals_life,
    refusals_matters,
    refusals_publication,
    refusals_rollup,
    refusals_rules,
    refusals_shop,
    refusals_templates,
    refusals_undo,
)
from jifen.messages.refusals import every_sentence, sentence
from jifen.services.meeting.score_decisions import StaleScore
from jifen.services.roster.finding import FoundHousehold

SOURCES = Path(__file__).resolve().parents[2] / "src" / "jifen"
RAISED = {"JifenError", "UsageError", "BookError"}
COMPUTED = {
    "cli/parsing.py": (
        *("points-invalid", "points-precision", "points-range"),
        *("yuan-invalid", "yuan-precision", "yuan-range"),
    ),
    "cli/output.py": (
        *("file-missing", "is-a-folder", "not-a-folder", "disk-full", "no-permission", "file-exists", "system"),
    ),
    "services/board/cycle.py": (
        *("board-published", "board-not-published", "board-not-drafted", "board-not-reviewed", "board-undecided"),
        *("board-changed", "board-line-missing"),
        *("honour-published", "honour-not-published", "honour-not-drafted", "honour-not-reviewed", "honour-changed"),
        *("honour-line-missing", "honour-year-ahead", "honour-year-not-over", "honour-months-open"),
        *("honour-award-missing", "honour-award-points", "honour-award-early", "honour-award-disputed"),
        *("honour-awarded", "honour-award-nobody", "honour-period", "honour-no-praise", "honour-deadline-past"),
        "honour-undecided",
    ),
    "services/life/deeds.py": ("sign-unclear", "points-out-of-range"),
    "services/life/activities.py": ("points-out-of-range",),
    "services/life/photos.py": ("photo-unreadable", "photo-too-large"),
    "services/ledger/posting.py": ("sign-unclear", "points-out-of-range", "cap-exceeded"),
}
"""Codes that a module of this issue makes up at run time, so that no constant stands in the call."""


@dataclass(frozen=True)
class Site:
    """One call that makes a refusal: its code (None where computed), the names of its facts (None where unpacked)."""

    path: str
    line: int
    kind: str
    code: str | None
    facts: tuple[str, ...] | None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.code}"


def sites() -> Iterator[Site]:
    for file in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED and node.args:
                first = node.args[0]
                code = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
                names = [keyword.arg for keyword in node.keywords]
                facts = None if None in names else tuple(str(name) for name in names)
                yield Site(file.relative_to(SOURCES).as_posix(), node.lineno, node.func.id, code, facts)


SITES = list(sites())
CANDIDATES = [FoundHousehold(Household("03-07", "王建国", "3", status="left"), ZERO)]
CLEARED = ScoreDecision(7, 1, "03-07", "cleared", ZERO, "决定书1号", "违法", category="遵规守法")
LISTS = {"codes", "known", "objections", "numbers", "wanted", "gone", "issues", "lines_", "items", "months"}
SAMPLES: dict[tuple[str, str], object] = {
    ("month-within-period", "period"): "2025Q3",
    ("score-not-rated", "period"): "2025Q3",
    ("honour-not-drafted", "year"): "2025H1",
    ("activity-rule-not-fixed", "value"): "-3~-15",
    ("sign-unclear", "value"): "-3~-15",
    ("score-decided-stale", "scores"): [StaleScore(CLEARED, "王建国", ZERO)],
    ("deed-points-not-fixed", "value"): "-3~-15",
    ("month-state", "status"): "published",
    ("household-inactive", "status"): "left",
    ("deed-not-open", "status"): "refused",
    ("activity-over", "status"): "held",
    ("entry-reversed", "kind"): "award",
    ("setting-invalid", "expected"): "days",
    ("package-changed", "months"): ["2025-07"],
    ("cap-exceeded", "bound"): "30",
    ("guard-refused", "offences"): [],
    ("board-line-missing", "list"): "red",
    ("household-ambiguous", "candidates"): CANDIDATES,
    ("household-unknown", "candidates"): CANDIDATES,
    ("item-ambiguous", "items"): [Item("A01", "香皂", ZERO, "125克")],
    ("matter-household", "wanted"): "required",
    ("matter-step-unknown", "steps"): ["受理"],
    ("matter-open", "doing"): "rated",
    ("matter-closed", "outcome"): "solved",
    ("matter-outcome", "known"): ["solved"],
    ("matter-later", "at"): datetime(2025, 7, 1, 9),
    ("matter-earlier", "at"): datetime(2025, 7, 1, 9),
    ("matter-earlier", "last"): datetime(2025, 7, 2),
    ("flow-faulty", "reason"): "deadline",
    ("stock-short", "wanted"): "3",
    ("points-short", "wanted"): "3",
}


def sample(code: str, name: str) -> object:
    found: object = ["甲", "乙"] if name in LISTS else "某"
    return SAMPLES.get((code, name), found)


@pytest.mark.parametrize("site", [s for s in SITES if s.code], ids=str)
def test_the_facts_of_a_refusal_fill_its_sentence(site: Site) -> None:
    assert site.code in every_sentence(), f"{site}: no sentence"
    if site.facts is None:
        return
    kind = {"JifenError": JifenError, "UsageError": UsageError, "BookError": BookError}[site.kind]
    text = sentence(kind(site.code, **{name: sample(site.code, name) for name in site.facts}))
    assert re.search(r"[\u4e00-\u9fff]", text)
    assert "None" not in text
    assert text != site.code


@pytest.mark.parametrize(("path", "codes"), COMPUTED.items())
def test_codes_made_at_run_time_have_sentences_too(path: str, codes: tuple[str, ...]) -> None:
    assert [s for s in SITES if s.path == path and s.code is None], "nothing is computed here any more"
    assert [code for code in codes if code not in every_sentence()] == []


def test_every_sentence_is_raised_somewhere() -> None:
    elsewhere = [file for file in SOURCES.rglob("*.py") if "messages" not in file.relative_to(SOURCES).parts]
    text = "\n".join(file.read_text("utf-8") for file in elsewhere)
    computed = {code for codes in COMPUTED.values() for code in codes}
    assert [code for code in every_sentence() if f'"{code}"' not in text and code not in computed] == []


def test_a_sentence_of_one_code_stands_in_one_place() -> None:
    parts = (refusals, refusals_files, refusals_honours, refusals_life, refusals_matters, refusals_publication)
    parts += (refusals_rollup, refusals_rules, refusals_shop, refusals_templates, refusals_undo)
    assert sum(len(part.SENTENCES) for part in parts) == len(every_sentence())


@pytest.mark.parametrize("code", sorted(code for code, text in every_sentence().items() if isinstance(text, str)))
def test_a_sentence_ends_as_a_sentence_and_names_commands_that_exist(code: str) -> None:
    text: Any = every_sentence()[code]
    assert [name for _, name, _, _ in string.Formatter().parse(text) if name == ""] == []
    for command in re.findall(r"jifen ([a-z]+)", text):
        from jifen.cli.main import TREE

        assert command in TREE


def test_a_refusal_without_a_sentence_still_tells_its_code() -> None:
    assert sentence(JifenError("something-new", day="2025-07-28")) == "something-new {'day': '2025-07-28'}"


@pytest.mark.parametrize("status", ["recorded", "published", "final", "voided"])
@pytest.mark.parametrize("wanted", [["recorded"], ["published"], ["published", "final"], ["recorded", "published"]])
def test_what_a_month_s_state_forbids_is_told_with_the_way_out(status: str, wanted: list[str]) -> None:
    text = sentence(JifenError("month-state", month="2025-07", status=status, wanted=wanted))
    assert "2025-07" in text
    assert "jifen" in text or status in wanted


def test_an_honour_s_rule_that_goes_by_a_quantity_is_told_as_the_village_writes_it() -> None:
    facts = {"name": "孝心之星", "rule": "ZY01", "value": "ladder:小时:10+2;20+5"}
    told = sentence(JifenError("honour-award-points", **facts))
    assert "10小时+2；20小时+5" in told
    assert "jifen deed add 户 --rule ZY01 --times 数量" in told
