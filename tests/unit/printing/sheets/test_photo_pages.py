"""Pages of pictures: each in a row of its own height, whatever is done to use the page well."""

import io

import openpyxl
import pytest

from jifen.printing.engine.filling import Picture
from jifen.printing.engine.qr import qr_png
from jifen.printing.sheets.deeds import PAGE_MM, photo_page


@pytest.mark.parametrize("count", [1, 2, 7, 12, 13])
def test_no_picture_stands_over_another_or_over_what_is_told_of_it(count: int) -> None:
    lines = [
        {"photo": str(n), "on": "2025-07-02", "grid": "3", "head": "", "what": "参加集体环境整治", "note": ""}
        for n in range(count)
    ]
    pictures = {str(n): Picture(qr_png(str(n)), *PAGE_MM) for n in range(count)}
    content = {"village": "沙院村", "period": "2025-07", "lines": lines}
    sheet = openpyxl.load_workbook(io.BytesIO(photo_page(content, pictures))).active
    heights = {image.anchor._from.row + 1: image.anchor.ext.height / 12700 for image in sheet._images}
    assert len(sheet._images) == count
    assert all(sheet.row_dimensions[row].height >= height for row, height in heights.items())
