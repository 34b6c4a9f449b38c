"""Published documents: the frozen content of what hangs on the wall, and its check code.

Content is plain JSON (strings, integers, booleans, None, lists, objects; points as decimal strings, days as ISO
strings), so that what was published can be proved years later. Words of the language are added in `printing`.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from jifen.domain.documents.lines import GoodsNamed, Placed


class Head(TypedDict):
    """What every document bears. `number`, `notice_from`, `notice_to`, `published_on` are None before publication."""

    kind: str
    village: str
    township: str
    county: str
    period: str
    number: str | None
    published_on: str | None
    notice_from: str | None
    notice_to: str | None
    backdated: bool
    """The window's first day is not after the day of publication: the sheet says so."""
    workdays: str
    """`no`, `yes` (holidays known) or `weekends` (working days without the year's holidays)."""
    hotline: str
    contact: str
    """Who takes objections."""
    rulebook_from: str | None
    covers: NotRequired[str]
    """The longer period of the meeting, where that is more than the month it is kept under."""
    subject: NotRequired[str]
    """Whom the book is about, where that is not households: in whose words it is printed, now and later."""
    chain: NotRequired[str]
    """The beginning of the chain's head before its operation; documents of earlier programs have none."""


class Reason(TypedDict):
    """Why: points of one rule, or of one category where no rule is named. `wording` None: must not be shown."""

    category: str
    rule: str | None
    wording: str | None
    points: str


class MonthlyLine(Placed):
    """A household's line; `status` is `active` or `away`; `reasons` largest first; `available`: see `Monthly`.

    `score` (None: it may not score, or came or left within the period and such have none) and `grade` (None: it reaches
    none) where the scheme has scores; `streak`: how often in a row it came to this grade, where that is more than once.
    `rank`: its place, where the scheme has it shown; `among`: in which tier, group or grid, where ranked apart.
    """

    status: str
    awards: str
    deductions: str
    points: str
    year: str
    available: str
    reasons: list[Reason]
    score: NotRequired[str | None]
    grade: NotRequired[str | None]
    streak: NotRequired[int]
    rank: NotRequired[int]
    among: NotRequired[str]


class Monthly(Head):
    """Monthly notice: the month's points. `met` is false where no meeting was held. Lines in grid, then code order.

    `settled`: `available` is what could be spent if the months that are not final, this one among them, were not there.
    Without it, as earlier versions issued notices, deductions of these months are taken off and awards left out, and
    the sum sets debts off.
    """

    met: bool
    held_on: str | None
    scheme: NotRequired[dict[str, str]]
    """The lines of the scheme in force, where it is not the default."""
    settled: NotRequired[bool]
    streaks: NotRequired[bool]
    """Lines with scores bear their streaks, and whoever may not score has none; without it, as earlier versions issued
    such notices, they do not."""
    lines: list[MonthlyLine]
    totals: dict[str, str]
    """`households awards deductions points year available` of the lines shown, `available` but for debts."""


class CorrectionLine(Placed):
    """What changed for a household: before and after (all its points under the rule, or of the category where no rule
    is named), and why."""

    category: str
    rule: str | None
    wording: str | None
    before: str
    after: str
    why: str


class Correcting(Head):
    """A document that answers an earlier one."""

    corrects_number: str
    corrects_published_on: str


class Correction(Correcting):
    """Correction notice: names the first document and what changed.

    `whole_cells`: before and after are all that stood in the cell. Without it, as earlier versions issued them, they
    are those of the one line that was replaced.
    """

    lines: list[CorrectionLine]
    whole_cells: NotRequired[bool]


class Void(Correcting):
    """Voiding notice: a published month is void."""

    why: str


class RedLine(Placed):
    """A line of the red list. `streak`: how many lists in a row, this one included.

    `rank` is the place within the `tier`, or the group or grid `among` which it is ranked, where these are ranked
    apart. `score` and `grade` where the scheme has scores, by which places then go.
    """

    rank: int
    tier: str | None
    points: str
    reason: str
    streak: NotRequired[int]
    among: NotRequired[str]
    score: NotRequired[str]
    grade: NotRequired[str | None]


class BlackLine(Placed):
    """A line of the black list: facts, days and the rule only; `score` and `grade` where the scheme has scores."""

    points: str
    article: str
    fact: str
    told_on: str
    deadline: str
    outcome: str
    until: str
    score: NotRequired[str]
    grade: NotRequired[str | None]


class Board(Head):
    """Red and black list of a half-year. `left_out`: why → how many households were not ranked; `missing`: months
    without points.

    `selector` is the setting `red`; `tied` how many lines share the last place; `current` marks a later print of the
    lines still in force.
    """

    selector: str
    ranked: int
    left_out: dict[str, int]
    missing: list[str]
    tied: int
    red: list[RedLine]
    black: list[BlackLine]
    current: bool
    scheme: NotRequired[dict[str, str]]
    """The lines of the scheme in force at the period's end, where it is not the default."""


class BoardChange(Placed):
    """What a correction of a list changed: `change` is `removed`, `reason` or `delisted`; `person` is whom an honour
    names within the household."""

    list: str
    person: NotRequired[str]
    change: str
    before: str
    after: str
    why: str


class BoardCorrection(Correcting):
    """Correction notice of a list."""

    changes: list[BoardChange]


class HonourAward(TypedDict):
    """By which rule of the rule book whoever is honoured gains points at a meeting, and what it says."""

    rule: str
    wording: str
    points: str


class HonourNamed(TypedDict):
    """Which list: its kind's id and name, whether it names persons, and what comes of it.

    `nature` is `rectify` where it says what is to be put right; `colour` of its title where that is not red.
    """

    kind: str
    name: str
    person: bool
    award: HonourAward | None
    nature: NotRequired[str]
    colour: NotRequired[str]


class HonourLine(Placed):
    """Whom an honour is given to: a household, or `person` of it. `points` are the period's; `score` and `grade` where
    the kind asks for grades.

    Of what is to be rectified: the `fact`, the last day for putting it right, and until when the line hangs.
    """

    points: str
    reason: str
    person: NotRequired[str]
    score: NotRequired[str]
    grade: NotRequired[str | None]
    fact: NotRequired[str]
    deadline: NotRequired[str]
    until: NotRequired[str]


class Honour(Head):
    """An honour, or another list, of a period. `ranked`, `left_out`, `missing` as of a list."""

    honour: HonourNamed
    ranked: int
    left_out: dict[str, int]
    missing: list[str]
    lines: list[HonourLine]


class HonourCorrection(Correcting):
    """Correction notice of an honour: taken off as wrong, taken away, or another text."""

    honour: HonourNamed
    changes: list[BoardChange]


class RedemptionItem(GoodsNamed):
    """Goods a household took: net of returns."""

    quantity: int
    points: str


class RedemptionLine(Placed):
    """A household's line of the redemption notice."""

    items: list[RedemptionItem]
    points: str
    available: str


class Redemption(Head):
    """Redemption notice of a closed round."""

    opened_on: str
    closed_on: str
    lines: list[RedemptionLine]
    totals: dict[str, str]
    """`households receipts quantity points`."""


def canonical(content: Mapping[str, Any]) -> str:
    """The one text a content has: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def check_code(content: Mapping[str, Any]) -> str:
    """`3F2A-9C1D-07BE-55A0`: the first 64 bits of the SHA-256 of the canonical content."""
    digest = hashlib.sha256(canonical(content).encode()).hexdigest().upper()[:16]
    return "-".join(digest[i : i + 4] for i in range(0, 16, 4))
