"""Where issues and questions are gathered while a file is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from jifen.reading.formats.workbook import Sheet, address
from jifen.reading.issues import Issue, Question
from jifen.reading.words.numbers import Fault

MAX_FOUND = 80
MAX_ISSUES = 10_000
"""A file with more is wrong as a whole; it is refused by the first, and nobody reads the last."""


class Located(Protocol):
    """A cell that knows where it stands and what stands there."""

    @property
    def sheet(self) -> str:
        """The sheet's name."""

    @property
    def cell(self) -> str:
        """Its address."""

    @property
    def found(self) -> str | None:
        """The text as it stands; None for a blank cell."""


@dataclass(slots=True)
class IssueLog:
    """Everything wrong with one file, in the order it was met; each place and code once."""

    path: str
    issues: list[Issue] = field(default_factory=list)
    allowed: list[Issue] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    _seen: set[tuple[str, str | None, str | None]] = field(default_factory=set)
    _asked: set[tuple[str, str]] = field(default_factory=set)

    def add(
        self,
        code: str,
        sheet: str | None = None,
        cell: str | None = None,
        found: str | None = None,
        facts: Mapping[str, str] | None = None,
        suggestions: tuple[str, ...] = (),
        *,
        let_through: bool = False,
    ) -> Issue:
        """Note an issue, once for a code and a place; what a decision let through is kept apart."""
        text = found if found is None or len(found) <= MAX_FOUND else found[:MAX_FOUND] + "…"
        issue = Issue(code, self.path, sheet, cell, text, dict(facts or {}), suggestions[:3])
        key = (code, sheet, cell)
        if key not in self._seen and len(self._seen) < MAX_ISSUES:
            self._seen.add(key)
            (self.allowed if let_through else self.issues).append(issue)
        return issue

    def at(
        self,
        code: str,
        sheet: Sheet,
        row: int,
        column: int,
        facts: Mapping[str, str] | None = None,
        suggestions: tuple[str, ...] = (),
        *,
        let_through: bool = False,
    ) -> Issue:
        """An issue at a cell; what stands there is what was found."""
        cell = sheet.merged(row, column)
        found = cell.text if cell else None
        return self.add(code, sheet.name, address(row, column), found, facts, suggestions, let_through=let_through)

    def fault(self, fault: Fault, sheet: Sheet, row: int, column: int) -> None:
        """A cell that could not be read."""
        self.at(fault.code, sheet, row, column, _facts(fault))

    def on(
        self, code: str, cell: Located, facts: Mapping[str, str] | None = None, suggestions: tuple[str, ...] = ()
    ) -> None:
        """An issue at a cell of a form."""
        self.add(code, cell.sheet, cell.cell, cell.found, facts, suggestions)

    def fault_on(self, fault: Fault, cell: Located) -> None:
        """A cell of a form that could not be read."""
        self.on(fault.code, cell, _facts(fault))

    def ask(self, question: Question) -> None:
        """A question, once a key."""
        key = (question.kind, question.key)
        if key not in self._asked:
            self._asked.add(key)
            self.questions.append(question)


def _facts(fault: Fault) -> dict[str, str]:
    return {"reason": fault.reason} if fault.reason else {}
