"""Pages of HTML stand alone, escape what they are given, and are readable by day and by night."""

import re
from html.parser import HTMLParser

import pytest

from jifen.errors import JifenError
from jifen.printing.pages import compose, render
from jifen.resources import data_dir

VOID = {"meta", "br", "img", "hr", "input", "link"}
LINE = {"on": "2025-07-03", "month": "2025-07", "kind": "award", "category": "环境卫生", "wording": "月检清洁户",
        "points": "4", "running": "14", "pending": True, "disputed": False}  # fmt: skip


def village_of(v, **changes):
    content = v.bulletin()
    names = ("village", "township", "period", "as_of", "chain", "figures", "months", "categories", "grids")
    rank = {
        "rank": 1,
        "household": "01-01",
        "head": "林雪梅",
        "grid": "1",
        "points": "9",
        "awards": "9",
        "deductions": "0",
    }
    item = {"item": "A01", "name": "香皂", "unit": "块", "spec": "", "price": "5", "on_hand": 9}
    black = {"household": "02-03", "head": "王建国", "article": "第8条", "until": "2026-01-10"}
    red = {"household": "01-01", "head": "林雪梅", "grid": "1"}
    return {
        **{name: content[name] for name in names},
        "due": [{"text": "该公示7月", "command": "jifen meeting publish 2025-07"}],
        "matters": [{"kind": "微心愿", "opened": 2, "closed": 1, "on_time": 1, "overdue": 0}],
        "rank": [rank] * 25,
        "shop": {"open": {"period": "2025Q3", "begins": "2025-07-12", "last": None}, "goods": [item]},
        "boards": {"period": "2025H1", "number": "沙院村公示〔2025〕7号", "red": [red], "black": [black]},
        **changes,
    }


def household_of(**changes):
    figures = {"available": "-3", "pending": "4", "earned": "4", "deducted": "0", "redeemed": "0"}
    return {"household": "03-07", "head": "王*国", "grid": "3", "village": "沙院村", "as_of": "2025-07-28",
            "figures": figures, "months": ["2025-06", "2025-07"], "lines": [LINE], **changes}  # fmt: skip


class Checker(HTMLParser):
    """Elements that are closed in order, headings that step by one, tables with heads for each column."""

    def __init__(self, page):
        super().__init__()
        self.open, self.levels, self.columns, self.ids = [], [], [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if "id" in told:
            self.ids.append(told["id"])
        if tag == "th":
            assert told.get("scope") in ("col", "row")
        if tag == "svg":
            assert told["role"] == "img" and told["aria-label"]
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "tr":
            self.columns.append(0)
        if tag in ("td", "th"):
            self.columns[-1] += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag


@pytest.fixture
def both(village):
    return compose.village_page(village_of(village), masked=False), compose.household_page(household_of())


def test_a_page_is_well_formed_and_has_language_title_heads_of_tables_and_headings_in_order(both):
    for page in both:
        checked = Checker(page)
        assert page.startswith("<!DOCTYPE html>") or page.lstrip().startswith("<!DOCTYPE html>")
        assert '<html lang="zh-CN">' in page and "<title>" in page and 'name="viewport"' in page
        assert checked.levels[0] == 1 and checked.levels.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(checked.levels, checked.levels[1:], strict=False))
        assert len(set(checked.ids)) == len(checked.ids)


def test_a_page_reaches_for_nothing_and_runs_nothing(both):
    for page in both:
        assert "http" not in page and "<script" not in page and "<link" not in page and "@import" not in page


def test_what_people_write_is_text(village):
    rank = village_of(village)["rank"][0] | {"head": "<b>王&国</b>"}
    page = compose.village_page(village_of(village, rank=[rank]), masked=False)
    assert "&lt;b&gt;王&amp;国&lt;/b&gt;" in page and "<b>" not in page
    kinds = [{**village_of(village)["categories"][0], "category": "<i>类</i>"}]
    assert "<i>" not in compose.village_page(village_of(village, categories=kinds), masked=False)


