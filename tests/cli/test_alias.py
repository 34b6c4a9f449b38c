"""What a person answered once is remembered, shown, and can be forgotten."""

import openpyxl
import pytest
from cli_support import Village
from sheet_support import table


def names_only(village: Village, *more: tuple[str, int], name: str = "七月.xlsx", head: str = "同名人") -> str:
    """A sheet that names its households by their heads alone."""
    file = table(village.folder / name, ("户主", "环境卫生"), (head, 3), *more)
    book = openpyxl.load_workbook(file)
    page = book.active
    assert page is not None
    page.title = "2025年7月"
    book.save(file)
    return str(file)


def two_of_a_name(village: Village) -> None:
    for code, grid in (("77-01", "1"), ("77-02", "2")):
        village("roster", "add", code, "同名人", "--grid", grid)


def test_an_ambiguous_name_is_asked_once_and_the_answer_is_kept(village: Village) -> None:
    two_of_a_name(village)
    refused = village.json("meeting", "import", names_only(village), "--yes", code=4)
    assert [i["code"] for i in refused["issues"]] == ["household-ambiguous"]
    assert village.json("alias", "list") == []
    village.answers("2", "y")
    village("meeting", "import", names_only(village))
    assert [e["household"] for e in village.json("points", "entries")] == ["77-02"]
    (alias,) = village.json("alias", "list")
    assert {k: alias[k] for k in ("id", "kind", "target")} == {"id": 1, "kind": "household", "target": "77-02"}
    assert "同名人" in village("alias", "list").out
    village("meeting", "void", "2025-07", "--reason", "x", "--yes")
    village("meeting", "import", names_only(village), "--yes")
    assert village.json("verify")["ok"] is True


def test_no_bar_is_drawn_while_somebody_is_asked(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    two_of_a_name(village)
    told: list[object] = []
    monkeypatch.setattr("jifen.cli.progress._Bar.step", lambda bar, done, total: told.append((done, total)))
    monkeypatch.setattr("jifen.cli.questions.prompt", told.append)
    village.answers("2", "y")
    village("meeting", "import", names_only(village))
    assert told[:2] == [(0, 1), (1, 1)]
    assert isinstance(told[2], str), "what was told last before the question is that the work is done"


def test_an_answer_that_is_forgotten_is_asked_again(village: Village) -> None:
    two_of_a_name(village)
    village.answers("1", "y")
    village("meeting", "import", names_only(village))
    assert village.json("alias", "remove", "1")["target"] == "77-01"
    assert village.json("alias", "list") == []
    assert village.json("alias", "remove", "1", code=3)["error"]["code"] == "alias-unknown"
    village("meeting", "void", "2025-07", "--reason", "x", "--yes")
    refused = village.json("meeting", "import", names_only(village), "--yes", code=4)
    assert [i["code"] for i in refused["issues"]] == ["household-ambiguous"]


def test_an_answer_is_not_kept_where_the_import_is_declined_or_only_tried(village: Village) -> None:
    two_of_a_name(village)
    village.answers("1", "n")
    village("meeting", "import", names_only(village), code=3)
    village.answers("1")
    village("meeting", "import", names_only(village), "--dry-run")
    assert village.json("alias", "list") == []
    assert village.json("points", "entries") == []


def test_an_answer_is_kept_where_the_import_fails_for_another_reason(village: Village) -> None:
    two_of_a_name(village)
    village.answers("2", "n")
    faulty = names_only(village, ("没有这人", 3))
    told = village("meeting", "import", faulty, code=4)
    assert "household-unknown" in told.err
    assert [a["target"] for a in village.json("alias", "list")] == ["77-02"]
    assert village.json("points", "entries") == []
    again = village.json("meeting", "import", faulty, "--yes", code=4)
    assert [i["code"] for i in again["issues"]] == ["household-unknown"]
    assert village.json("verify")["ok"] is True


def test_a_question_left_unanswered_stays_an_issue(village: Village) -> None:
    two_of_a_name(village)
    village.answers("", "n")
    told = village("meeting", "import", names_only(village), code=4)
    assert "household-ambiguous" in told.err
