"""The village at a glance, and a page a household: guarded, masked where asked, all files or none."""

import re
from pathlib import Path

from board_support import published
from cli_support import Village

from jifen.printing.pages.render import texts


def read(path) -> str:
    return Path(path).read_text(encoding="utf-8")


def test_it_tells_the_year_of_the_latest_month_with_the_figures_of_the_ledger(half_year: Village):
    published(half_year)
    told = half_year.json("page")
    page = read(told["path"])
    assert told["period"] == "2025" and told["path"].endswith("积分一览.html")
    assert told["figures"] == half_year.json("report", "2025")["figures"]
    said = " ".join(texts(page))
    for line in half_year.json("points", "rank", "--period", "2025"):
        assert line["head"] in said and line["household"] in said
    assert "6月" in said and "7月" not in said.split("截至")[0] and "已定案" in said
    assert half_year.json("board", "show", "2025H1")["number"] in said
    assert "http" not in page and "<script" not in page


def test_with_mask_no_name_is_whole_without_it_every_one_is(half_year: Village):
    heads = {line["head"] for line in half_year.json("roster", "list") if line["status"] == "active"}
    plain, masked = half_year.json("page", "-o", "全.html"), half_year.json("page", "-o", "码.html", "--mask")
    assert all(head in read(plain["path"]) for head in heads)
    assert not [head for head in heads if head in " ".join(texts(read(masked["path"])))]


def test_every_household_that_has_not_left_has_a_page_by_its_code_with_its_head_masked(half_year: Village):
    half_year("roster", "leave", "18-10")
    people = [line for line in half_year.json("roster", "list") if line["status"] not in ("left", "closed")]
    told = half_year.json("page", "--households", "户页")
    folder = half_year.folder / "户页"
    assert {path.stem for path in folder.iterdir()} == {line["household"] for line in people}
    assert len(told["paths"]) == len(people) + 1
    one = people[0]
    page = read(folder / f"{one['household']}.html")
    account = half_year.json("points", "balance", "--household", one["household"])
    assert one["head"] not in page and one["household"] in page and account[0]["available"] in page
    others = [other["household"] for other in people[1:] if re.search(rf"\b{other['household']}\b", page)]
    assert others == []


def test_what_somebody_wrote_beside_an_entry_stays_off_the_pages(village: Village):
    village("points", "add", "03-01", "2", "--month", "2025-01", "--category", "环境卫生", "--reason", "与邻居李某和好")
    told = village.json("page", "--households", "户页")
    assert "+2" in read(village.folder / "户页" / "03-01.html")
    assert not [path for path in told["paths"] if "李某" in read(path)]


def test_a_number_in_what_the_book_holds_is_starred_and_said(village: Village):
    village("settings", "set", "township", "河东镇13812345678")
    said = village("page", "-o", "页.html")
    assert "13812345678" not in read(village.folder / "页.html") and "河东镇***" in read(village.folder / "页.html")
    assert "印成了 ***" in said.err


def test_a_number_that_a_template_brings_along_is_refused_and_nothing_is_written(village: Village):
    own = village.folder / "模板"
    own.mkdir()
    (own / "村页面.html").write_text("<p>有事打 13812345678</p>", encoding="utf-8")
    assert village.json("page", code=3)["error"]["code"] == "guard-refused"
    (own / "村页面.html").write_text("<script>1</script>", encoding="utf-8")
    said = village("page", code=3)
    assert "不许连到外面" in said.err and not (village.folder / "导出" / "积分一览.html").exists()
    (own / "村页面.html").write_text("{% for %}", encoding="utf-8")
    assert "“村页面.html”第 1 行" in village("page", code=3).err


def test_it_overwrites_nothing_and_leaves_all_files_or_none(village: Village):
    (village.folder / "户页").mkdir()
    (village.folder / "户页" / "18-10.html").write_text("我的", encoding="utf-8")
    assert village.json("page", "--households", "户页", code=3)["error"]["code"] == "file-exists"
    assert len(list((village.folder / "户页").iterdir())) == 1
    village("page", "--households", "户页", "--dry-run", "--force")
    assert read(village.folder / "户页" / "18-10.html") == "我的"
    (village.folder / "文件").write_text("", encoding="utf-8")
    assert village.json("page", "--households", "文件", code=3)["error"]["code"] == "not-a-folder"
    assert village.json("page", "--households", "没有/户页", code=3)["error"]["code"] == "folder-missing"
