"""Packages of many villages are collected: what is right is taken, what is not is named, and nothing is half taken."""

import email.message
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_support import Village
from rollup_support import Files, changed, of_month, other, packed, parts

duckdb = pytest.importorskip("duckdb")


@pytest.fixture(scope="session")
def package(half_year_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What 柳河村 sends of March 2025."""
    return exported(half_year_book, tmp_path_factory.mktemp("package"), "2025-03")


def exported(book: Path, folder: Path, period: str) -> Files:
    from jifen.cli.main import run

    own = Path(shutil.copyfile(book, folder / "jifen.db"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JIFEN_TODAY", "2025-07-28")
        assert run(["--db", str(own), "rollup", "export", period, "-o", str(folder / "a.zip")]) == 0
    return parts(folder / "a.zip")


def collected(village: Village, *more: str | Path, code: int = 0) -> Any:
    return village.json("rollup", "collect", *(more or ("收件",)), "--into", "汇总", code=code)


def refusals(told: Any) -> dict[str, str]:
    return {Path(each["path"]).name: each["error"]["code"] for each in told["refused"]}


@pytest.fixture
def office(empty: Village) -> Village:
    """The township's computer: a folder for what arrives, and no book."""
    (empty.folder / "收件").mkdir()
    return empty


def rows(office: Village, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    catalogue = json.loads((office.folder / "汇总/dataset.json").read_text(encoding="utf-8"))
    files = [str(office.folder / "汇总" / path) for _, _, path in catalogue["files"][table]]
    found = duckdb.sql(f"SELECT {columns} FROM read_parquet({files}, hive_partitioning = false) ORDER BY ALL")
    return found.fetchall()


def test_packages_are_taken_once_and_are_unchanged_the_second_time(office: Village, package: Files) -> None:
    packed(office.folder / "收件/柳河.zip", package)
    packed(office.folder / "收件/沙院.zip", other(package, "沙院村", 1))
    told = collected(office)
    assert [told[name] for name in ("accepted", "replaced", "unchanged", "refused", "gaps")] == [2, 0, 0, [], []]
    before = office.files()
    told = collected(office)
    assert [told[name] for name in ("accepted", "replaced", "unchanged", "refused")] == [0, 0, 2, []]
    assert office.files() == before
    points = sum(points for (points,) in rows(office, "sums", "points"))
    lines = package["sums.csv"].decode("utf-8-sig").splitlines()[1:]
    assert points == 2 * sum(round(float(line.rsplit(",", 1)[1]) * 100) for line in lines)
    assert set(rows(office, "arrivals", "village, received_on")) == {
        ("柳河村", "2025-07-28"),
        ("沙院村", "2025-07-28"),
    }


def test_a_package_is_found_in_folders_zips_and_mails_at_any_depth(office: Village, package: Files) -> None:
    deep = office.folder / "收件/U盘/三月"
    deep.mkdir(parents=True)
    one = packed(office.folder / "一.zip", package)
    two = packed(office.folder / "二.zip", other(package, "沙院村", 1))
    mail = email.message.EmailMessage()
    mail["Subject"] = "沙院村三月汇总"
    mail.set_content("见附件")
    mail.add_attachment(two.read_bytes(), maintype="application", subtype="zip", filename="沙院村.zip")
    packed(deep / "打包.zip", {"邮件/来信.eml": mail.as_bytes(), "说明.txt": b"x"})
    shutil.move(one, deep / "没有扩展名")
    (deep / "照片.jpg").write_bytes(b"\xff\xd8\xff" * 100)
    packed(deep / "表.xlsx", {"xl/workbook.xml": b"<a/>"})
    told = collected(office)
    assert (told["accepted"], told["refused"], told["passed"]) == (2, [], 2)


BOMB = b"0" * (40 << 20)


def bomb() -> bytes:
    """A zip of zips that would unpack to gigabytes."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(4):
            package.writestr(f"{number}.zip", b"\0" * (100 << 20))
    return inner.getvalue()


def broken(files: Files, tmp: Path) -> bytes:
    return packed(tmp / "x.zip", files).read_bytes()[:-200]


def unlisted(files: Files, name: str) -> Files:
    return {**files, name: b"x"}


FAULTS: dict[str, Callable[[Files], Files]] = {
    "package-foreign": lambda p: {"a.txt": b"x"},
    "package-part-missing": lambda p: {name: data for name, data in p.items() if name != "goods.csv"},
    "package-part-changed": lambda p: {**p, "goods.csv": p["goods.csv"] + b"\r\n"},
    "package-path": lambda p: unlisted(p, "../../x.csv"),
    "package-newer": lambda p: changed(p, version=2, program="9.0"),
    "package-future": lambda p: of_month(p, "2025-08"),
    "package-too-large": lambda p: {**p, "sums.csv": BOMB},
    "package-manifest": lambda p: changed(p, village="柳河村\u202e"),
    "package-cell": lambda p: changed(p, {"sums.csv": lambda text: text.replace("award", "award'; --", 1)}),
}
MORE_PATHS = ["/etc/x.csv", "a/b.csv", "..\\x.csv", "C:x.csv", "more.csv"]
MORE_MANIFESTS: list[dict[str, object]] = [
    {"village": ""},
    {"village": "村" * 61},
    {"village_id": "../" * 11},
    {"months": []},
    {"months": ["2025-04"]},
    {"months": ["2025-03", "2025-03"]},
    {"period": "2025Q9"},
    {"head": "x" * 64},
    {"files": []},
]
MORE_CELLS: list[tuple[str, str, str]] = [
    ("village.csv", "final", "final,x"),
    ("village.csv", "2025-03,", "2025-04,"),
    ("village.csv", ",179,", ",-179,"),
    ("sums.csv", "points", "punkte"),
    ("sums.csv", "环境卫生", "环境\u200b卫生"),
    ("notices.csv", "2025-03-31", "2025-02-30"),
    ("sums.csv", "\r\n2025-03,award", "\r\n2025-3,award"),
]


@pytest.mark.parametrize("code", FAULTS)
def test_what_is_wrong_is_named_and_the_rest_is_taken(office: Village, package: Files, code: str) -> None:
    packed(office.folder / "收件/甲.zip", FAULTS[code](other(package, "甲村", 7)))
    told = collected(office, code=4)
    assert refusals(told) == {"甲.zip": code} and told["accepted"] == 0
    assert not (office.folder / "汇总/dataset.json").exists()
    packed(office.folder / "收件/乙.zip", package)
    told = collected(office)
    assert refusals(told) == {"甲.zip": code} and told["accepted"] == 1
    said = office("rollup", "collect", "收件", "--into", "汇总")
    assert "甲.zip：" in said.err and "没有收 1 份" in said.out
    assert {village for (village,) in rows(office, "village", "village")} == {"柳河村"}
    assert not (office.folder.parent / "x.csv").exists()


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def variants(package: Files) -> Iterator[tuple[str, Files]]:
    for path in MORE_PATHS:
        yield "package-path", unlisted(package, path)
    for manifest in MORE_MANIFESTS:
        yield "package-manifest", changed(package, **manifest)
    for name, old, new in MORE_CELLS:
        found = changed(package, {name: swapped(old, new)})
        assert found[name] != package[name], (name, old)
        yield "package-cell", found


def test_every_way_of_being_wrong_is_found(package: Files, tmp_path: Path) -> None:
    from jifen.errors import JifenError
    from jifen.reading.rollup.package import read_package

    for number, (code, files) in enumerate(variants(package)):
        data = packed(tmp_path / f"{number}.zip", files).read_bytes()
        with pytest.raises(JifenError) as caught:
            read_package(data)
        assert caught.value.code == code, (number, caught.value)
    assert read_package(packed(tmp_path / "x.zip", package).read_bytes()).manifest.village == "柳河村"


def test_half_a_stick_a_bomb_and_deep_nesting_are_named(office: Village, package: Files) -> None:
    (office.folder / "收件/半个.zip").write_bytes(broken(package, office.folder))
    (office.folder / "收件/炸弹.zip").write_bytes(bomb())
    inner = packed(office.folder / "x.zip", package).read_bytes()
    for depth in range(6):
        inner = packed(office.folder / "x.zip", {f"{depth}.zip": inner}).read_bytes()
    (office.folder / "收件/套娃.zip").write_bytes(inner)
    (office.folder / "收件/空.zip").write_bytes(b"")
    (office.folder / "收件/信.eml").write_bytes(b"Subject: hello\n\nno attachment")
    packed(office.folder / "收件/好.zip", package)
    told = collected(office)
    codes = {Path(each["path"].partition("收件/")[2]).parts[0]: each["error"]["code"] for each in told["refused"]}
    assert codes == {
        "半个.zip": "package-broken",
        "炸弹.zip": "package-too-large",
        "套娃.zip": "package-too-deep",
        "空.zip": "package-broken",
        "信.eml": "package-foreign",
    }
    assert told["accepted"] == 1


def test_one_number_under_two_names_and_one_name_under_two_numbers_are_refused(office: Village, package: Files) -> None:
    packed(office.folder / "收件/一.zip", package)
    packed(office.folder / "收件/二.zip", changed(package, village="别村"))
    packed(office.folder / "收件/三.zip", changed(package, village_id="3" * 32))
    told = collected(office)
    assert refusals(told) == {"二.zip": "village-two-names", "三.zip": "village-two-numbers"}
    office("rollup", "collect", "收件", "--into", "汇总", "--replace")
    assert set(rows(office, "village", "village")) == {("柳河村",)}


def more(files: Files) -> Files:
    """The village after a correction: one household's two points more."""

    def corrected(text: str) -> str:
        head, first, *rest = text.split("\r\n")
        cells = first.split(",")
        cells[-1] = str(int(cells[-1]) + 2)
        return "\r\n".join([head, ",".join(cells), *rest])

    return changed(files, {"sums.csv": corrected}, head="a" * 64)


def test_a_changed_month_is_refused_with_the_difference_and_replaced_when_told(office: Village, package: Files) -> None:
    packed(office.folder / "收件/一.zip", package)
    packed(office.folder / "收件/二.zip", other(package, "沙院村", 1))
    collected(office)
    before = rows(office, "sums")
    packed(office.folder / "收件/一.zip", more(package))
    told = collected(office, "收件/一.zip", code=4)
    assert refusals(told) == {"一.zip": "package-changed"}
    (change,) = told["changes"]
    assert (change["village"], change["period"], change["table"]) == ("柳河村", "2025-03", "sums")
    assert float(change["after"]) == float(change["before"]) + 2
    assert rows(office, "sums") == before
    told = collected(office, "收件/一.zip", "--replace")
    assert (told["replaced"], told["refused"]) == (1, [])
    after = rows(office, "sums")
    assert len(after) == len(before) and sum(row[-1] for row in after) == sum(row[-1] for row in before) + 200
    heads = rows(office, "arrivals", "village, head, superseded_on")
    assert ("柳河村", "a" * 64, None) in heads and len(heads) == 3
    assert [row[2] for row in heads if row[0] == "柳河村"].count("2025-07-28") == 1
    kept = list((office.folder / "汇总/archive").rglob("*.zip"))
    assert len(kept) == 3, "what was replaced can still be looked at"


def test_two_versions_in_one_batch_are_not_chosen_between(office: Village, package: Files) -> None:
    packed(office.folder / "收件/一.zip", package)
    packed(office.folder / "收件/二.zip", more(package))
    told = collected(office, "收件", "--replace")
    assert refusals(told) == {"二.zip": "package-twice"} and told["accepted"] == 1


def test_the_same_months_in_a_longer_period_are_known_again(office: Village, package: Files) -> None:
    packed(office.folder / "收件/三月.zip", package)
    collected(office)
    packed(office.folder / "收件/二月.zip", of_month(package, "2025-02"))
    told = collected(office)
    assert (told["accepted"], told["unchanged"]) == (1, 1)


def test_missing_months_are_named_for_each_village(office: Village, package: Files) -> None:
    packed(office.folder / "收件/一.zip", package)
    packed(office.folder / "收件/二.zip", of_month(package, "2025-06"))
    packed(office.folder / "收件/三.zip", other(package, "沙院村", 1))
    told = collected(office)
    gaps = [(gap["village"], gap["period"]) for gap in told["gaps"]]
    assert gaps == [
        *(("柳河村", month) for month in ("2025-04", "2025-05")),
        *(("沙院村", month) for month in ("2025-04", "2025-05", "2025-06")),
    ]


def test_a_village_that_names_its_county_later_is_moved_with_all_its_months(office: Village, package: Files) -> None:
    packed(office.folder / "收件/一.zip", package)
    packed(office.folder / "收件/二.zip", of_month(package, "2025-02"))
    collected(office)
    before = len(rows(office, "sums"))
    packed(office.folder / "收件/一.zip", changed(package, county="金桥县", township="柳镇"))
    assert refusals(collected(office, "收件/一.zip", code=4)) == {"一.zip": "village-moved"}
    collected(office, "收件/一.zip", "--replace")
    assert set(rows(office, "village", "county, township, month")) == {
        ("金桥县", "柳镇", "2025-03"),
        ("金桥县", "柳镇", "2025-02"),
    }
    assert len(rows(office, "sums")) == before
    assert collected(office, "收件/一.zip")["unchanged"] == 1


def test_a_trial_writes_nothing_and_a_folder_with_other_things_is_no_dataset(office: Village, package: Files) -> None:
    packed(office.folder / "收件/一.zip", package)
    assert collected(office, "收件", "--dry-run")["accepted"] == 1
    assert not (office.folder / "汇总").exists()
    told = office.json("rollup", "collect", "收件/一.zip", "--into", "收件", code=3)
    assert told["error"]["code"] == "dataset-folder-taken"
    (office.folder / "空的").mkdir()
    assert collected(office, "空的", code=3)["error"]["code"] == "nothing-arrived"
    assert office("rollup", "collect", "没有的", "--into", "新的", code=3).err
    assert not (office.folder / "新的").exists()


def test_receipts_go_back_and_are_taken_by_the_village_they_are_of(half_year: Village) -> None:
    half_year("rollup", "export", "2025-03", "-o", "三月.zip")
    told = half_year.json("rollup", "collect", "三月.zip", "--into", "汇总")
    (slip,) = Path(half_year.folder / told["receipts"]).rglob("*.json")
    half_year("rollup", "receipt", slip)
    assert half_year.json("verify")["ok"]


def test_while_another_collects_it_waits_for_nobody_and_readers_see_the_old_state(
    office: Village, package: Files
) -> None:
    from jifen.store.rollup import dataset

    packed(office.folder / "收件/一.zip", package)
    with dataset.locked(office.folder / "汇总"):
        assert collected(office, code=3)["error"]["code"] == "dataset-busy"
    collected(office)
    old = dataset.load(office.folder / "汇总")
    packed(office.folder / "收件/一.zip", more(package))
    collected(office, "收件", "--replace")
    assert all(Path(path).exists() for table in old.files for path in old.paths(table)), "somebody may be reading"
    packed(office.folder / "收件/一.zip", package)
    collected(office, "收件", "--replace")
    assert not all(Path(path).exists() for path in old.paths("sums")), "two states ago nobody reads any more"


def test_a_collection_that_dies_leaves_the_dataset_as_it_was(
    office: Village, package: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jifen.store.rollup import dataset

    packed(office.folder / "收件/一.zip", package)
    collected(office)
    before = rows(office, "sums")
    packed(office.folder / "收件/二.zip", other(package, "沙院村", 1))

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(dataset, "exchange", dies)
        office("rollup", "collect", "收件", "--into", "汇总", code=3)
    assert rows(office, "sums") == before
    assert collected(office)["accepted"] == 1
    files = {p for p in (office.folder / "汇总/data").rglob("*") if p.is_file()}
    catalogue = dataset.load(office.folder / "汇总")
    known = {Path(path) for table in catalogue.files for path in catalogue.paths(table)}
    assert files == known | {catalogue.folder / path for path in catalogue.before}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "dataset-damaged"),
        ('{"format": "x"}', "dataset-damaged"),
        ('{"format": "jifen-dataset", "version": 9}', "dataset-newer"),
    ],
)
def test_a_dataset_nobody_can_read_is_refused(office: Village, package: Files, text: str, code: str) -> None:
    packed(office.folder / "收件/一.zip", package)
    (office.folder / "汇总").mkdir()
    (office.folder / "汇总/dataset.json").write_text(text, encoding="utf-8")
    assert collected(office, code=3)["error"]["code"] == code


def test_without_duckdb_it_is_said_what_to_install(office: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "duckdb", None)
    told = office.json("rollup", "collect", "收件", "--into", "汇总", code=3)
    assert told["error"]["code"] == "engine-missing" and "jifen[rollup]" in told["error"]["message"]