def test_what_is_due_stands_there_with_its_command_and_is_left_out_where_nobody_asked(village):
    page = compose.village_page(village_of(village), masked=False)
    assert "该公示7月" in page and "jifen meeting publish 2025-07" in page
    assert "眼下没有要办的事" in compose.village_page(village_of(village, due=[]), masked=False)
    assert "要办的事" not in compose.village_page(village_of(village, due=None), masked=False)


def test_an_empty_village_has_a_page(village):
    nothing = {"red": [], "black": [], "period": None, "number": None}
    empty = village_of(village, rank=[], grids=[], boards=nothing, shop={"open": None, "goods": []})
    page = compose.village_page(empty, masked=True)
    assert "没有现行的榜" in page and "货架上没有物品" in page and "姓名已打码" in page


def test_a_household_that_owes_reads_so_and_one_without_lines_too():
    assert "欠3分" in compose.household_page(household_of())
    assert "还没有记录" in compose.household_page(household_of(lines=[]))


def test_a_village_s_own_template_and_style_take_their_place(village, tmp_path):
    (tmp_path / render.HOUSEHOLD).write_text("<p>{{ head }} 有 {{ figures.available }} 分</p>", encoding="utf-8")
    (tmp_path / render.STYLE).write_text("body { color: teal; }", encoding="utf-8")
    assert compose.household_page(household_of(), own=tmp_path) == "<p>王*国 有 -3 分</p>"
    assert "color: teal" in compose.village_page(village_of(village), masked=False, own=tmp_path)


@pytest.mark.parametrize(
    "text",
    ["{% for %}", "{{ 没有这个 }}", "{{ head.__class__.__mro__ }}", "{{ lines.append(1) }}", "{{ 1 / 0 }}",
     "{% include '../账本.html' %}", "{{ range(10**9) }}", "{{ head | nofilter }}"],
)  # fmt: skip
def test_a_template_that_is_wrong_or_reaches_into_the_program_is_refused_by_its_name(tmp_path, text):
    (tmp_path / render.HOUSEHOLD).write_text(text, encoding="utf-8")
    with pytest.raises(JifenError) as refused:
        compose.household_page(household_of(), own=tmp_path)
    assert refused.value.code == "page-template-faulty" and refused.value.facts["template"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<script>1</script>", "<script>"),
        ('<img src="https://x.cn/a.png">', "src=https://x.cn/a.png"),
        ('<a href="//x.cn">村</a>', "href=//x.cn"),
        ('<p onclick="1">村</p>', "onclick=1"),
        ("<style>p { background: url(https://x.cn/a.png) }</style>", "url("),
        ('<p style="background: url(a.png)">村</p>', "style=background: url(a.png)"),
        ('<meta http-equiv="refresh" content="0">', "http-equiv=refresh"),
    ],
)
def test_a_template_that_would_load_or_run_something_is_refused(tmp_path, text, what):
    (tmp_path / render.HOUSEHOLD).write_text(text, encoding="utf-8")
    with pytest.raises(JifenError) as refused:
        compose.household_page(household_of(), own=tmp_path)
    assert (refused.value.code, refused.value.facts["what"]) == ("page-reaches-out", what)


def test_a_picture_inside_the_page_and_a_place_on_it_are_no_address(tmp_path):
    own = '<a href="#x">村</a><img alt="" src="data:image/png;base64,AA==">'
    (tmp_path / render.HOUSEHOLD).write_text(own, encoding="utf-8")
    assert compose.household_page(household_of(), own=tmp_path) == own


def schemes():
    style = (data_dir("templates") / render.STYLE).read_text(encoding="utf-8")
    found = [
        dict(re.findall(r"--(\w+):\s*(#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert "prefers-color-scheme: dark" in style and "color-scheme: light dark" in style and len(found) == 3
    return dict(zip(("light", "dark", "print"), found, strict=True))


def luminance(color):
    digits = color[1:] if len(color) == 7 else "".join(c * 2 for c in color[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("ink", ["ink", "muted", "red", "award", "deduct", "balance"])
@pytest.mark.parametrize("ground", ["ground", "paper", "tile"])
def test_letters_stand_out_from_what_they_stand_on(scheme, ink, ground):
    colors = schemes()[scheme]
    bright, dark = sorted((luminance(colors[ink]), luminance(colors[ground])), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5
