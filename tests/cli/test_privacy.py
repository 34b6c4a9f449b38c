"""What is nobody's business is said at the door and stands nowhere: not in the book, not in its copies."""

import io
import os
import re
import sqlite3
import stat
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from board_support import draft, fill
from cli_support import Village
from old_excel import biff5, in_compound_file
from shop_support import filled

HEADERS = (
    "身份证号", "身份证", "证件号码", "户主身份证号码", "联系电话", "手机", "手机号",
    "电话", "银行卡号", "账号", "开户行及账号",
    "住址", "门牌号", "健康状况", "残疾证号", "残疾等级", "微信号", "社保卡号", "户籍地址", "身份证号（18位）", "电 话",
)  # fmt: skip
SECRETS = {
    "identity": "330122198001012345", "phone": "13857112233", "bank": "6228480402564890018",
    "address": "沙院村翠竹弄七十七号", "health": "乙型肝炎",
}  # fmt: skip
FORMS = (
    "330122198001012345", "330122 19800101 2345", "３３０１２２１９８００１０１２３４５", "33012219800101234X",
    "3301-2219-8001-0123-45", "13857112233", "138-5711-2233", "+86 138 5711 2233", "0571-88112233", "（0571）88112233",
    "6228480402564890018", "6228 4804 0256 4890 018",
    "一三八五七一一二二三三", "①③⑧⑤⑦①①②②③③",
)  # fmt: skip
"""Numbers as people write them, for places where no header warns of them."""

Rows = Sequence[Sequence[object]]


def xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator, book.properties.description = "13857112233", "330122198001012345"
    page = book.active or book.create_sheet()
    for row in rows:
        page.append(list(row))
    page["A1"].comment = openpyxl.comments.Comment("13857112233", "13857112233")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def delimited(encoding: str, mark: str = ",") -> Callable[[Rows], bytes]:
    def write(rows: Rows) -> bytes:
        lines = [mark.join("" if cell is None else f'"{cell}"' for cell in row) for row in rows]
        return "\r\n".join(lines).encode(encoding)

    return write


def ods(rows: Rows) -> bytes:
    cells = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{"" if c is None else c}</text:p></table:table-cell>'
            for c in row
        )
        for row in rows
    ]
    names = "office table text"
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names.split())
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="表">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return out.getvalue()


def xls(rows: Rows) -> bytes:
    return in_compound_file(biff5([list(row) for row in rows]), crossing=False)


WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "xlsx": xlsx, "et": xlsx, "xls": xls, "csv": delimited("utf-8-sig"), "txt": delimited("gb18030", "\t"), "ods": ods,
}  # fmt: skip


def secret(header: str) -> str:
    if re.search("电|手机|微信", header):
        return SECRETS["phone"]
    if re.search("银行|账号", header):
        return SECRETS["bank"]
    if re.search("址|牌", header):
        return SECRETS["address"]
    return SECRETS["health"] if re.search("健康|等级", header) else SECRETS["identity"]


def with_secrets(header: Sequence[object], *rows: Sequence[object], title: str | None = None) -> Rows:
    """A table with a column of each kind in its middle."""
    first, rest = 2, [[*row[:2], *map(secret, HEADERS), *row[2:]] for row in rows]
    told = [[*header[:first], *HEADERS, *header[first:]], *rest]
    return [[title], ["经办人电话：", SECRETS["phone"]], *told] if title else told


def everything(folder: Path) -> bytes:
    """All bytes of every book in the folder, and what they hold compressed."""
    found = []
    for path in folder.rglob("*.db*"):
        found.append(path.read_bytes())
        with closing(sqlite3.connect(path)) as book:
            found += [zlib.decompress(content) for (content,) in book.execute("SELECT content FROM source_content")]
    return b"\n".join(found)


def assert_nowhere(village: Village, texts: Sequence[str]) -> None:
    village("backup")
    held = everything(village.folder)
    for text in texts:
        assert text.encode() not in held, text
        digits = "".join(filter(str.isdigit, text))
        if len(digits) > 9:
            assert digits.encode() not in held, text


def save(village: Village, name: str, data: bytes) -> Path:
    path = village.folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("form", WRITERS)
def test_a_meeting_sheet_leaves_no_digit_of_anybody_in_the_book_or_its_copies(village: Village, form: str) -> None:
    rows = with_secrets(
        ["户编号", "户主", "环境卫生"], ["01-01", "赵国强", 5], ["01-02", None, 3], title="2025年7月积分评议表"
    )
    rows = [row if row[:1] != ["01-01"] else [row[0], None, *row[2:]] for row in rows]
    path = save(village, f"七月.{form}", WRITERS[form](rows))
    said = village("meeting", "import", path, "--yes")
    for header in HEADERS:
        assert header in said.err, "a column nobody keeps is named"
    assert "不留存" in said.err
    assert_nowhere(village, list(SECRETS.values()))
    assert village.json("verify")["ok"] is True
    assert village.json("meeting", "import", path)["files"][0]["status"] == "unchanged"
    assert [e["points"] for e in village.json("points", "entries", "--month", "2025-07")] == ["5", "3"]


