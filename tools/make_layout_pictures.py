"""Draws the pictures of docs/layouts.md: a few households of the demonstration village in each layout.

`python tools/make_layout_pictures.py` needs LibreOffice (soffice) and poppler (pdftoppm) on the path; the pictures are
kept in docs/pictures, so nobody else does. The PNG is written here, in grey and cropped, to stay small.
"""

import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 60 * 1024
sys.path.insert(0, str(ROOT / "sample_data"))

import make  # noqa: E402
from village import HELD_ON, RULES_FILE, Household, Register, make_village  # noqa: E402

Cells = list[make.Cell]
EDGE = 8


def a_few(households: list[Household], register: Register, month: int, most: int = 7) -> list[Household]:
    """Households of two grids with something to show in that month, in order."""
    busy = {d.household for d in register.of_month(month)}
    grids = sorted({int(code[:2]) for code in busy}, key=lambda g: -sum(int(c[:2]) == g for c in busy))[:2]
    shown = {grid: [h for h in households if h.code in busy and h.grid == grid] for grid in sorted(grids)}
    return [h for group in shown.values() for h in group[: most // 2 + 1]]


def side_by_side(households: list[Household], register: Register) -> bytes:
    """Two tables on one page."""
    book = make.new_book()
    sheet = make.new_sheet(book, "6月", "柳河村2025年6月积分表", (8, 10, 9, 9, 8, 3, 8, 10, 9, 9, 8))
    header: Cells = ["户编号", "户主", "环境", "村务", "合计"]
    make.put(sheet, [*header, None, *header], "表头")
    sums = make.by_category(register.of_month(6))
    rows = [_points_of(h, sums) for h in households]
    half = (len(rows) + 1) // 2
    for index in range(half):
        right = rows[half + index] if half + index < len(rows) else [None] * 5
        make.put(sheet, [*rows[index], None, *right])
    return make.saved(book)


def _points_of(household: Household, sums: dict[tuple[str, str], int]) -> Cells:
    points = [sums.get((household.code, c)) or None for c in ("环境卫生", "村务参与")]
    return [household.code, household.head, *points, sum(filter(None, points))]


def by_name(households: list[Household], register: Register) -> bytes:
    """No codes: the grid in merged cells and the name; how often, where the header says 次数."""
    book = make.new_book()
    sheet = make.new_sheet(book, "5月", "柳河村2025年5月出工登记", (12, 12, 22, 22, 12))
    rules = [register.rules[code] for code in ("CW03", "HJ05")]
    make.put(sheet, ["网格", "户主", *(f"{r.code}{r.wording}（次数）" for r in rules), "合计"], "表头")
    sheet.row_dimensions[2].height = 34
    first = 3
    for grid in make.grids_of(households):
        mine = [h for h in households if h.grid == grid]
        for h in mine:
            times = [1 + int(h.code[-1]) % 2, None if h.code.endswith("2") else 1]
            total = sum(r.value * t for r, t in zip(rules, times, strict=True) if t)
            make.put(sheet, [f"第{grid}微网格" if h is mine[0] else None, h.head, *times, total])
        sheet.merge_cells(start_row=first, start_column=1, end_row=first + len(mine) - 1, end_column=1)
        first += len(mine)
    return make.saved(book)


def workbooks() -> dict[str, bytes]:
    """A small workbook a layout, by the picture's name."""
    households, register = make_village(ROOT / "templates" / RULES_FILE)
    few = {month: a_few(households, register, month) for month in HELD_ON}
    deeds = {m: [d for d in register.of_month(m) if d.household in {h.code for h in few[m]}] for m in HELD_ON}
    one_grid = [h for h in households if h.grid == few[2][0].grid and h.status != "迁出"]
    return {
        "wide": make.wide(1, few[1], deeds[1]),
        "summary": make.by_grid(2, one_grid, register.of_month(2)),
        "grids": _without_summary(make.by_grid(2, one_grid, register.of_month(2))),
        "events": make.events(3, few[3], deeds[3]),
        "items": make.items(4, few[4], deeds[4], register),
        "split": make.split(5, few[5], deeds[5]),
        "side-by-side": side_by_side(few[6], register),
        "by-name": by_name(few[5], register),
    }


def _without_summary(content: bytes) -> bytes:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    book.remove(book["汇总"])
    return make.saved(book)


def draw(content: bytes, folder: Path, name: str) -> bytes:
    """The first page as a cropped grey PNG."""
    (folder / f"{name}.xlsx").write_bytes(content)
    office = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--convert-to", "pdf"]
    subprocess.run(
        [*office, "--outdir", str(folder), str(folder / f"{name}.xlsx")], check=True, stdout=subprocess.DEVNULL
    )
    page = ["pdftoppm", "-r", "96", "-gray", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*page, str(folder / f"{name}.pdf"), str(folder / name)], check=True)
    return png(*cropped(*read_pgm((folder / f"{name}.pgm").read_bytes())))


def read_pgm(data: bytes) -> tuple[int, list[bytes]]:
    """Width and rows of a binary grey map."""
    magic, size, _, pixels = data.split(b"\n", 3)
    if magic != b"P5":
        raise ValueError(magic)
    width, height = map(int, size.split())
    return width, [pixels[row * width : (row + 1) * width] for row in range(height)]


def cropped(width: int, rows: list[bytes]) -> tuple[int, list[bytes]]:
    """Without the white around it, but for a narrow edge."""
    inked = [index for index, row in enumerate(rows) if min(row) < 250]
    rows = rows[max(0, inked[0] - EDGE) : inked[-1] + EDGE]
    darkest = [min(column) for column in zip(*rows, strict=True)]
    used = [index for index, value in enumerate(darkest) if value < 250]
    left, right = max(0, used[0] - EDGE), min(width, used[-1] + EDGE)
    return right - left, [row[left:right] for row in rows]


def png(width: int, rows: list[bytes]) -> bytes:
    """Sixteen greys are enough for text, and half the bytes."""
    packed = b"".join(b"\x00" + bytes(_nibbles(row)) for row in rows)
    header = struct.pack(">IIBBBBB", width, len(rows), 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def _nibbles(row: bytes) -> Iterable[int]:
    padded = row + b"\xff" * (len(row) % 2)
    return ((padded[i] & 0xF0) | (padded[i + 1] >> 4) for i in range(0, len(padded), 2))


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in workbooks().items():
            picture = draw(content, Path(folder), name)
            if len(picture) > LARGEST:
                sys.exit(f"{name}: {len(picture)} bytes")
            (PICTURES / f"{name}.png").write_bytes(picture)
            print(f"{name}.png {len(picture) // 1024} KB")


if __name__ == "__main__":
    main()
