"""Rows of households that stand in no table: above the first header, or alone on a sheet without one.

Nobody reads them, so they must be said; which points they have is not guessed.
"""

import re
from collections.abc import Callable, Iterator

from jifen.reading.formats.workbook import Cell, Sheet, row_of
from jifen.reading.meeting.tables import Table
from jifen.reading.meeting.work import SheetWork
from jifen.reading.words.households import Households
from jifen.reading.words.numbers import Points, is_none, read_points

MOST = 100
"""Numbers above are years, telephone numbers, amounts of money: no points of a month."""


def household_outside(sheet: Sheet, tables: list[Table], known: Callable[[], Households]) -> tuple[int, int] | None:
    """The first row outside the tables that holds nothing but a household and figures: its household's cell."""
    for row in sorted(sheet.rows):
        if tables and row >= tables[0].top:
            return None
        cells = sheet.rows[row]
        texts = {index: cell for index, cell in cells.items() if not _is_figure(cell) and not is_none(cell)}
        if not 0 < len(texts) < len(cells) or not any(_may_be_points(cell) for cell in cells.values()):
            continue
        households = known()
        if all(households.knows_code(cell.text) or households.knows_name(cell.text) for cell in texts.values()):
            return row, min(texts)
    return None


_SPOKEN = re.compile(
    r"(?<!满)(?<!上限)(?<![0-9.])[0-9.]+\s*分(?!钟)|[加扣减奖罚][一二两三四五六七八九十]+分"
    r"|[未不]予?通过|作废|不[计记]|取消|剔除|应为|更正为?|改为"
)
"""What gives or takes points, in a line that names a household."""
_VOIDS = re.compile(
    r"[此本该]表作废|草稿|样表|示例|[未待]经?评议|仅供参考|[均都]?[为是](?:扣|减|负)分|以[上下][^。]{0,10}补[录记]"
)
"""What says of all the figures that they are something else than they seem."""


def points_in_words(work: SheetWork, known: Callable[[], Households]) -> Iterator[tuple[int, int]]:
    """Lines beside the rows of households that give one points (`补：张三加2分`) or take all back (`此表作废`)."""
    sheet, account = work.sheet, work.account
    inside = {row for span in account.spans for row in range(span.first, span.last + 1)} - account.lines
    inside |= {row_of(cell) for cell in [*work.named.values(), *(line.source.cell for line in work.lines)]}
    for row in sorted(sheet.rows.keys() - inside - account.headers):
        texts = {index: cell.text for index, cell in sorted(sheet.rows[row].items()) if cell.kind == "text"}
        said = "".join(texts.values())
        spoken = bool(_SPOKEN.search(said)) and known().named_in(said)
        if texts and (spoken or _VOIDS.search(said)):
            yield row, min(texts)


def _is_figure(cell: Cell) -> bool:
    return cell.kind == "number" or isinstance(read_points(cell), Points)


def _may_be_points(cell: Cell) -> bool:
    points = read_points(cell)
    return isinstance(points, Points) and 0 < abs(points.value) <= MOST
