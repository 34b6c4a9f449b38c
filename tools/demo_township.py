"""A township of five villages of different size, a year of each by the commands their clerks type.

`make demo-township`, or `python tools/demo_township.py [FOLDER]`: books in FOLDER/<village>, what they send on a stick
in FOLDER/U盘, what the township collects in FOLDER/汇总, its workbook and page beside. One village never met in
November, one left its stick half copied, one corrected a month after it was sent. The same every time.
"""

import csv
import io
import json
import os
import random
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

COUNTY, TOWNSHIP, YEAR = "示范县", "金桥镇", 2025
SENT_ON, LOOKED_ON = "2026-01-12", "2026-01-20"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "建国秀英桂兰志强玉珍德明春梅海燕文华永福小军红霞立新长生凤琴"
GAINS = {"环境卫生": 0.3, "村务参与": 0.14, "公益志愿": 0.1, "邻里和睦": 0.06, "移风易俗": 0.05, "孝老爱亲": 0.03}


@dataclass(frozen=True)
class Place:
    """A village: how many households, how keen they are, in which months nobody met, whether it has a shop."""

    name: str
    households: int
    keen: float
    missed: frozenset[int] = frozenset()
    shop: bool = True


PLACES = (
    Place("沙院村", 24, 0.8, shop=False),
    Place("石桥村", 58, 1.1),
    Place("柳湾村", 126, 1.0, frozenset({11})),
    Place("大屯村", 214, 0.35),
    Place("新华村", 430, 1.2),
)


class Clerk:
    """Who types the commands; a refusal that was not expected ends the run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, on: date | str, *arguments: str, code: int = 0) -> Any:
        from jifen.cli.main import run

        os.environ |= {"JIFEN_TODAY": str(on), "JIFEN_OPERATOR": "村文书"}
        out, err = io.StringIO(), io.StringIO()
        with chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
            found = run([*arguments, "--yes", "--json"])
        if found != code:
            sys.exit(f"{on} jifen {' '.join(arguments)}: exit {found}\n{err.getvalue()}{out.getvalue()[:2000]}")
        return json.loads(out.getvalue() or "null")


def live(folder: Path, place: Place) -> Clerk:
    """A year of a village, from the first roster to the notices of December."""
    chance = random.Random(place.name)
    folder.mkdir(parents=True)
    clerk = Clerk(folder)
    clerk("2024-12-30", "init", place.name, "--township", TOWNSHIP, "--county", COUNTY, "--hotline", "0000-0000000")
    clerk("2024-12-30", "roster", "import", str(register(folder, place, chance)))
    for month in range(1, 13):
        if month not in place.missed:
            meet(clerk, place, month, chance)
        if place.shop and month in (6, 9, 12):
            trade(clerk, month, chance)
        if month == 6:
            publish_lists(clerk)
    return clerk


def register(folder: Path, place: Place, chance: random.Random) -> Path:
    rows = []
    for number in range(place.households):
        grid = number * max(2, place.households // 22) // place.households + 1
        head = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
        status = "外出" if chance.random() < 0.04 else "参评"
        rows.append((grid, f"{grid:02}-{number + 1:03}", head, chance.randint(1, 6), status))
    return written(folder / "花名册.csv", ("网格", "户编号", "户主姓名", "家庭人口", "参评状态"), rows)


def written(path: Path, head: tuple[str, ...], rows: list[Any]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def meet(clerk: Clerk, place: Place, month: int, chance: random.Random) -> None:
    """A month's meeting: its sheet, its notice, its end; one village publishes late."""
    name = f"{YEAR}-{month:02}"
    held = date(YEAR, month, 26)
    rows = []
    for household in clerk(held, "roster", "list"):
        points = [chance.randint(1, 4) if chance.random() < often * place.keen else "" for often in GAINS.values()]
        if chance.random() < 0.03:
            points[0] = -chance.randint(1, 3)
        if any(points):
            rows.append((household["household"], household["head"], *points))
    sheet = written(clerk.folder / f"{YEAR}年{month}月积分评议表.csv", ("户编号", "户主", *GAINS), rows)
    clerk(held, "meeting", "import", str(sheet), "--month", name, "--held-on", str(held))
    late = 24 if place.name == "大屯村" and month in (3, 8) else 2
    out = held + timedelta(days=late)
    clerk(out, "meeting", "publish", name)
    if month % 5 == 0:
        (entry, *_) = clerk(out, "points", "entries", "--month", name)
        clerk(out, "objection", "file", name, entry["household"], "--entry", str(entry["id"]), "--reason", "多记了")
        clerk(out + timedelta(days=3), "objection", "decide", latest(clerk, out), "--reject", "--reason", "有签到册")
    clerk(out + timedelta(days=5), "meeting", "finalize", name)


