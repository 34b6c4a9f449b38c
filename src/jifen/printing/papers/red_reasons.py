"""Why a household stands on the red list, as a village writes it: no sums, no deductions; they have their own column.

The sentences are the village's (`文字.toml`, sections 上榜理由): by words of a rule, or several by category, of which
the one that shares most with the rule's wording is taken, so that nothing is said that was not scored.
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from jifen.domain.documents.published import Reason
from jifen.domain.points import ZERO
from jifen.printing.engine.texts import Texts, load

SECTION, BY_RULE = "上榜理由", "上榜理由（按项目）"
_OTHERWISE, _NOTHING = "其他", "无类别"
_MOST = 2
"""How many sentences a household gets."""
_BETWEEN = "；"


class RedReasons:
    """The sentences of a village."""

    def __init__(self, own: Path | None = None) -> None:
        """`own`: the folder of the village's templates."""
        self._own = own
        self._sentences = load(SECTION, own, common=False)
        self._by_rule = load(BY_RULE, own, common=False)

    def compose(self, awards: Sequence[Reason], lost: Collection[str] = ()) -> str:
        """`积极参加村庄清洁行动；邻里有事热心相帮`: one or two sentences, of the strongest categories first.

        `awards` carry what was gained, by rule where it may be told; `lost` are the categories in which the household
        lost points: there it is praised only where nothing else was gained, and in general words.
        """
        gained = [reason for reason in awards if Decimal(reason["points"]) > 0]
        strongest = _by_strength(gained)
        clean = [category for category in strongest if category not in lost]
        if clean:
            told = [self._sentence(c, [r for r in gained if r["category"] == c]) for c in clean]
        else:
            told = [self._general(category) for category in strongest[:1]]
        return _BETWEEN.join(list(dict.fromkeys(text for text in told if text))[:_MOST])

    def _sentence(self, category: str, reasons: Sequence[Reason]) -> str:
        """By the rule that brought most, else the category's sentence nearest to what was scored."""
        ordered = sorted(reasons, key=lambda reason: -Decimal(reason["points"]))
        for reason in ordered:
            if (own := self._of_rule(reason)) is not None:
                return own
        choices = [text for text in self._sentences.get(category, "").split(_BETWEEN) if text]
        wordings = [reason["wording"] for reason in ordered if reason["wording"]]
        if choices and not wordings:
            return choices[0]
        nearness, nearest = max(((_shared(text, wordings), text) for text in choices), key=_first, default=(0, ""))
        return nearest if nearness else self._general(category)

    def _of_rule(self, reason: Reason) -> str | None:
        """What the village says of a rule, by its code or words of it; the longest words count."""
        told = reason["wording"] or ""
        words = [key for key, text in self._by_rule.items() if text and (key == reason["rule"] or key in told)]
        return self._by_rule[max(words, key=len)] if words else None

    def _general(self, category: str) -> str:
        say = Texts(SECTION, {"类别": category}, self._own)
        return say(_OTHERWISE if category else _NOTHING)


def _first(pair: tuple[int, str]) -> int:
    return pair[0]


def _by_strength(reasons: Iterable[Reason]) -> list[str]:
    sums: dict[str, Decimal] = {}
    for reason in reasons:
        sums[reason["category"]] = sums.get(reason["category"], ZERO) + Decimal(reason["points"])
    return [name for name, _ in sorted(sums.items(), key=lambda item: (-item[1], item[0]))]


def _shared(text: str, wordings: Iterable[str]) -> int:
    """How many pairs of neighbouring characters a sentence shares with what was scored."""
    pairs = set(pairwise(text))
    return len(pairs & {pair for wording in wordings for pair in pairwise(wording)})
