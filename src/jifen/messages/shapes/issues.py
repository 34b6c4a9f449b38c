"""Issues of a workbook as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.issues import message
from jifen.messages.results import Shape

if TYPE_CHECKING:
    from jifen.reading.issues import Issue


def issue(value: "Issue") -> Shape:
    """As every command that reads a workbook gives it."""
    return {
        "code": value.code,
        "severity": value.severity,
        "path": value.path,
        "sheet": value.sheet,
        "cell": value.cell,
        "found": value.found,
        "message": message(value),
        "suggestions": list(value.suggestions),
    }