def latest(clerk: Clerk, on: date) -> str:
    return str(max(line["id"] for line in clerk(on, "objection", "list")))


def trade(clerk: Clerk, month: int, chance: random.Random) -> None:
    """A quarter's redemption: money and goods come in, some households take soap."""
    period, on = f"{YEAR}Q{month // 3}", date(YEAR, month, 28) + timedelta(days=8)
    if month == 6:
        goods = [("A01", "香皂", "块", 5, "3.5", 40, "村购"), ("A02", "抽纸", "包", 4, "2", 60, "村购")]
        head = ("编号", "名称", "单位", "积分价", "参考价", "数量", "来源")
        clerk(on, "goods", "import", str(written(clerk.folder / "物资清单.csv", head, goods)))
    clerk(on, "fund", "in", "600", "--reason", "集体经济拨入")
    clerk(on, "goods", "receive", "A01", "30", "--purchase", "供销社", "--price", "3.5")
    clerk(on, "redeem", "open", period)
    rich = [b["household"] for b in clerk(on, "points", "balance") if float(b["available"]) >= 12]
    for household in chance.sample(rich, min(len(rich), 12)):
        clerk(on, "redeem", "add", household, "A01", "1")
    clerk(on, "redeem", "close", period)


def publish_lists(clerk: Clerk) -> None:
    """The half-year's list; whoever is proposed for the black one is spared."""
    on = date(YEAR, 7, 12)
    book = openpyxl.load_workbook(clerk.folder / clerk(on, "board", "draft", f"{YEAR}H1", "-o", "榜.xlsx")["path"])
    sheet = book["黑榜"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "户编号" for cell in row))
    at = {cell.value: cell.column for cell in head if cell.value}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, at["户编号"]).value:
            sheet.cell(row, at["决定"]).value = "不上榜"
    book.save(clerk.folder / "榜（评议）.xlsx")
    clerk(on, "board", "review", f"{YEAR}H1", "榜（评议）.xlsx")
    clerk(on, "board", "publish", f"{YEAR}H1")


def collect(office: Clerk, *more: str, code: int = 0) -> Any:
    told = office(LOOKED_ON, "rollup", "collect", "U盘", "--into", "汇总", *more, code=code)
    refused = "".join(f"\n    没有收 {each['path']}：{each['error']['message']}" for each in told["refused"])
    print(f"  新收 {told['accepted']}，换新 {told['replaced']}，没有变化 {told['unchanged']}{refused}", flush=True)
    return told


def main(folder: Path) -> None:
    """Five villages live, send, are collected and looked at."""
    folder.mkdir(parents=True)
    stick = folder / "U盘"
    stick.mkdir()
    clerks = {}
    for place in PLACES:
        clerk = clerks[place.name] = live(folder / place.name, place)
        clerk(SENT_ON, "rollup", "export", str(YEAR), "-o", str(stick / f"{place.name}.zip"))
        print(f"{place.name}：{place.households} 户，一年的账，汇总已拷到 U盘", flush=True)
    whole = (stick / "石桥村.zip").read_bytes()
    (stick / "石桥村.zip").write_bytes(whole[: len(whole) // 2])
    office = Clerk(folder)
    print("乡镇收（石桥村的没拷完）：", flush=True)
    collect(office)
    (stick / "石桥村.zip").write_bytes(whole)
    willow = clerks["柳湾村"]
    line = ("--extra", "--points", "2", "--category", "公益志愿", "--reason", "漏记一次义务巡逻")
    first = willow(SENT_ON, "roster", "list")[0]["household"]
    willow(SENT_ON, "meeting", "correct", f"{YEAR}-04", first, *line)
    willow(SENT_ON, "rollup", "export", str(YEAR), "-o", str(stick / "柳湾村.zip"), "--force")
    print("石桥村重拷，柳湾村更正了四月：", flush=True)
    collect(office)
    print("问清楚了，换新：", flush=True)
    collect(office, "--replace")
    for place in PLACES:
        slip = max((folder / "汇总" / "回执").rglob(f"{place.name}*.json"))
        clerks[place.name](LOOKED_ON, "rollup", "receipt", str(slip))
    told = office(LOOKED_ON, "rollup", "report", "汇总", "-o", "汇总.xlsx", "-o", "汇总.html", "--force")
    print(f"各村收到回执；工作簿和网页：{'、'.join(str(folder / path) for path in told['paths'])}")
    print(f"  {len(told['totals'])} 个村月，要看一看的 {len(told['attention'])} 条")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-township").absolute())
