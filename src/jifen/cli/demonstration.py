"""The demonstration village, step by step with the same services the commands call."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jifen.cli.arguments import Common
from jifen.cli.output import show, show_json
from jifen.domain.period import Month, Period
from jifen.errors import JifenError

VILLAGE, TOWNSHIP, HOTLINE = "柳河村", "示范镇", "0000-0000000"
SHEETS = "评议表"
HALF_YEAR = Period.parse("2025H1")
LAYOUTS = {"wide": "按类别", "items": "按项目", "events": "按事项", "summary": "汇总只核对"}


@dataclass(slots=True)
class Stage:
    """The folder, the open book, and what was done so far."""

    common: Common
    folder: Path
    session: Any
    told: list[str]
    files: list[Path]

    def on(self, day: date) -> None:
        """Turn the calendar: a demonstration lives through half a year in a moment."""
        self.session.today = day

    def tell(self, text: str) -> None:
        """One line of what was done."""
        self.told.append(text)
        if not self.common.json:
            show(text)

    def print(self, content: Any, code: str | None, which: str | None = None) -> None:
        """A document into the export folder; of a list, which one."""
        from jifen.cli.papers import PaperOptions, print_document

        found = print_document(self.common, self.session, content, code, PaperOptions(), which=which, issued=True)
        self.files += [Path(path) for path in found["paths"]]


def run(common: Common, folder: Path | None) -> None:
    """Build the village, tell what was done and what to open."""
    from jifen.cli.context import BACKUPS, EXPORTS, TEMPLATES
    from jifen.cli.demonstration_board import publish_board
    from jifen.resources import data_dir
    from jifen.services.books import make_book
    from jifen.services.session import Folders, Session
    from jifen.store.connection import open_book

    place = folder or _fresh()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise JifenError("folder-not-empty", path=str(place))
    samples = data_dir("sample_data")
    book = place / "jifen.db"
    rulebook = samples / "积分细则.csv"
    if common.dry_run:
        if common.json:
            show_json({"ok": True, "path": str(place), "did": [], "files": []})
        else:
            show(f"将在 {place} 建演示村 {VILLAGE}。")
        return
    _copy(samples, place / SHEETS)
    settings = {"village": VILLAGE, "township": TOWNSHIP, "hotline": HOTLINE, "contact": "村务监督委员会"}
    operator = common.operator or "演示"
    made = make_book(
        book,
        settings=settings,
        rulebook=(rulebook.name, rulebook.read_bytes()),
        shipped=(rulebook.name, rulebook.read_bytes()),
        operator=operator,
        today=date(2024, 12, 31),
        dry_run=False,
    )
    folders = Folders(place / BACKUPS, place / EXPORTS, place / TEMPLATES)
    with closing(open_book(book, folders.backups)) as connection:
        session = Session(connection, book, operator, date(2024, 12, 31), folders)
        stage = Stage(common, place, session, [], [])
        stage.tell(f"建账本：{book}，{VILLAGE}，积分细则 {made.rules} 条。")
        _roster(stage, samples)
        for month in HALF_YEAR.months:
            _import(stage, samples, month)
            _publish(stage, month)
        publish_board(stage, HALF_YEAR, place / SHEETS)
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


def _roster(stage: Stage, samples: Path) -> None:
    from jifen.services.households import import_roster

    file = samples / "花名册.xlsx"
    result = import_roster(stage.session, f"{SHEETS}/{file.name}", file.read_bytes(), None)
    stage.tell(f"导入花名册：{len(result.added)} 户。")


def _import(stage: Stage, samples: Path, month: Month) -> None:
    """The month's sheet, the day after its meeting."""
    from jifen.domain.points import show as number
    from jifen.services.batch import Options
    from jifen.services.meeting_import import import_meetings

    stage.on(month.last)
    file = next(f for f in samples.iterdir() if f.name.startswith(f"{month.year}年{month.number}月"))
    result = import_meetings(stage.session, [(f"{SHEETS}/{file.name}", file.read_bytes())], Options())
    if not result.ok:
        raise JifenError("demo-broken", issues=[(i.code, i.path, i.cell) for i in result.issues])
    sheets = result.files[0].reading.sheets
    kinds = "、".join(dict.fromkeys(LAYOUTS[sheet.layout] for sheet in sheets if sheet.layout in LAYOUTS))
    figures = result.meetings[0]
    told = f"{figures.households} 户 {figures.entries} 条 {number(figures.points)} 分"
    stage.tell(f"导入 {file.name}（{kinds}）：{told}。")


def _publish(stage: Stage, month: Month) -> None:
    """The notice goes up; its window over, the month is final."""
    from jifen.services import meetings

    held = meetings.show_month(stage.session, month).meeting.held_on or month.last
    stage.on(held)
    issued = meetings.publish(stage.session, month, None, None)
    stage.print(issued.content, issued.code)
    stage.on(date.fromisoformat(str(issued.content["notice_to"])) + timedelta(days=1))
    meetings.finalize(stage.session, month, override=False, reason=None)
    window = f"{issued.content['notice_from']} 至 {issued.content['notice_to']}"
    stage.tell(f"公示并定案 {month}：{issued.content['number']}，{window}，校验码 {issued.code}。")


def _tell(stage: Stage) -> None:
    if stage.common.json:
        show_json({"ok": True, "path": str(stage.folder), "did": stage.told, "files": [str(f) for f in stage.files]})
        return
    show("")
    show("可以打开看看（WPS 或 Excel）：")
    for file in stage.files:
        show(f"  {file}")
    show(f"再试试：cd {stage.folder}，然后 jifen points balance、jifen meeting list、jifen verify。")
