"""A row of an event list: its cells by what their columns mean, and where to say what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from jifen.domain.ledger import Source
from jifen.reading.formats.workbook import Cell, address
from jifen.reading.meeting.columns import Column
from jifen.reading.meeting.work import BlockWork
from jifen.reading.words.numbers import Fault, is_none, plain_text

READ_DOWN = (
    "date", "direction", "rule_code", "rule_text", "category", "reason", "actor", "decision", "proposal", "confirmed",
)  # fmt: skip
"""What may be merged down over several rows."""
AMOUNTS = ("points", "count", "award", "deduction", "severity", "measure")


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row by the kind of its columns, merged cells read down."""

    block: BlockWork
    number: int
    cells: Mapping[str, Cell | None]
    columns: Mapping[str, Column]

    @classmethod
    def of(cls, block: BlockWork, number: int, columns: Mapping[str, Column]) -> "EventRow":
        """Row `number` of a block."""
        cells = {
            kind: block.merged_down(number, column) if kind in READ_DOWN else block.sheet.cell(number, column.index)
            for kind, column in columns.items()
        }
        return cls(block, number, cells, columns)

    def text(self, kind: str) -> str | None:
        """The text of a column; None where it is blank or missing."""
        return plain_text(self.cells.get(kind))

    def column(self, kind: str) -> int:
        """Where the column of a kind is."""
        return self.columns[kind].index

    def source(self, kind: str) -> Source:
        """Where the cell of a column stands."""
        work = self.block.work
        return Source(work.log.path, work.sheet.name, address(self.number, self.column(kind)))

    def sides(self) -> list["EventRow"]:
        """The deeds of the row: where awards and deductions have a text each, one for each that is filled."""
        texts = {side: self.block.first(f"{side}_text") for side in ("award", "deduction")}
        if not any(texts.values()):
            return [self]
        filled = [side for side in texts if not is_none(self.cells.get(side)) or self._text_at(texts[side])]
        return [self._side(side, texts[side]) for side in filled] or [self]

    def _text_at(self, column: Column | None) -> str | None:
        return plain_text(self.block.merged_down(self.number, column))

    def _side(self, side: str, text: Column | None) -> "EventRow":
        """Only this side's figure, and its text as the rule's wording, or beside a rule or category as the reason."""
        other = {"award": "deduction", "deduction": "award"}[side]
        columns = {kind: column for kind, column in self.columns.items() if kind != other}
        said = self._text_at(text)
        if text is not None and said:
            named = any(self.text(kind) for kind in ("rule_code", "rule_text", "category"))
            rule = self.block.work.words.rule(said)
            kind = (
                "rule_text" if rule is not None and not self.text("rule_text") else "reason" if named else "rule_text"
            )
            columns[kind] = text
        return EventRow.of(self.block, self.number, columns)

    @property
    def has_no_amount(self) -> bool:
        """Whether nothing says how many points."""
        return all(is_none(self.cells.get(kind)) for kind in AMOUNTS)

    def note(
        self,
        code: str,
        kind: str,
        facts: Mapping[str, str] | None = None,
        suggestions: tuple[str, ...] = (),
        *,
        let_through: bool = False,
    ) -> None:
        """An issue at the cell of a column."""
        self.block.note(code, self.number, self.column(kind), facts, suggestions, let_through=let_through)

    def fault(self, fault: Fault, kind: str) -> Fault:
        """A cell that could not be read; gives the fault back."""
        self.block.fault(fault, self.number, self.column(kind))
        return fault
