"""The fund account: money in, money out."""

from dataclasses import dataclass

from jifen.domain.money import FundEntry
from jifen.errors import UsageError
from jifen.services.session import Session, reason_given
from jifen.store import fund


@dataclass(frozen=True, slots=True)
class Moved:
    """A line just posted and the account after it."""

    id: int
    cents: int
    reason: str
    balance: int


def move(session: Session, cents: int, reason: str, *, out: bool, donor: str | None = None) -> Moved:
    """Money in, or out; a donor makes it a donation that the donors' board shows."""
    if cents <= 0:
        raise UsageError("yuan-zero")
    why = reason_given(reason)
    signed = -cents if out else cents
    with session.change("fund out" if out else "fund in", cents=cents, reason=reason) as change:
        named = donor.strip() if donor and donor.strip() else None
        line = fund.add(session.connection, change.operation_id, session.today, signed, why, donor=named)
        return Moved(line, signed, why, fund.balance(session.connection))


def account(session: Session) -> list[FundEntry]:
    """Every line with the running balance."""
    return fund.entries(session.connection, whole=True)
