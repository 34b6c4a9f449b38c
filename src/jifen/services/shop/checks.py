"""The shop proved again: stock, points and money recomputed from the movements. `verify` calls this."""

from dataclasses import dataclass

from jifen.services.session import Session
from jifen.store import checks
from jifen.store.checks import Finding

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class ShopCheck:
    """One check; `detail` names what is wrong, or counts what was looked at."""

    name: str
    ok: bool
    detail: str


def verify(session: Session) -> list[ShopCheck]:
    """Stock, points and money, each from its movements."""
    return [
        _check(name, look(session.connection))
        for name, look in (("stock", checks.stock), ("points", checks.points), ("money", checks.money))
    ]


def _check(name: str, found: Finding) -> ShopCheck:
    wrong, count = found
    return ShopCheck(name, not wrong, "; ".join(wrong[:MOST_TOLD]) if wrong else str(count))
