"""Lines right above a header: they speak for that table alone.

Tables that stand below or beside each other on one sheet may be of different grids, and of different months by mistake.
"""

from dataclasses import dataclass

from jifen.domain.period import Month
from jifen.reading.formats.workbook import Sheet
from jifen.reading.issue_log import IssueLog
from jifen.reading.meeting.months import months_in
from jifen.reading.meeting.tables import Block, Table
from jifen.reading.words.headers import sign_of_heading, total_row
from jifen.reading.words.names import grid_named_in, normalise_grid, normalise_text

LINES = 4
MOST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Title:
    """A text above a header; `right` is where its merged range ends."""

    text: str
    row: int
    left: int
    right: int


def titles_above(sheet: Sheet, table: Table, after: int) -> list[Title]:
    """The texts of up to four lines above a header, from row `after` on; data and totals end them."""
    titles: list[Title] = []
    for row in range(table.top - 1, max(after, table.top - 1 - LINES), -1):
        cells = sheet.rows.get(row, {})
        texts = all((cell.kind == "text" and not total_row(cell.text)) or cell.month_only for cell in cells.values())
        if not texts or len(cells) > MOST_CELLS:
            break
        for column, cell in cells.items():
            area = sheet.area(row, column) if sheet.merges else None
            titles.append(Title(cell.text, row, column, area.right if area else column))
    return titles


def all_titles(sheet: Sheet, tables: list[Table]) -> list[list[Title]]:
    """The titles of each table."""
    ends = [0, *(table.bottom for table in tables)]
    return [titles_above(sheet, table, end) for table, end in zip(tables, ends, strict=False)]


def grids_of_blocks(
    tables: list[Table], above: list[list[Title]], whole: str | None, sheet: str | None = None
) -> list[list[tuple[str | None, bool]]]:
    """For each block of each table its grid, and whether its own title names it.

    Where titles name several grids, a block without a title of its own has none: the sheet's would be a guess.
    A title against the name of the `sheet` names none either.
    """
    own = [[_grid_of_block(titles, b, t.blocks) for b in t.blocks] for t, titles in zip(tables, above, strict=True)]
    several = len({grid for grids in own for grid in grids if grid}) > 1
    return [[_agreed(grid, None if several else whole, sheet) for grid in grids] for grids in own]


def _agreed(own: str | None, whole: str | None, sheet: str | None) -> tuple[str | None, bool]:
    if own is None:
        return whole, False
    return (own if sheet in (None, own) else None), True


def _grid_of_block(titles: list[Title], block: Block, blocks: list[Block]) -> str | None:
    """The grid named over this block; a title over several blocks speaks for all where it is the only one."""
    first, last = min(block.paths), max(block.paths)
    named = {title: grid for title in titles if (grid := _grid(title.text))}
    if len(set(named.values())) == 1 and (len(blocks) == 1 or len(named) == 1):
        return next(iter(named.values()))
    own = {grid for title, grid in named.items() if first <= title.left <= last}
    return own.pop() if len(own) == 1 else None


def sign_of_table(sheet_name: str, titles: list[Title]) -> int:
    """1 or -1 where the sheet's name or a title right above the table says that it is of awards or deductions alone."""
    texts = (sheet_name, *(title.text for title in titles))
    return next((sign for text in texts if (sign := sign_of_heading(text))), 0)


def _grid(text: str) -> str | None:
    grid = grid_named_in(text)
    if grid is None and (plain := normalise_grid(text)).isdigit() and not normalise_text(text).isdigit():
        return plain
    return grid


def note_other_month(sheet: Sheet, titles: list[Title], month: Month, log: IssueLog) -> bool:
    """Whether a title names another month than the sheet's; said at that title."""
    for title in titles:
        for year, number in months_in(title.text):
            if number != month.number or year not in (None, month.year):
                shown = f"{year or month.year:04d}-{number:02d}"
                facts = {"month": shown, "source": "title", "other": str(month), "other_source": "title"}
                log.at("month-conflict", sheet, title.row, title.left, facts)
                return True
    return False
