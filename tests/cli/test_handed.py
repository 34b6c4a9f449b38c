"""Cards, certificates and notices to put something right: who gets one, what stands on it, what is refused."""

import re
from pathlib import Path

import openpyxl
import pytest
from board_support import draft, fill, published
from cli_support import Village

from jifen.cli.commands.points import PER_PAGE


def texts(path: str | Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def beside(path: str | Path, label: str) -> list[object]:
    """What stands right of a label, from the top, left to right."""
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [row[n + 1].value for row in sheet.iter_rows() for n, cell in enumerate(row[:-1]) if cell.value == label]


def refused(village: Village, *arguments: str, code: int = 3) -> str:
    before = village.operations(), village.files()
    found: str = village.json(*arguments, code=code)["error"]["code"]
    assert (village.operations(), village.files()) == before
    return found


def test_every_household_that_is_here_gets_a_card_grid_by_grid(half_year: Village) -> None:
    half_year("roster", "leave", "02-01", "--on", "2025-07-14")
    told = half_year.json("points", "card")
    here = [h for h in half_year.json("roster", "list") if h["status"] not in ("left", "closed")]
    wanted = sorted((h["household"] for h in here), key=lambda code: [int(part) for part in code.split("-")])
    assert told["ok"] is True and told["paths"] == [told["path"]] and told["households"] == len(wanted)
    assert beside(told["path"], "户编号") == wanted
    assert "02-01" not in wanted


def test_a_card_shows_what_the_book_says_today(half_year: Village) -> None:
    card = half_year.json("points", "card", "04-06")
    balance = half_year.json("points", "balance", "--household", "04-06")[0]
    rank = half_year.json("points", "rank", "--period", "2025")
    year = next(line["points"] for line in rank if line["household"] == "04-06")
    available = float(balance["available"])
    shown = f"欠{balance['available'].lstrip('-')}分" if available < 0 else available
    assert beside(card["path"], "可用积分") == [shown]
    assert beside(card["path"], "2025年累计") == [float(year)]
    assert any("截至2025年7月15日" in text for text in texts(card["path"]))


def test_points_of_a_month_that_is_not_final_are_on_no_card(half_year: Village) -> None:
    before = half_year.json("points", "card", "01-01")["path"]
    figures = beside(before, "可用积分"), beside(before, "2025年累计")
    half_year(
        *("points", "add", "01-01", "3", "--month", "2025-07", "--category", "环境卫生", "--reason", "清沟"),
    )
    after = half_year.json("points", "card", "01-01", "--force")["path"]
    assert (beside(after, "可用积分"), beside(after, "2025年累计")) == figures


def test_a_grid_s_cards_are_those_of_its_households(half_year: Village) -> None:
    told = half_year("points", "card", "--grid", "第3网格")
    assert "10 户，2 页" in told.out and PER_PAGE == 8
    path = next(half_year.folder.rglob("*第3网格积分卡*.xlsx"))
    assert beside(path, "户编号") == [f"03-{n:02d}" for n in range(1, 11)]


def test_nothing_bears_a_telephone_or_an_identity_but_the_village_s_own(half_year: Village) -> None:
    half_year("settings", "set", "hotline", "0313-5551234")
    found = " ".join(texts(half_year.json("points", "card")["path"]))
    assert "监督电话 0313-5551234" in found
    assert re.findall(r"\d{5,}", found.replace("0313-5551234", "")) == []


@pytest.mark.parametrize(
    ("arguments", "wanted", "code"),
    [
        (("--grid", "99"), "grid-unknown", 3),
        (("01-01", "--grid", "1"), "household-or-grid", 2),
        (("77-77",), "household-unknown", 3),
    ],
)
def test_cards_of_nobody_are_refused(half_year: Village, arguments: tuple[str, ...], wanted: str, code: int) -> None:
    assert refused(half_year, "points", "card", *arguments, code=code) == wanted


def test_a_household_that_left_gets_no_card_even_by_name(half_year: Village) -> None:
    half_year("roster", "leave", "02-01", "--on", "2025-07-14")
    assert refused(half_year, "points", "card", "02-01") == "household-inactive"


def test_certificates_go_to_the_red_lines_in_force_and_name_the_list(half_year: Village) -> None:
    issued = published(half_year)
    red = half_year.json("board", "show", "2025H1")["red"]
    half_year("board", "correct", "2025H1", red[1]["household"], "--list", "red", "--remove", "--reason", "误列")
    half_year.today("2025-08-01")
    told = half_year.json("board", "certificate", "2025H1")
    found = texts(told["path"])
    assert told["number"] == issued["number"] and told["households"] == len(red) - 1
    assert [text for text in found if text.endswith("家庭：")] == [
        f"{line['head']}家庭：" for line in red if line["household"] != red[1]["household"]
    ]
    assert found.count(f"依据：{issued['number']}（2025年7月15日公布）") == len(red) - 1
    assert found.count("2025年8月1日") == len(red) - 1
    assert refused(half_year, "board", "certificate", "2025H1", red[1]["household"]) == "board-line-missing"


def test_one_household_s_certificate_is_a_page_with_its_points(half_year: Village) -> None:
    published(half_year)
    first = half_year.json("board", "show", "2025H1")["red"][0]
    told = half_year("board", "certificate", "2025H1", first["household"])
    found = texts(next(half_year.folder.rglob(f"*荣誉证书_{first['household']}*.xlsx")))
    assert found.count("荣誉证书") == 1 and any(f"获{first['points']}分" in text for text in found)
    assert "公示到 2025-07-22" in told.err


def test_before_the_list_is_out_there_is_no_certificate(half_year: Village) -> None:
    assert refused(half_year, "board", "certificate", "2025H1") == "board-not-published"


def test_a_list_nobody_is_on_any_more_gives_no_certificates(half_year: Village) -> None:
    half_year("settings", "set", "red", "top:1")
    published(half_year)
    for line in half_year.json("board", "show", "2025H1")["red"]:
        half_year("board", "correct", "2025H1", line["household"], "--list", "red", "--remove", "--reason", "误列")
    assert refused(half_year, "board", "certificate", "2025H1") == "red-list-empty"


NOTICE = ("board", "rectification", "2025H1", "04-06", "--deadline", "2025-07-30")


def test_the_notice_names_every_deduction_the_deadline_and_both_days(half_year: Village) -> None:
    told = half_year.json(*NOTICE, "--text", "门前堆放垃圾，占道")
    entries = half_year.json("points", "entries", "--household", "04-06", "--period", "2025H1")
    assert told["entries"] == [e["id"] for e in entries if e["kind"] == "deduction"]
    assert (told["told_on"], told["deadline"]) == ("2025-07-15", "2025-07-30")
    found = texts(told["path"])
    assert any("请于2025年7月30日前" in text for text in found)
    assert "2025年7月15日" in found and "　　补充说明：门前堆放垃圾，占道。" in found
    assert "整改回执" in found


def test_only_the_deductions_that_were_chosen_stand_on_the_notice(half_year: Village) -> None:
    every = half_year.json(*NOTICE)["entries"]
    told = half_year.json(*NOTICE, "--entry", str(every[2]), "--entry", str(every[0]), "--force")
    assert told["entries"] == [every[2], every[0]]


def test_where_only_the_category_is_known_the_clerk_is_asked_to_say_what_it_was(half_year: Village) -> None:
    assert "请用 --text 写明" in half_year(*NOTICE).err
    assert "请用 --text 写明" not in half_year(*NOTICE, "--text", "门前堆放垃圾", "--force").err


def test_a_notice_changes_nothing_in_the_book(half_year: Village) -> None:
    before = half_year.operations(), half_year.book.read_bytes()
    half_year(*NOTICE)
    assert (half_year.operations(), half_year.book.read_bytes()) == before


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ((*NOTICE[:-1], "2025-07-15"), "deadline-past"),
        ((*NOTICE, "--entry", "99999"), "entry-unknown"),
        ((*NOTICE, "--text", "电话13812345678"), "guard-refused"),
        ((*NOTICE, "--text", "他是懒汉"), "guard-refused"),
        (("board", "rectification", "2025H1", "03-01", "--deadline", "2025-07-30"), "nothing-to-rectify"),
    ],
)
def test_a_notice_that_would_be_untrue_or_hurtful_is_refused(
    half_year: Village, arguments: tuple[str, ...], wanted: str
) -> None:
    assert refused(half_year, *arguments) == wanted


