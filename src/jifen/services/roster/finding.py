"""Which household somebody means: by its code in any spelling, its head's name, a part of it, or its initials.

Nothing is guessed: where several households fit equally well, or none does, the refusal names those that may be meant.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jifen.domain.household import GONE, Household, as_of, sort_key
from jifen.errors import JifenError
from jifen.reading.words.names import alike, code_runs, normalise_code, normalise_name, normalise_text
from jifen.services.session import Session
from jifen.store import figures, households

NEAREST = 5
"""How many households are named where none fits."""
_LIKE = 0.5
"""From which likeness on a household may be the one that was meant."""


@dataclass(frozen=True, slots=True)
class FoundHousehold:
    """A household that may be meant, and what it can spend."""

    household: Household
    available: Decimal


def find_household(session: Session, text: str, day: date | None = None) -> Household:
    """The one household that is meant, as it stood on `day` (today). Its exact code beats all, of whatever status.

    Else refused: `household-ambiguous` or `household-unknown`, with `candidates`; `household-later` where it is
    registered from a later day on.
    """
    then = session.today if day is None else day
    exact = _by_exact_code(session, text, then)
    if exact is not None:
        return exact
    events = households.events(session.connection)
    everyone = as_of(events, then)
    fitting = best(everyone.values(), text)
    living = _living(fitting)
    if len(living) == 1:
        return living[0]
    if living:
        raise JifenError("household-ambiguous", found=text, candidates=_with_points(session, living))
    if len(fitting) == 1 and _spells(fitting[0], text):
        return fitting[0]
    later = best(as_of((event for event in events if event.household not in everyone), date.max).values(), text)
    if later and not fitting:
        first = min(event.on for event in events if event.household == later[0].code)
        raise JifenError("household-later", household=later[0].code, on=first.isoformat())
    near = fitting or nearest(everyone.values(), text)
    gone = [household.code for household in fitting]
    raise JifenError("household-unknown", found=text, gone=gone, candidates=_with_points(session, near))


def find_all(session: Session, text: str) -> tuple[list[FoundHousehold], list[FoundHousehold]]:
    """Households that fit in any way, of whatever status, the best first; and, where none does, the nearest."""
    everyone = as_of(households.events(session.connection), session.today).values()
    found: dict[str, Household] = {}
    for fits in _LEVELS:
        found |= {household.code: household for household in _ordered(h for h in everyone if fits(h, text))}
    if found:
        return _with_points(session, list(found.values())), []
    return [], _with_points(session, nearest(everyone, text))


def _by_exact_code(session: Session, text: str, day: date) -> Household | None:
    """Asked first and alone: most commands give the code as it stands, and need no other household."""
    for code in dict.fromkeys((text.strip(), normalise_code(text))):
        events = households.events(session.connection, code)
        known = as_of(events, day).get(code)
        if known is not None:
            return known
        if events:
            raise JifenError("household-later", household=code, on=min(event.on for event in events).isoformat())
    return None


def best(people: Iterable[Household], text: str) -> list[Household]:
    """Those that fit in the best way in which any does, the living ones first."""
    everyone = list(people)
    for fits in _LEVELS:
        found = [household for household in everyone if fits(household, text)]
        if found:
            return _ordered(found)
    return []


def nearest(people: Iterable[Household], text: str) -> list[Household]:
    """What may be meant by a text that nothing fits, the likest first."""
    name, code = normalise_name(text), normalise_code(text)
    likeness = [(max(_like(name, normalise_name(h.head)), _like(code, h.code)), h) for h in people]
    near = sorted((pair for pair in likeness if pair[0] >= _LIKE), key=lambda pair: (-pair[0], sort_key(pair[1].code)))
    return [household for _, household in near[:NEAREST]]


def _like(text: str, known: str) -> float:
    from difflib import SequenceMatcher

    if not text or not known or not set(text) & set(known):
        return 0.0
    likeness = SequenceMatcher(None, text, known, autojunk=False).ratio()
    return max(likeness, 0.9) if alike(text, known) and len(known) > 2 else likeness


def _same_code(household: Household, text: str) -> bool:
    return normalise_code(household.code) == normalise_code(text)


def _spells(household: Household, text: str) -> bool:
    """Whether the text is the household's code in another spelling: `3-7` or `0307` for `03-07`, never `37`.

    Written apart the numbers must be the same one by one; written together the digits must, zeros among them.
    """
    runs, known = code_runs(text), code_runs(household.code)
    if not any(run.isdigit() for run in runs):
        return False
    as_numbers = [run.lstrip("0") if run.isdigit() else run for run in runs]
    if as_numbers == [run.lstrip("0") if run.isdigit() else run for run in known]:
        return True
    return sum(run.isdigit() for run in runs) == 1 and "".join(runs) == "".join(known)


def _named(household: Household, text: str) -> bool:
    name = normalise_name(text)
    return bool(name) and normalise_name(household.head) == name


def _named_partly(household: Household, text: str) -> bool:
    name = normalise_name(text)
    return bool(name) and name in normalise_name(household.head)


def _begins_so(household: Household, text: str) -> bool:
    """The letters are the beginning of the name's pinyin initials."""
    from jifen.reading.words.initials import matches  # late: the table is read where somebody types letters

    letters = normalise_text(text)
    return letters.isascii() and letters.isalpha() and matches(normalise_name(household.head), letters)


_LEVELS: Sequence[Callable[[Household, str], bool]] = (_same_code, _spells, _named, _named_partly, _begins_so)
"""The ways in which a household is named, a better one before a worse."""


def _living(found: Iterable[Household]) -> list[Household]:
    return [household for household in found if household.status not in GONE]


def _ordered(found: Iterable[Household]) -> list[Household]:
    return sorted(found, key=lambda household: (household.status in GONE, sort_key(household.code)))


def _with_points(session: Session, found: Collection[Household]) -> list[FoundHousehold]:
    sums = figures.balances(session.connection) if found else {}
    return [FoundHousehold(h, sums.get(h.code, figures.nothing(h.code)).available) for h in found]
