"""Yuan as integer cents, and what points cost. Never float."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from jifen.domain.points import CENT, ZERO, PointsError, parse_points, yuan_per_point


@dataclass(frozen=True, slots=True)
class FundEntry:
    """A line of the account. A purchase names its lot; a cash donation its donor. `balance` after it.

    `reverses`: the line that it answers; `reversed_by`: the one that answers it.
    """

    id: int
    operation_id: int
    on: date
    cents: int
    reason: str
    donor: str | None
    lot_id: int | None
    operator: str
    item: str | None
    party: str | None
    receipt: str | None
    balance: int
    reverses: int | None = None
    reversed_by: int | None = None


def parse_yuan(text: str) -> int:
    """`3.50` → 350 cents; zero or more, at most two places; raises `PointsError`."""
    value = parse_points(text)
    if value < 0:
        raise PointsError("invalid", text)
    return int(value * 100)


def yuan(cents: int) -> Decimal:
    """350 → 3.50."""
    return Decimal(cents).scaleb(-2)


def show_yuan(cents: int) -> str:
    """350 → `3.50`, always two places."""
    return format(yuan(cents).quantize(CENT), "f")


@dataclass(frozen=True, slots=True)
class Forecast:
    """Whether the shelf and the fund hold what the points promise (issue 5, Money). Money in cents but for the rates.

    `points` is the sum of positive available points, `debtors` other households owe `owed`; `cost_per_point` yuan to
    the cent; `rate` the highest cost of a point, to the cent, at which the liability would fit into stock and fund.
    """

    points: Decimal
    cost_per_point: Decimal
    stock_cents: int
    fund_cents: int
    owed: Decimal = ZERO
    debtors: int = 0

    @property
    def liability_cents(self) -> int:
        """Points times the cost of a point, half up to the cent."""
        return int((self.points * self.cost_per_point * 100).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def means_cents(self) -> int:
        """Stock and fund together."""
        return self.stock_cents + self.fund_cents

    @property
    def covered(self) -> bool:
        """Whether stock and fund hold the liability."""
        return self.liability_cents <= self.means_cents

    @property
    def short_cents(self) -> int:
        """What is missing; zero where covered."""
        return max(self.liability_cents - self.means_cents, 0)

    @property
    def rate(self) -> Decimal:
        """Yuan a point at which it fits, rounded down; zero without points or means."""
        if self.points <= 0 or self.means_cents <= 0:
            return ZERO
        return (yuan(self.means_cents) / self.points).quantize(CENT, ROUND_FLOOR)


def forecast(
    points: Decimal, stock_cents: int, stock_points: Decimal, fund_cents: int, point_rate: Decimal | None
) -> Forecast:
    """The cost of a point is the setting `point-rate`, else stock value over the points the stock is priced at."""
    cost = yuan_per_point(yuan(stock_cents), stock_points) if point_rate is None else point_rate
    return Forecast(points, cost, stock_cents, fund_cents)