@pytest.mark.parametrize("written", FORMS)
def test_a_number_in_a_reason_is_starred_in_the_ledger_and_in_what_is_kept(village: Village, written: str) -> None:
    rows: Rows = [
        ["2025年7月积分明细"],
        ["户编号", "类别", "事由", "分值", "备注"],
        ["01-01", "环境卫生", f"清沟，{written}", 2, written],
    ]
    said = village.json("meeting", "import", save(village, "七月.xlsx", xlsx(rows)), "--yes")
    assert [place["cell"] for place in said["files"][0]["starred"]] == ["C3", "E3"]
    (entry,) = village.json("points", "entries", "--month", "2025-07")
    assert "***" in entry["reason"]
    assert entry["reason"].startswith("清沟，")
    assert_nowhere(village, [written])
    assert village.json("verify")["ok"] is True


IMPORTS: dict[str, tuple[tuple[str, ...], Rows]] = {
    "roster": (
        ("roster", "import"),
        with_secrets(["户编号", "户主姓名", "网格"], ["99-01", "赵国强", "9"], ["99-02", "孙玉兰", "9"]),
    ),
    "opening": (("points", "opening"), with_secrets(["户编号", "类别", "期初积分"], ["01-01", "", 5])),
    "goods": (
        ("goods", "import"),
        with_secrets(["编号", "名称", "规格", "单位", "积分价", "数量"], ["A01", "香皂", "块", "块", 5, 9]),
    ),
    "rules": (
        ("rules", "import"),
        with_secrets(["编号", "类别", "项目", "分值"], ["HJ01", "环境卫生", "门前三包", "+2"]),
    ),
}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("kind", IMPORTS)
def test_no_other_form_leaves_any_either(village: Village, kind: str, form: str) -> None:
    command, rows = IMPORTS[kind]
    path = save(village, f"表.{form}", WRITERS[form](rows))
    told = village.json(*command, path, "--yes")
    assert {column["header"] for column in told["left_out"]} == set(HEADERS)
    assert_nowhere(village, list(SECRETS.values()))


def with_columns(path: Path, mark: str) -> Path:
    """The same workbook with a column of each kind behind every table that has `mark` among its headers."""
    book = openpyxl.load_workbook(path)
    for page in book.worksheets:
        top = next((row for row in page.iter_rows() if mark in [cell.value for cell in row]), None)
        if top is None:
            continue
        last = page.max_column
        for place, header in enumerate(HEADERS, last + 1):
            page.cell(top[0].row, place).value = header
            for row in range(top[0].row + 1, page.max_row + 1):
                if page.cell(row, 1).value is not None and page.cell(row, 2).value is not None:
                    page.cell(row, place).value = secret(header)
    book.save(path)
    return path


def test_the_review_of_a_list_leaves_none_either(half_year: Village) -> None:
    path = with_columns(fill(half_year, draft(half_year)), "决定")
    told = half_year.json("board", "review", "2025H1", path)
    assert {column["header"] for column in told["left_out"]} == set(HEADERS)
    assert_nowhere(half_year, list(SECRETS.values()))
    assert half_year.json("verify")["ok"] is True


def test_the_sheet_signed_at_the_counter_leaves_none_either(market: Village) -> None:
    path = with_columns(filled(market, {"01-01": {"A01": 1}}), "户编号")
    told = market.json("redeem", "import", path, "--yes")
    assert {column["header"] for column in told["left_out"]} == set(HEADERS)
    assert [receipt["household"] for receipt in market.json("redeem", "list", "2025Q3")] == ["01-01"]
    assert_nowhere(market, list(SECRETS.values()))
    assert market.json("verify")["ok"] is True


@pytest.mark.parametrize("form", WRITERS)
def test_a_register_of_redemptions_leaves_none_either(market: Village, form: str) -> None:
    rows = with_secrets(["日期", "户编号", "物品编号", "数量"], ["2025-10-08", "01-01", "A01", 1])
    told = market.json("redeem", "import", save(market, f"登记.{form}", WRITERS[form](rows)), "--yes")
    assert {column["header"] for column in told["left_out"]} == set(HEADERS)
    assert_nowhere(market, list(SECRETS.values()))
    assert market.json("verify")["ok"] is True


