"""Help and usage errors are Chinese; common options and negative numbers stand wherever a person writes them."""

import json
import re
from collections.abc import Iterator

import pytest
import typer
from cli_support import Village

from jifen.cli.main import OTHERS, TREE, app, staged

WORDS_OF_OURS = {"csv", "xlsx", "xls", "pdf", "db", "json", "wps", "excel", "et", "ods", "png", "typst"}
"""Names that are the same in any language: kinds of files and programs."""


def commands() -> Iterator[tuple[tuple[str, ...], object]]:
    root = typer.main.get_command(app)
    yield (), root
    for name in TREE:
        command = root.get_command(None, name)  # type: ignore[attr-defined]
        yield (name,), command
        for inner, sub in getattr(command, "commands", {}).items():
            yield (name, inner), sub


COMMANDS = dict(commands())
NAMES = {part for path in COMMANDS for name in path for part in name.split("-")}


def english(text: str) -> list[str]:
    """Latin words of a help text that are neither a command, an option, a value nor a code."""
    plain = re.sub(
        r"--?[a-z][a-z-]*|JIFEN_[A-Z]+|[A-Z]{1,3}\d*[A-Z0-9]*(-\d+)?|share:|top:|min:|grid:|https?://\S+", " ", text
    )
    words = {word.lower() for word in re.findall(r"[A-Za-z]{2,}", plain)}
    return sorted(words - WORDS_OF_OURS - NAMES - values() - {"jifen"})


def values() -> set[str]:
    """Words a person types as they stand: layouts, guards, settings, policies, outcomes, yes, no and none."""
    from jifen.domain.closing import POLICIES
    from jifen.domain.life.flows import OUTCOMES
    from jifen.domain.settings import DEFAULTS
    from jifen.reading.issues import CODES

    typed = [*DEFAULTS, *POLICIES, *OUTCOMES, *CODES, "wide", "grids", "items", "events", "deeds", "red", "black"]
    typed += ["both", "yes", "no", "none"]
    return {part for word in typed for part in word.split("-")}


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "jifen")
def test_help_is_chinese_throughout(village: Village, path: tuple[str, ...]) -> None:
    told = village(*path, "--help")
    assert told.err == ""
    assert "用法：" in told.out
    assert english(told.out) == []


@pytest.mark.parametrize("path", [p for p in COMMANDS if len(p) == 2 or p == ("init",)], ids=" ".join)
def test_every_option_and_argument_is_explained(path: tuple[str, ...]) -> None:
    parameters = COMMANDS[path].params  # type: ignore[attr-defined]
    assert [p.name for p in parameters if not re.search(r"[\u4e00-\u9fff]", getattr(p, "help", None) or "")] == []


def test_commands_are_those_of_the_contract() -> None:
    told = """roster import|roster list|roster show|roster add|roster rename|roster move|roster leave|roster return
    roster split|roster merge|roster close|alias list|alias remove|rules list|rules show|rules import|rules export
    rules lint|meeting sheet|meeting record|meeting import|meeting list|meeting show|meeting minutes|meeting void
    meeting publish|meeting finalize|meeting notice|meeting correct|points entries|points balance|points rank
    points statement|points add|points reverse|points opening|objection file|objection list|objection form
    objection reply|objection decide|veto add|veto lift|veto list|board draft|board review|board show|board publish
    board notice|board correct|board delist|goods import|goods list|goods receive|goods write-off|goods sheet
    goods stocktake|goods donors|fund in|fund out|fund list|redeem forecast|redeem open|redeem sheet
    redeem catalogue|redeem slip|redeem desk|redeem add|redeem import|redeem list|redeem show|redeem return
    redeem close|redeem notice|year close|settings list|settings set|rules set|templates export|deed add|deed import
    deed list|deed withdraw|deed photos
    activity add|activity sheet|activity import|activity list|activity show|activity cancel"""
    wanted = {tuple(name.split()) for name in re.split(r"\||\n\s*", told)}
    assert wanted <= set(COMMANDS)
    assert {("init",), ("demo",), ("registers",), ("verify",), ("backup",), ("restore",), ("log",), ("forms",)} <= set(
        COMMANDS
    )


