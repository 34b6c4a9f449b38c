"""The demonstration village: half a year lived through in a moment, by the very commands a secretary types."""

import io
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jifen.cli.arguments import Common
from jifen.cli.output import show, show_json
from jifen.domain.period import Month, Period
from jifen.errors import JifenError

VILLAGE, TOWNSHIP, HOTLINE, CONTACT = "柳河村", "示范镇", "0000-0000000", "村务监督委员会"
SHEETS = "评议表"
HALF, QUARTER = Period.parse("2025H1"), Period.parse("2025Q2")


@dataclass(slots=True)
class Stage:
    """The folder, what was done so far, and the files that came of it."""

    common: Common
    folder: Path
    told: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def tell(self, text: str) -> None:
        """One line of what happens."""
        self.told.append(text)
        if not self.common.json:
            show(text)

    def do(self, day: date, *arguments: str) -> Any:
        """Run one command on a day, show how it is typed, and give its JSON; a refusal ends the demonstration."""
        from jifen.cli.main import run

        self.tell(f"{day.isoformat()}  jifen {' '.join(arguments)}")
        out, err = io.StringIO(), io.StringIO()
        operator = self.common.operator or "演示"
        with _in_folder(self.folder, day, operator), redirect_stdout(out), redirect_stderr(err):
            code = run([*arguments, "--db", "jifen.db", "--yes", "--json"])
        if code:
            raise JifenError("demo-broken", command=" ".join(arguments), detail=err.getvalue().strip())
        found = json.loads(out.getvalue())
        if isinstance(found, dict):
            self.files += [str(self.folder / path) for path in found.get("paths", [])]
        return found


@contextmanager
def _in_folder(folder: Path, day: date, operator: str) -> Iterator[None]:
    """Stand in the village's folder on a day; everything is as before afterwards."""
    here, before = Path.cwd(), dict(os.environ)
    os.chdir(folder)
    os.environ |= {"JIFEN_TODAY": day.isoformat(), "JIFEN_OPERATOR": operator}
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


def run_demonstration(common: Common, folder: Path | None) -> None:
    """Build the village, tell what was done and what to open."""
    from jifen.resources import data_dir

    place = folder or _fresh()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise JifenError("folder-not-empty", path=str(place))
    if common.dry_run:
        if common.json:
            show_json({"ok": True, "path": str(place), "did": [], "files": []})
        else:
            show(f"将在 {place} 建演示村 {VILLAGE}。")
        return
    _copy(data_dir("sample_data"), place / SHEETS)
    stage = Stage(common, place)
    _settle(stage)
    for month in HALF.months:
        _month(stage, month)
    _board(stage)
    _shop(stage)
    _tell(stage)


def _fresh() -> Path:
    number = 1
    while Path(f"演示村-{number}").exists():
        number += 1
    return Path(f"演示村-{number}")


def _copy(samples: Path, target: Path) -> None:
    target.mkdir(parents=True)
    for file in sorted(samples.iterdir()):
        if file.suffix in (".xlsx", ".xls", ".csv"):
            shutil.copyfile(file, target / file.name)


def _settle(stage: Stage) -> None:
    day = date(2024, 12, 31)
    stage.tell("一、建账本，导入花名册")
    stage.do(day, "init", VILLAGE, "--township", TOWNSHIP, "--hotline", HOTLINE)
    stage.do(day, "settings", "set", "contact", CONTACT)
    found = stage.do(day, "roster", "import", f"{SHEETS}/花名册.xlsx")
    stage.tell(f"    {len(found['added'])} 户。")
    stage.tell("二、每月：导入评议表，公示三天，定案")


def _month(stage: Stage, month: Month) -> None:
    name = f"{month.year}年{month.number}月"
    file = next(f for f in (stage.folder / SHEETS).iterdir() if f.name.startswith(name))
    found = stage.do(month.last, "meeting", "import", f"{SHEETS}/{file.name}")["meetings"][0]
    stage.tell(f"    {found['households']} 户、{found['entries']} 条、合计 {found['points']} 分。")
    issued = stage.do(month.last, "meeting", "publish", str(month))
    stage.tell(f"    {issued['number']}，公示至 {issued['notice_to']}，校验码 {issued['code']}。")
    stage.do(date.fromisoformat(issued["notice_to"]) + timedelta(days=1), "meeting", "finalize", str(month))