def test_a_stocktake_leaves_none_either(shop: Village) -> None:
    path = with_columns(Path(shop.json("goods", "sheet")["path"]), "实盘数量")
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if any(cell.value == "实盘数量" for cell in row))
    at = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, page.max_row + 1):
        if page.cell(row, at["编号"]).value == "A01":
            page.cell(row, at["实盘数量"]).value, page.cell(row, at["原因"]).value = 8, "受潮"
    book.save(path)
    told = shop.json("goods", "stocktake", path, "--yes")
    assert {column["header"] for column in told["left_out"]} == set(HEADERS)
    assert_nowhere(shop, list(SECRETS.values()))
    assert shop.json("verify")["ok"] is True


def test_what_a_village_scores_is_no_personal_column_whatever_it_is_called(village: Village) -> None:
    """`联系电话` over points is odd, but points they are: said as left aside, as ever, and not taken away."""
    rows: Rows = [
        ["2025年7月积分评议表"],
        ["户编号", "环境卫生", "公益志愿", "健康状况"],
        ["01-01", 5, 2, "良好"],
        ["户编号", "户主", "环境卫生", "公益志愿"],
        ["01-02", None, 1, 3],
    ]
    village("meeting", "import", save(village, "七月.xlsx", xlsx(rows)), "--yes")
    assert sum(float(e["points"]) for e in village.json("points", "entries", "--month", "2025-07")) == 11
    assert village.json("verify")["ok"] is True


def test_a_source_is_listed_and_erased_for_good(village: Village) -> None:
    mark = "只此一处的记号"
    rows: Rows = [["2025年7月积分评议表"], ["户编号", "环境卫生", "备注"], ["01-01", 5, mark], ["01-02", 3, None]]
    path = save(village, "七月.xlsx", xlsx(rows))
    village("meeting", "import", path, "--yes")
    number = village.json("source", "list")[-1]["id"]
    assert village.json("source", "erase", str(number), "--yes", code=2)["error"]["code"] == "reason-missing"
    asked = village.json("source", "erase", str(number), "--reason", "户主要求", code=3)
    assert asked["error"]["code"] == "confirmation-needed"
    village("source", "erase", str(number), "--reason", "户主要求", "--dry-run")
    before = village.json("source", "list")[-1]
    assert (before["status"], before["path"], before["command"]) == ("kept", str(path), "meeting import")
    compressed = village.sql("SELECT content FROM source_content WHERE source_file_id = ?", number)[0][0]
    assert compressed in village.book.read_bytes() or compressed[:400] in village.book.read_bytes()
    told = village.json("source", "erase", str(number), "--reason", "户主要求", "--yes")
    assert (told["id"], told["months"]) == (number, ["2025-07"])
    held = village.book.read_bytes()
    assert not any(compressed[at : at + 32] in held for at in range(0, len(compressed) - 32, 32)), "no piece is left"
    after = village.json("source", "list")[-1]
    assert (after["status"], after["bytes"], after["reason"]) == ("erased", 0, "户主要求")
    checks = {check["name"]: check for check in village.json("verify")["checks"]}
    assert checks["month 2025-07"] == {"name": "month 2025-07", "ok": True, "detail": "erased"}
    assert all(check["ok"] for check in checks.values())
    assert "2025-07 的评议表已删去" in village("verify").out
    assert village.json("source", "erase", str(number), "--reason", "x", "--yes", code=3)["error"]["code"] == (
        "source-not-kept"
    )
    assert village.json("source", "erase", "99", "--reason", "x", "--yes", code=3)["error"]["code"] == "source-unknown"
    assert village.json("meeting", "import", path)["files"][0]["status"] == "unchanged"
    assert "删去存下的原表" in village("log").out