MISUSED = [
    ("没有这样的命令",),
    ("points", "balanc"),
    ("points",),
    ("points", "balance", "--nosuch"),
    ("points", "balance", "--househol", "01-02"),
    ("points", "balance", "多余"),
    ("points", "balance", "多余", "又多余"),
    ("points", "balance", "--household"),
    ("points", "rank"),
    ("points", "add"),
    ("points", "rank", "--final=1", "--period", "2025"),
    ("points", "reverse", "第一条", "--reason", "错"),
    ("meeting", "publish", "2025-01", "--days", "0"),
    ("meeting", "publish", "2025-01", "--days", "三"),
    ("log", "-n", "-3"),
    ("points", "entries", "--month", "七"),
    ("points", "entries", "--month", "2025-07", "--period", "2025"),
    ("points", "add", "01-02", "很多", "--month", "2025-07", "--category", "环境卫生", "--reason", "x"),
    ("meeting", "import", "x.xlsx", "--replace", "--add"),
    ("meeting", "sheet", "2025-07", "--layout", "tall"),
    ("points", "balance", "--db"),
    ("points", "balance", "--operator="),
    ("roster", "add", "01 02", "甲", "--grid", "1"),
]


@pytest.mark.parametrize("arguments", MISUSED, ids=" ".join)
def test_wrong_usage_is_told_in_chinese_and_nothing_else_happens(village: Village, arguments: tuple[str, ...]) -> None:
    before = village.book.read_bytes()
    told = village(*arguments, code=2)
    assert told.out == ""
    assert re.search(r"[\u4e00-\u9fff]", told.err)
    shown = told.err
    for argument in sorted(arguments, key=len, reverse=True):
        shown = shown.replace(argument, "")
    assert english(shown) == []
    told = village(*arguments, "--json", code=2) if arguments[-1] not in ("--db", "--household") else None
    if told is not None:
        error = json.loads(told.out)["error"]
        assert re.search(r"[\u4e00-\u9fff]", error["message"])
    assert village.book.read_bytes() == before


def test_the_help_lists_every_name_under_the_heading_of_its_stage(village: Village) -> None:
    told = village("--help").out
    places = [told.index(f"{heading}:") for heading in staged()]
    assert places == sorted(places)
    assert [name for names in staged().values() for name in names] == re.findall(r"^  ([a-z]+)  ", told, re.MULTILINE)
    assert {name for names in staged().values() for name in names} == set(TREE)
    assert OTHERS not in staged()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--json", "points", "balance", "--household", "01-02"),
        ("points", "--json", "balance", "--household", "01-02"),
        ("points", "balance", "--household", "01-02", "--json"),
        ("points", "balance", "--json", "--household", "01-02", "--operator", "甲", "--yes", "--dry-run"),
        ("--db", "jifen.db", "points", "balance", "--household", "01-02", "--json"),
        ("points", "balance", "--household=01-02", "--db=jifen.db", "--json"),
    ],
)
def test_common_options_stand_anywhere(village: Village, arguments: tuple[str, ...]) -> None:
    assert [a["household"] for a in village(*arguments).json] == ["01-02"]


@pytest.mark.parametrize("points", ["-2", "−2", "－2", "-2.0", "-２", "-.5"])
def test_a_negative_number_is_an_argument(village: Village, points: str) -> None:
    told = village.json(
        "points", "add", "01-02", points, "--month", "2025-07", "--category", "环境卫生", "--reason", "乱倒"
    )
    assert told["entry"]["points"] == ("-0.5" if points == "-.5" else "-2")
    assert told["entry"]["kind"] == "deduction"


def test_a_negative_value_of_an_option_and_after_the_end_of_options(village: Village) -> None:
    village("settings", "set", "black-net", "-5")
    village("points", "add", "--month", "2025-07", "--category", "环境卫生", "--reason", "乱倒", "--", "01-02", "-2")
    assert village.json("points", "entries")[0]["points"] == "-2"


READING = [
    *(("settings", "list"), ("roster", "list"), ("roster", "show", "01-02"), ("alias", "list"), ("rules", "list")),
    *(("rules", "show", "HJ05"), ("meeting", "list"), ("points", "entries"), ("points", "balance"), ("log",)),
    *(("points", "rank", "--period", "2025"), ("verify",), ("meeting", "sheet", "2025-07"), ("backup",)),
    *(("points", "statement", "01-02"), ("meeting", "notice", "2025-07"), ("rules", "lint")),
]


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_json_is_one_document_on_stdout_and_nothing_else_there(village: Village, arguments: tuple[str, ...]) -> None:
    told = village(*arguments, "--json")
    assert told.json is not None
    assert told.err == ""
    assert village(
        *arguments, *(("--force",) if arguments[0] in ("meeting", "points") and "path" in told.out else ())
    ).out
