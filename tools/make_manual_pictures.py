"""Draws the pictures of docs/manual.md: lives the demonstration village by its own commands and keeps what came of it.

`python tools/make_manual_pictures.py [FOLDER]` (default: docs/pictures). Papers are set by the program's own engine;
the page for the screen needs Chromium and keeps its old picture where there is none. Menu and status run in a
terminal of their own, so this needs Linux or macOS. The village's clock and dice stand still: the same bytes every
time, given the same fonts.
"""

import json
import os
import pty
import random
import select
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import openpyxl

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
MOST = 1_200 * 1024
WIDE, COLUMNS = 1090, 84
sys.path.insert(0, str(ROOT / "src"))

from jifen.messages import labels  # noqa: E402
from jifen.printing.engine import typeset  # noqa: E402
from jifen.printing.engine.pack import pack  # noqa: E402
from jifen.services import session  # noqa: E402
from jifen.services.book import books  # noqa: E402
from large_village import Clerk, columns  # noqa: E402
from pictures_drawn import Drawn, cut, opened, packed, screen, stacked  # noqa: E402

VILLAGE = "柳河村"
MONTH, HALF, QUARTER, MEETING, TODAY = "2025-07", "2025H1", "2025Q2", "2025-07-28", "2025-08-05"
NEXT_QUARTER = "2025Q3"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROMPTS = ("：", "就是否）")
"""How a line ends that waits for an answer."""


class Clock(datetime):
    """Nine o'clock on the village's day, and a second later each time somebody looks."""

    looked = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Clock":
        Clock.looked += 1
        start = cls.fromisoformat(f"{os.environ['JIFEN_TODAY']}T09:00:00+08:00")
        return (start + timedelta(seconds=Clock.looked)).astimezone(tz)


def stand_still() -> None:
    """Clock and dice of this process: check codes and chain would differ every time."""
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def without_chance(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **options)
        connection.create_function("randomblob", 1, lambda length: b"\x5a" * length)
        return connection

    sqlite3.connect = without_chance  # type: ignore[assignment]
    session.datetime = books.datetime = Clock  # type: ignore[attr-defined]


# --- the village's July ----------------------------------------------------------------------------------------------


def lived(clerk: Clerk) -> None:
    """After the half-year of `jifen demo`: a correction, a copy on a stick, July's meeting with a wrong sheet first."""
    added = ("--extra", "--points", "2", "--rule", "HJ02", "--reason", "六月月检达标，漏记一次")
    clerk("2025-07-15", "meeting", "correct", "2025-06", "03-07", *added, "-o", "更正公示.xlsx")
    clerk("2025-07-20", "backup", "U盘")
    clerk(MEETING, "meeting", "sheet", MONTH, "-o", "空白.xlsx")
    fill_meeting(clerk.folder / "空白.xlsx", clerk.folder / "评议表")
    clerk(MEETING, "meeting", "import", "评议表/有错.xlsx", "--report", "标错.xlsx", wrong=True)
    clerk(MEETING, "meeting", "import", "评议表/2025年7月评议表.xlsx")


def fill_meeting(blank: Path, folder: Path) -> None:
    """The blank sheet filled in as a meeting does, and the same with mistakes people make."""
    book, chance = openpyxl.load_workbook(blank), random.Random(MONTH)
    sheet: Any = book.active
    start, named = columns(sheet)
    rows = [row for row in range(start + 2, sheet.max_row + 1) if isinstance(sheet.cell(row, 1).value, int)]
    day = next(c for row in sheet.iter_rows(max_row=start) for c in row if str(c.value or "").startswith("评议日期"))
    day.value = "评议日期：2025年7月28日"
    points = {"环境卫生": (0.55, 1, 3), "公益志愿": (0.2, 1, 2), "村务参与": (0.3, 1, 2), "邻里和睦": (0.1, 1, 2)}
    for row in rows:
        for name, (often, least, most) in points.items():
            if chance.random() < often:
                sheet.cell(row, named[name]).value = chance.randint(least, most)
        if chance.random() < 0.05:
            sheet.cell(row, named["环境卫生"]).value = -2
    (folder / "2025年7月评议表.xlsx").write_bytes(pack(book))
    sheet.cell(rows[2], named["环境卫生"]).value = "两分"
    sheet.cell(rows[4], named["户编号"]).value = "01-50"
    sheet.cell(rows[7], named["公益志愿"]).value = "2分？"
    (folder / "有错.xlsx").write_bytes(pack(book))


