"""The fund account: money in, money out."""

from dataclasses import dataclass

from jifen.errors import JifenError, UsageError
from jifen.services.session import Session
from jifen.store import fund
from jifen.store.fund import FundEntry


@dataclass(frozen=True, slots=True)
class Moved:
    """A line just posted and the account after it."""

    cents: int
    reason: str
    balance: int


def move(session: Session, cents: int, reason: str, *, out: bool, donor: str | None = None) -> Moved:
    """Money in, or out; a donor makes it a donation that the donors' board shows."""
    if cents <= 0:
        raise UsageError("yuan-zero")
    if not reason.strip():
        raise JifenError("reason-missing", option="--reason")
    signed = -cents if out else cents
    with session.change("fund out" if out else "fund in", cents=cents, reason=reason, donor=donor) as change:
        named = donor.strip() if donor and donor.strip() else None
        fund.add(session.connection, change.operation_id, session.today, signed, reason.strip(), donor=named)
        return Moved(signed, reason.strip(), fund.balance(session.connection))


def account(session: Session) -> list[FundEntry]:
    """Every line with the running balance."""
    return fund.entries(session.connection)