def _board(stage: Stage) -> None:
    """The half-year's list: draft, review as a meeting would fill it in, publication."""
    day = date(2025, 7, 10)
    stage.tell("三、半年红黑榜：拟榜，评议会逐户决定，公示")
    drawn = stage.do(day, "board", "draft", str(HALF))
    stage.tell(f"    红榜候选 {drawn['red']} 户，黑榜须评议 {drawn['black']} 户。评议会在表上填好决定：")
    reviewed = stage.folder / "红黑榜评议表（已填）.xlsx"
    _review(stage.folder / drawn["path"], reviewed)
    stage.do(day, "board", "review", str(HALF), reviewed.name)
    issued = stage.do(day, "board", "publish", str(HALF))
    stage.tell(f"    {issued['number']}，校验码 {issued['code']}。")


def _review(draft: Path, target: Path) -> None:
    """Fill the review in: the first black candidate was told and did not put it right, the others did."""
    from openpyxl import load_workbook

    book = load_workbook(draft)
    sheet = book["黑榜"]
    rows = sheet.iter_rows()
    head = next(row for row in rows if any(cell.value == "户编号" for cell in row))
    column = {str(cell.value): index for index, cell in enumerate(head) if cell.value}
    listed = {"决定": "上榜", "告知日期": "2025-06-05", "整改期限": "2025-07-05", "复查结果": "未整改"}
    listed |= {"条款": "乱堆乱放、占道晒粮", "事实": "2025年5月在村道上堆放柴草，占用半幅路面"}
    first = True
    for row in rows:
        if not row[column["户编号"]].value:
            continue
        for name, value in (listed if first else {"决定": "不上榜", "理由": "已整改"}).items():
            row[column[name]].value = value
        first = False
    book.save(target)


def _shop(stage: Stage) -> None:
    """A redemption day: goods, forecast, session, the filled sign-out sheet, closing, registers."""
    day = date(2025, 7, 12)
    stage.tell("四、季度兑换：进货，算够不够，开兑换，签领，结束，公示")
    stage.do(day, "fund", "in", "3000", "--reason", "集体收入")
    stage.do(day, "goods", "import", f"{SHEETS}/物资清单.xlsx")
    stage.do(day, "goods", "receive", "A01", "50", "--purchase", "镇供销社", "--price", "2.4", "--receipt", "0001")
    found = stage.do(day, "redeem", "forecast", str(QUARTER))
    stage.tell(
        f"    全村可用 {found['points']} 分，约 {found['liability']} 元；{'够' if found['covered'] else '不够'}兑。"
    )
    stage.do(day, "redeem", "open", str(QUARTER))
    stage.do(day, "redeem", "catalogue", str(QUARTER))
    sheet = stage.do(day, "redeem", "sheet", str(QUARTER))
    signed = stage.folder / "签领表（已填）.xlsx"
    count = _sign(stage.folder / sheet["path"], signed)
    stage.tell(f"    签领表上 {count} 户领了东西：")
    stage.do(day, "redeem", "import", signed.name)
    stage.do(day, "redeem", "close", str(QUARTER))
    stage.do(day, "registers", str(QUARTER), "-o", "台账")


def _sign(sheet: Path, target: Path) -> int:
    """Let the households with ten points and more take a piece of soap; gives how many did."""
    from openpyxl import load_workbook

    book = load_workbook(sheet)
    page = book.worksheets[0]
    rows = page.iter_rows()
    head = next(row for row in rows if any(cell.value == "户编号" for cell in row))
    titles = [str(cell.value) for cell in head]
    held = next(index for index, title in enumerate(titles) if "可用积分" in title)
    soap = next(index for index, title in enumerate(titles) if title.startswith("A01"))
    count = 0
    for row in rows:
        points = row[held].value
        if isinstance(points, int | float) and points >= 10:
            row[soap].value = 1
            count += 1
    book.save(target)
    return count


def _tell(stage: Stage) -> None:
    exports = stage.folder / "导出"
    files = sorted(str(path) for path in exports.iterdir())
    if stage.common.json:
        show_json({"ok": True, "path": str(stage.folder), "did": stage.told, "files": files})
        return
    show("")
    show("印好的东西（用 WPS 或 Excel 打开看看）：")
    for file in files:
        show(f"  {file}")
    show(f"  {stage.folder / '台账'}（检查要看的七本台账）")
    show(f"再试试：cd {stage.folder}，然后 jifen points rank --period 2025H1、jifen meeting list、jifen verify。")
    show("不用办公软件要 PDF 或图片：jifen meeting notice 2025-06 -o 六月公示.xlsx --pdf --png。")