# --- papers ----------------------------------------------------------------------------------------------------------


def pages_of(path: Path, fonts: Any, sheet: str | None = None) -> list[Drawn]:
    """The pages of a workbook (of one of its sheets), as the program prints them."""
    data = path.read_bytes()
    if sheet is not None:
        data = alone(path, sheet)
    return [opened(page) for page in typeset.png(data, fonts=fonts, width_px=WIDE)]


def alone(path: Path, sheet: str) -> bytes:
    """A workbook with one sheet of it."""
    book = openpyxl.load_workbook(path)
    for name in book.sheetnames:
        if name != sheet:
            book.remove(book[name])
    return pack(book)


def papers(clerk: Clerk, fonts: Any) -> Iterator[tuple[str, Drawn]]:
    """Name and picture of each paper, by the command that prints it."""

    def printed(*arguments: str) -> Drawn:
        clerk(TODAY, *arguments, "-o", "纸.xlsx", "--force")
        return pages_of(clerk.folder / "纸.xlsx", fonts)[0]

    clerk(TODAY, "forms", "空表")
    yield "form-roster", cut(pages_of(clerk.folder / "空表" / "花名册.xlsx", fonts)[0], 420)
    filled = clerk.folder / "评议表" / "2025年7月评议表.xlsx"
    yield "meeting-sheet", cut(pages_of(filled, fonts)[0], 560)
    marked = clerk.folder / "标错.xlsx"
    first, second = openpyxl.load_workbook(marked).sheetnames[:2]
    issues, sheet = (pages_of(marked, fonts, name)[0] for name in (first, second))
    yield "coloured-copy", stacked([cut(issues, 190), cut(sheet, 400)])
    clerk(TODAY, "meeting", "publish", MONTH)
    yield "monthly-notice", cut(printed("meeting", "notice", MONTH), 720)
    yield "correction-notice", cut(pages_of(clerk.folder / "更正公示.xlsx", fonts)[0], 790)
    yield "red-list", cut(printed("board", "notice", HALF, "--list", "red"), 620)
    yield "black-list", cut(printed("board", "notice", HALF, "--list", "black"), 720)
    red = clerk(TODAY, "board", "show", HALF)["red"][0]["household"]
    yield "certificate", cut(printed("board", "certificate", HALF, red))
    yield "cards", cut(printed("points", "card", "--grid", "3"), 620)
    yield "sign-out-sheet", cut(pages_of(clerk.folder / "签领表（已填）.xlsx", fonts)[0], 480)
    yield "settlement", cut(printed("redeem", "settlement", QUARTER), 620)
    yield "redemption-notice", cut(printed("redeem", "notice", QUARTER), 620)
    yield "report", cut(printed("report", HALF), 1080)
    left = clerk.folder / "导出"
    yield "deeds-sheet", cut(pages_of(left / f"{labels.period(MONTH)}平时登记评议表.xlsx", fonts)[0], 480)
    yield "attendance", cut(pages_of(next(left.glob("*签到表*.xlsx")), fonts)[0], 480)
    yield "grid-workers", cut(printed("matter", "report", NEXT_QUARTER), 560)
    yield "grid", cut(printed("grid", "sheet", "3"), 620)


def honours(clerk: Clerk, fonts: Any) -> Iterator[tuple[str, Drawn]]:
    """The year's honours, of the demonstration that goes on to the end of the year."""
    left = clerk.folder / "导出"
    yield "honour-notice", cut(pages_of(next(left.glob("*星级文明户公示.xlsx")), fonts)[0], 620)
    yield "honour-certificate", cut(pages_of(next(left.glob("*星级文明户荣誉证书.xlsx")), fonts)[0])