def test_a_text_that_says_nothing_is_wrong_usage(half_year: Village) -> None:
    assert refused(half_year, *NOTICE, "--text", " ", code=2) == "text-missing"


def test_an_award_or_somebody_else_s_entry_cannot_be_put_right(half_year: Village) -> None:
    own = half_year.json("points", "entries", "--household", "02-02", "--period", "2025H1")
    award = next(e["id"] for e in own if e["kind"] == "award")
    assert refused(half_year, *NOTICE, "--entry", str(award)) == "entry-elsewhere"
    theirs = ("board", "rectification", "2025H1", "02-02", "--deadline", "2025-07-30")
    assert refused(half_year, *theirs, "--entry", str(award)) == "entry-not-deduction"


def test_a_deduction_of_a_month_that_never_hung_is_not_held_against_a_household(half_year: Village) -> None:
    deduct = ("points", "add", "03-01", "-2", "--month", "2025-07", "--category", "环境卫生", "--reason", "乱倒")
    entry = half_year.json(*deduct)["entry"]["id"]
    notice = ("board", "rectification", "2025H2", "03-01", "--deadline", "2025-07-30")
    assert refused(half_year, *notice) == "nothing-to-rectify"
    assert refused(half_year, *notice, "--entry", str(entry)) == "month-state"


