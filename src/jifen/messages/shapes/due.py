"""What is due as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.results import Shape
from jifen.messages.summaries import due as words

if TYPE_CHECKING:
    from jifen.services.office.due import Standing


def standing(value: "Standing") -> Shape:
    """The document of `status --json`: today, and what is due, the most overdue first."""
    return {
        "today": value.today.isoformat(),
        "due": [
            {
                "what": due.what,
                "subject": due.subject,
                "due_on": due.due_on.isoformat(),
                "overdue": due.overdue(value.today),
                "command": words.command(due),
                "text": words.text(due, value.today),
            }
            for due in value.due
        ],
    }
