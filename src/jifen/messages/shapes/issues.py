"""Issues of a workbook as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.issues import message
from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.reading.issues import Issue


def issue(value: "Issue") -> Shape:
    """As every command that reads a workbook gives it."""
    cell = picked(value, "code severity path sheet cell found")
    return {**cell, "message": message(value), "suggestions": list(value.suggestions)}
