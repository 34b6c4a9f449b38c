"""Values as JSON and as words: the shapes of the contract."""

from typing import TYPE_CHECKING, Any

from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.points import show

if TYPE_CHECKING:
    from jifen.reading.issues import Issue

STATUS = {"active": "参评", "away": "外出", "suspended": "暂停", "left": "迁出", "closed": "注销"}
MEETING = {"recorded": "已录入", "published": "公示中", "final": "已定案", "voided": "已作废"}
KIND = {
    "award": "加分",
    "deduction": "扣分",
    "reversal": "冲正",
    "opening": "期初",
    "transfer": "转入转出",
    "redemption": "兑换",
    "return": "退换",
    "carry-over": "结转",
    "expiry": "到期",
}


def household(value: Household) -> dict[str, Any]:
    """As `roster list` gives it."""
    return {
        "household": value.code,
        "head": value.head,
        "grid": value.grid,
        "group": value.group,
        "people": value.people,
        "status": value.status,
    }


def entry(value: Entry) -> dict[str, Any]:
    """As `points entries` gives it."""
    source = value.source
    return {
        "id": value.id,
        "household": value.household,
        "head": value.head,
        "kind": value.kind,
        "category": value.category,
        "rule": value.rule,
        "points": show(value.points),
        "occurred_on": value.occurred_on.isoformat() if value.occurred_on else None,
        "month": str(value.month) if value.month else None,
        "meeting_status": value.meeting_status,
        "pending": value.pending,
        "disputed": value.disputed,
        "reason": value.reason,
        "reverses": value.reverses,
        "source": {"path": source.path, "sheet": source.sheet, "cell": source.cell} if source else None,
        "recorded_at": value.recorded_at,
        "operator": value.operator,
    }


def issue(value: "Issue") -> dict[str, Any]:
    """As every command that reads a workbook gives it."""
    from jifen.messages.issues import message

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


def where(value: "Issue") -> str:
    """File, sheet and cell of an issue in one line."""
    parts = [value.path, value.sheet, value.cell]
    return " ".join(part for part in parts if part)


def period_words(text: str) -> str:
    """`2025年7月`."""
    from jifen.printing.words import period

    return period(text)