def test_a_source_goes_only_with_its_erasure(village: Village) -> None:
    rows: Rows = [["2025年7月积分评议表"], ["户编号", "环境卫生"], ["01-01", 5]]
    village("meeting", "import", save(village, "七月.xlsx", xlsx(rows)), "--yes")
    with closing(sqlite3.connect(village.book)) as book:
        for statement in ("DELETE FROM source_content", "UPDATE source_content SET content = x'00'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                book.execute(statement)


STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
ESCAPES = "\x1b[31m红\x9b2J\u202e倒\u200b\ufeff\u2066"


def test_no_control_character_of_a_sheet_reaches_the_terminal(village: Village) -> None:
    name = "_x001B_[31m红_x009B_2J\u202e倒\u200b"
    rows: Rows = [
        ["2025年7月积分明细"],
        ["户编号", "类别", f"事由{name}", "分值", name],
        ["01-01", "环境卫生", f"清沟{name}", 2, 3],
        ["77-77", name, name, name, None],
    ]
    refused = village("meeting", "import", save(village, "七月.xlsx", xlsx(rows)), code=4)
    rows = [rows[0], [*rows[1][:4], "备注"], [*rows[2][:4], name]]
    taken = village("meeting", "import", save(village, "七月2.xlsx", xlsx(rows)), "--yes")
    village("settings", "set", "contact", f"王{ESCAPES}建国")
    with closing(sqlite3.connect(village.book)) as book, book:  # what an earlier program took in
        book.execute("INSERT INTO setting (operation_id, name, value) VALUES (1, 'township', ?)", (f"镇{ESCAPES}",))
    shown = village("settings", "list"), village("points", "entries", "--month", "2025-07"), village("log")
    as_json = village("settings", "list", "--json"), village("points", "entries", "--month", "2025-07", "--json")
    for said in (refused, taken, *shown, *as_json):
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", said.out + said.err
        )
    assert f"镇{ESCAPES}" in [row["value"] for row in as_json[0].json], "JSON loses nothing"


def test_marks_nobody_sees_are_stripped_from_names_and_reasons_of_the_command_line(village: Village) -> None:
    village("roster", "add", "99-01", "王\u200b建\u202e国\ufeff", "--grid", "9")
    assert village.json("roster", "show", "99-01")["head"] == "王建国"
    added = village.json(
        "points", "add", "99-01", "2", "--month", "2025-07", "--category", "环境卫生", "--reason", "清\u2066沟\x9b"
    )
    assert added["entry"]["reason"].strip() == "清沟"


def test_marks_nobody_sees_are_stripped_from_cells(village: Village) -> None:
    rows: Rows = [["户编号", "户主姓名", "网格"], ["99-\u200b01", "王\u202e建\ufeff国", "9\u200d"]]
    village("roster", "import", save(village, "花名册.xlsx", xlsx(rows)), "--yes")
    found = village.json("roster", "show", "99-01")
    assert (found["head"], found["grid"]) == ("王建国", "9")


def test_a_coloured_copy_marks_a_sheet_whose_name_has_such_marks(village: Village) -> None:
    book = openpyxl.Workbook()
    page = book.active or book.create_sheet()
    page.title = "2025年\u200b7月"
    for row in (["户编号", "环境卫生"], ["77-77", 2]):
        page.append(row)
    book.save(village.folder / "七月.xlsx")
    told = village.json("meeting", "import", "七月.xlsx", "--report", "改.xlsx", code=4)
    assert told["issues"][0]["sheet"] == "2025年7月"
    copy = openpyxl.load_workbook(village.folder / "改.xlsx")["2025年\u200b7月"]
    assert copy["A2"].comment is not None


def test_a_csv_of_the_rule_book_holds_no_formula_and_is_taken_back(village: Village) -> None:
    rows: Rows = [
        ["编号", "类别", "项目", "分值", "备注"],
        ["HJ01", "环境卫生", "=cmd|' /C calc'!A0", "+2", "@SUM(A1)"],
        ["HJ02", "环境卫生", "+1+1", "-2~-1", "-3-3"],
    ]
    data = delimited("utf-8-sig")(rows)
    village("rules", "import", save(village, "细则.csv", data), "--yes")
    village("rules", "export", "出.csv")
    text = (village.folder / "出.csv").read_text("utf-8-sig")
    cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
    assert [cell for cell in cells if re.match(r"\s*[=@]|[+-](?![\d~.+-]+$)", cell) and cell[0] != "\u3000"] == []
    assert {"+2", "-1~-2"} <= set(cells), "figures stay figures"
    assert village.json("rules", "import", "出.csv", "--yes")["applied"] is False


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such rights there")
def test_book_and_copies_are_their_owner_s_alone_and_nothing_is_left_beside_them(empty: Village) -> None:
    old = os.umask(0o022)
    try:
        empty("init", "柳河村")
        empty("backup")
        empty("roster", "add", "01-01", "王建国", "--grid", "1")
    finally:
        os.umask(old)
    books = list(empty.folder.rglob("*.db"))
    assert len(books) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in books} == {0o600}
    assert list(empty.folder.rglob("*.part*")) == []


def test_a_half_written_book_of_a_killed_command_goes_with_the_next(empty: Village) -> None:
    left = [empty.folder / f"jifen.db.{'0a' * 8}.part", empty.folder / f"jifen.db.{'0b' * 8}.part"]
    for path in left:
        path.write_bytes(b"x")
    os.utime(left[0], (0, 0))
    empty("init", "柳河村")
    assert [path.exists() for path in left] == [False, True], "a young one may be somebody's under way"