def shown_by_a_browser(clerk: Clerk) -> Drawn | None:
    """The page for the screen, as a browser shows its upper part; None where there is none."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return None
    clerk(TODAY, "page", "-o", "一览.html")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        picture = Path(profile) / "page.png"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}"]
        size = ["--window-size=1240,1240", "--force-device-scale-factor=0.85", f"--screenshot={picture}"]
        page = (clerk.folder / "一览.html").as_uri()
        subprocess.run([browser, *options, *size, page], check=True, capture_output=True, timeout=120)
        return opened(picture.read_bytes())


# --- screens ---------------------------------------------------------------------------------------------------------


def typed(clerk: Clerk, command: str, *answers: str) -> list[str]:
    """What stands on the screen after a command and some answers: run in a terminal, what was typed marked."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"JIFEN_TODAY": TODAY, "COLUMNS": str(COLUMNS), "LINES": "40", "PYTHONUTF8": "1"}
    environment["PYTHONPATH"] = str(ROOT / "src")
    words = [sys.executable, "-m", "jifen", *command.split()[1:]]
    _quiet(theirs)
    child = subprocess.Popen(words, cwd=clerk.folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen, waiting = bytearray(), list(answers)
    while (part := _read(ours)) is not None:
        seen += part
        if waiting and not select.select([ours], [], [], 0.3)[0] and _asks(seen):
            answer = waiting.pop(0)
            seen += f"\x01{answer}\x02\n".encode()
            os.write(ours, f"{answer}\n".encode())
    os.close(ours)
    child.wait()
    return [f"\x01{command}\x02", *seen.decode("utf-8").replace("\r", "").rstrip("\n").split("\n")]


def _quiet(terminal: int) -> None:
    """Without echo: what is typed is put where it was asked for."""
    import termios

    modes = termios.tcgetattr(terminal)
    modes[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, modes)


def _read(terminal: int) -> bytes | None:
    try:
        return os.read(terminal, 65536) or None
    except OSError:  # how Linux says that the other end was closed
        return None


def _asks(seen: bytearray) -> bool:
    return seen.decode("utf-8", "ignore").endswith(PROMPTS)


def screens(clerk: Clerk, fonts: Any) -> Iterator[tuple[str, Drawn]]:
    """Menu, status, a household looked for, ranks with bars."""
    menu = typed(clerk, "jifen", "7", "否", "0")
    again = [number for number, line in enumerate(menu) if line.startswith(VILLAGE)][1]
    yield "menu", screen(menu[: again - 1], fonts, COLUMNS)
    status = [*typed(clerk, "jifen status"), "", *typed(clerk, "jifen find 广田"), "", *typed(clerk, "jifen find cgt")]
    yield "status", screen(status, fonts, COLUMNS)
    yield "rank", screen(typed(clerk, f"jifen points rank --period {HALF} --top 8"), fonts, COLUMNS)


# --- all of them -----------------------------------------------------------------------------------------------------


def pictures(folder: Path) -> Iterator[tuple[str, Drawn]]:
    """Name and picture of each, of a village made in this folder."""
    Clerk(folder)("2025-07-12", "demo", VILLAGE)
    clerk, fonts = Clerk(folder / VILLAGE), typeset.fonts_for(None)
    lived(clerk)
    yield from screens(clerk, fonts)
    yield from papers(clerk, fonts)
    Clerk(folder)("2025-07-12", "demo", "全年", "--year")
    yield from honours(Clerk(folder / "全年"), fonts)
    page = shown_by_a_browser(clerk)
    if page is None:
        print("page.png is left as it was: there is no Chromium on this machine")
    else:
        yield "page", page


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    target.mkdir(parents=True, exist_ok=True)
    stand_still()
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, image in pictures(Path(folder)):
            content = packed(image)
            (target / f"{name}.png").write_bytes(content)
            total += len(content)
            print(f"{name}.png {len(content) // 1024} KB, {image.width} x {image.height}")
    if total > MOST:
        sys.exit(f"{total} bytes altogether")
    print(json.dumps({"bytes": total}))


if __name__ == "__main__":
    main()