def test_a_deduction_that_was_taken_back_cannot_be_put_right(half_year: Village) -> None:
    entry = half_year.json(*NOTICE)["entries"][0]
    month = next(e["month"] for e in half_year.json("points", "entries", "--household", "04-06") if e["id"] == entry)
    half_year("meeting", "correct", month, "04-06", "--entry", str(entry), "--reason", "核实无此事", "--yes")
    assert refused(half_year, *NOTICE, "--entry", str(entry), "--force") == "entry-reversed"
    assert entry not in half_year.json(*NOTICE, "--force")["entries"]


def pictures(paths: list[str]) -> list[Path]:
    return [Path(path) for path in paths if path.endswith(".png")]


def width(picture: Path) -> int:
    return int.from_bytes(picture.read_bytes()[16:20], "big")


def test_a_notice_brings_a_picture_a_grid_for_the_group_chat(half_year: Village) -> None:
    told = half_year.json("meeting", "notice", "2025-06", "--phone", "--mask")
    stem = Path(told["path"]).stem
    assert told["path"].endswith(".xlsx") and stem.endswith("（打码）")
    found = pictures(told["paths"])
    assert [p.name for p in found] == [f"{stem}（手机）-第{n}网格.png" for n in range(1, 19)]
    assert {width(p) for p in found} == {1080}


def test_publishing_a_list_brings_one_picture_of_each_list(half_year: Village) -> None:
    half_year("settings", "set", "red", "top:2")
    published_on = published(half_year, "09-08")
    assert pictures(published_on["paths"]) == []
    told = half_year.json("board", "notice", "2025H1", "--phone", "-o", "榜.xlsx")
    assert [p.name for p in pictures(told["paths"])] == ["榜（手机）-红榜.png", "榜（手机）-黑榜.png"]
    only = half_year.json("board", "notice", "2025H1", "--list", "red", "--phone", "-o", "红.xlsx")
    assert [p.name for p in pictures(only["paths"])] == ["红（手机）-红榜.png"]


def test_publishing_with_pictures_makes_each_of_them_once(half_year: Village) -> None:
    half_year("settings", "set", "red", "top:2")
    workbook = fill(half_year, draft(half_year), ("09-08",))
    half_year("board", "review", "2025H1", workbook)
    told = half_year.json("board", "publish", "2025H1", "--phone", "--yes")
    names = [p.name for p in pictures(told["paths"])]
    assert names == ["柳河村2025年上半年红黑榜（手机）-红榜.png", "柳河村2025年上半年红黑榜（手机）-黑榜.png"]
    assert all(Path(path).is_file() for path in told["paths"]) and len(told["paths"]) == 5


def test_a_picture_is_not_written_over_and_a_dry_run_writes_none(half_year: Village) -> None:
    half_year("meeting", "notice", "2025-06", "--phone", "--dry-run", "-o", "六月.xlsx")
    assert list(half_year.folder.glob("六月*")) == []
    (half_year.folder / "六月（手机）-第3网格.png").write_bytes(b"mine")
    assert refused(half_year, "meeting", "notice", "2025-06", "--phone", "-o", "六月.xlsx") == "file-exists"


def test_where_pictures_cannot_be_made_the_workbook_leaves_without_them(
    half_year: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jifen.printing.engine.typeset.available", lambda: False)
    told = half_year.json("meeting", "notice", "2025-06", "--phone", "-o", "六月.xlsx")
    assert told["paths"] == ["六月.xlsx"]
