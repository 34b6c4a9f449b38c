"""What is kept of files and what is not, as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jifen.reading.cleaning import LeftOut
    from jifen.services.book.sources import ErasePreview
    from jifen.store.operations import Source


def source(value: "Source") -> Shape:
    """As `source list` gives it."""
    return picked(value, "id day=on path command status bytes=size whole reason")


def erased(value: "ErasePreview") -> Shape:
    """As `source erase` gives it."""
    return picked(value.source, "id path") | {"months": list(value.months)}


def not_kept(columns: "Sequence[LeftOut]", starred: "Sequence[tuple[str, str]]") -> Shape:
    """Columns nobody keeps, and cells in which a number was starred; nothing where there are none."""
    if not (columns or starred):
        return {}
    return {
        "left_out": [picked(column, "sheet column header kind cells") for column in columns],
        "starred": [{"sheet": sheet, "cell": cell} for sheet, cell in starred],
    }
