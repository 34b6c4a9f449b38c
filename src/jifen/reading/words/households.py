"""Which household a row means: by code, by name, by name and grid. Never by likeness or by place on the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jifen.domain.household import GONE, Household, Roster
from jifen.reading.words.names import (
    alike,
    grid_named_in,
    normalise_code,
    normalise_grid,
    normalise_name,
    normalise_text,
    split_name,
)

MAX_SUGGESTED = 300

_HOME = re.compile(r"(.{2,}?)(?:一家|家里)|(.{3,}?)(?:家|户)")
"""胡国家 may be somebody's own name: with two characters before it 家 says nothing."""
_KIN = (
    "父|母|父亲|母亲|爸|妈|妻|妻子|丈夫|爱人|配偶|老伴|子|女|儿|儿子|女儿|长子|次子|三子|长女|次女|儿媳|媳妇|女婿"
    "|孙|孙子|孙女|外孙|外孙女|兄|弟|姐|妹|哥哥|弟弟|姐姐|妹妹|嫂|侄|侄子|侄女|岳父|岳母|公公|婆婆|奶奶|爷爷"
)
_OF_HOUSEHOLD = re.compile(
    rf"(?:户主[:：]?)?(.{{2,}}?)(?:一家|家里|家的?|户|(?:之|的|家)?(?:{_KIN}))|户主[:：]?(.{{2,}})"
)
"""What says in brackets behind a name whose household the person is of."""
_RELATIVE = re.compile(rf"(?:户主)?(?:之|的)?(?:{_KIN})")
_SPOKEN = re.compile(r"(?:号|户|号户)$")


@dataclass(frozen=True, slots=True)
class HouseholdMatch:
    """What a row's identity leads to: a household, or an issue code with what helps."""

    household: Household | None = None
    code: str | None = None
    suggestions: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    choices: tuple[str, ...] = ()


@dataclass(slots=True)
class Households:
    """The roster indexed by folded code and name, with the answers a person gave before."""

    roster: Roster
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    _by_code: dict[str, Household] = field(default_factory=dict)
    _by_name: dict[str, list[Household]] = field(default_factory=dict)
    _names_of: dict[str, set[str]] = field(default_factory=dict)
    _by_loose: dict[str, list[Household]] = field(default_factory=dict)
    _suggested: int = 0

    def __post_init__(self) -> None:
        """Index once."""
        for household in self.roster.households.values():
            code = normalise_code(household.code)
            self._by_code[code] = household
            for key in _loose_keys(code):
                self._by_loose.setdefault(key, []).append(household)
            self._add(split_name(household.head)[0], household)
        for name, codes in self.roster.names.items():
            for code in codes:
                known = self.roster.households.get(code)
                if known is not None:
                    self._add(split_name(name)[0], known)

    def _add(self, name: str, household: Household) -> None:
        self._names_of.setdefault(household.code, set()).add(name)
        same = self._by_name.setdefault(name, [])
        if household not in same:
            same.append(household)

    def knows_name(self, text: str) -> bool:
        """Whether some household goes by this name, `张三家` included."""
        return self._head_in(split_name(text)[0]) in self._by_name

    def knows_code(self, text: str) -> bool:
        """Whether some household has this code; `3-7` and `03-07号` are spellings of one, a bare number is not."""
        code = normalise_code(text)
        return code in self._by_code or ("-" in code and self._loosely(code) is not None)

    def spells_code(self, text: str) -> bool:
        """Whether this may spell a code, `0307` too: where most of a column do, it is one of codes."""
        return self.knows_code(text) or self._loosely(normalise_code(text)) is not None

    def named_in(self, text: str) -> bool:
        """Whether a sentence names some household, by its head or its code."""
        plain = normalise_text(text)
        named = any(len(name) > 1 and name in plain for name in self._by_name)
        return named or any("-" in code and code in plain for code in self._by_code)

    def _head_in(self, name: str) -> str:
        """`张三家`, `张三户` → 张三, where nobody is called so and somebody 张三."""
        if name not in self._by_name and (match := _HOME.fullmatch(name)):
            head = match[1] or match[2]
            return head if head in self._by_name else name
        return name

    def _loosely(self, code: str) -> Household | None:
        """The one household whose code this may spell: `3-7`, `0307`, `03-07号`; None for none or several."""
        fitting = {h.code: h for key in _loose_keys(code) for h in self._by_loose.get(key, [])}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _home_in(self, notes: tuple[str, ...]) -> str | None:
        """The head whose household brackets behind a name speak of: `（李四家）`, `（李四之子）`; else None."""
        for note in notes:
            match = _OF_HOUSEHOLD.fullmatch(normalise_name(note))
            if match and (match[1] or match[2]) in self._by_name:
                return match[1] or match[2]
        return None

    def find(self, code: str, name: str, grid: str | None) -> HouseholdMatch:
        """The household of a row; `grid` is what row, block, sheet name or title say, None for nothing."""
        if not code and not name:
            return HouseholdMatch(code="household-missing")
        if code:
            return self._by_its_code(code, name, grid)
        return self._by_its_name(name, grid)

    def _by_its_code(self, code: str, name: str, grid: str | None) -> HouseholdMatch:
        known = self._by_code.get(normalise_code(code))
        base, notes = split_name(name)
        if known is None:
            loose = self._loosely(normalise_code(code)) if base else None
            if loose is None:
                return HouseholdMatch(code="household-unknown", suggestions=self._near_code(code, name))
            known = loose
        if not name:
            if grid is not None and grid != normalise_grid(known.grid):
                return self._mismatch(known, "grid", grid)
            return HouseholdMatch(known)
        home = self._home_in(notes) or self._head_in(base)
        if base and home not in self._names_of[known.code]:
            return self._mismatch(known, "name", name)
        if base == home and any(_RELATIVE.fullmatch(note) for note in notes):
            return self._relative(base, name)
        return self._mismatch(known, "name", name) if self._contradicts(known, base, notes) else HouseholdMatch(known)

    def _relative(self, base: str, stated: str) -> HouseholdMatch:
        """A head's name with 女婿 behind it: a namesake in a household that nobody names."""
        relation = next((note for note in split_name(stated)[1] if _RELATIVE.fullmatch(note)), "")
        shown = tuple(_show(h) for h in self._by_name.get(base, [])[:3])
        facts = {"reason": "relation", "relation": relation}
        return HouseholdMatch(code="household-mismatch", facts=facts, suggestions=shown)

    def _mismatch(self, known: Household, reason: str, stated: str) -> HouseholdMatch:
        facts = {"household": known.code, "head": known.head, "grid": known.grid, "reason": reason}
        same = self._by_name.get(split_name(stated)[0], []) if reason == "name" else []
        return HouseholdMatch(code="household-mismatch", facts=facts, suggestions=tuple(_show(h) for h in same[:3]))

    def _contradicts(self, known: Household, base: str, notes: tuple[str, ...]) -> bool:
        """Whether what stands behind the name means another household than the code."""
        stated = self._stated_code(notes)
        if stated is not None:
            return stated is not known
        if any(grid_named_in(note) not in (None, normalise_grid(known.grid)) for note in notes):
            return True
        groups = {normalise_text(h.group) for h in self._by_name.get(base, []) if h.group}
        return any(normalise_text(note) in groups - {normalise_text(known.group or "")} for note in notes)

    def _stated_code(self, notes: tuple[str, ...]) -> Household | None:
        return next((self._by_code[c] for note in notes if (c := normalise_code(note)) in self._by_code), None)

    def _by_its_name(self, name: str, grid: str | None) -> HouseholdMatch:
        own, notes = split_name(name)
        home = self._home_in(notes)
        base = home or self._head_in(own)
        if home is None and base in self._by_name and any(_RELATIVE.fullmatch(note) for note in notes):
            return self._relative(base, name)
        same = self._by_name.get(base, [])
        if not same:
            return HouseholdMatch(code="household-unknown", suggestions=self._near_name(base))
        stated = self._stated_code(notes)
        if stated is not None:
            return HouseholdMatch(stated) if stated in same else self._mismatch(stated, "name", name)
        wanted = next((g for note in notes if (g := _grid_of(note))), None) or grid
        groups = {normalise_text(h.group) for h in same if h.group} & {normalise_text(note) for note in notes}
        narrowed = [h for h in same if wanted is None or normalise_grid(h.grid) == wanted]
        if groups:
            narrowed = [h for h in narrowed if h.group and normalise_text(h.group) in groups]
        if not narrowed:
            return self._mismatch(same[0], "grid", wanted or "")
        living = [h for h in narrowed if h.status not in GONE] or narrowed
        if len(living) == 1:
            return HouseholdMatch(living[0])
        return self._ambiguous(base, wanted, living)

    def _ambiguous(self, base: str, grid: str | None, living: list[Household]) -> HouseholdMatch:
        key = f"{base}@{grid}" if grid else base
        answered = self.answers.get(("household", key))
        for household in living:
            if household.code == answered:
                return HouseholdMatch(household)
        choices = tuple(h.code for h in living)
        shown = tuple(_show(h) for h in living[:3])
        return HouseholdMatch(
            code="household-ambiguous", suggestions=shown, key=key, choices=choices, facts={"count": str(len(living))}
        )

    def _may_suggest(self) -> bool:
        """Looking for near misses is slow; a sheet with hundreds of unknown households is another village's."""
        self._suggested += 1
        return self._suggested <= MAX_SUGGESTED

    def _near_code(self, code: str, name: str) -> tuple[str, ...]:
        """The households of the same name first, then codes one character off or read as a date by a spreadsheet."""
        if not self._may_suggest():
            return ()
        same = [_show(h) for h in self._by_name.get(split_name(name)[0], [])] if name else []
        plain = normalise_code(code)
        unpadded = _unpadded(plain)
        near = [_show(h) for key, h in self._by_code.items() if alike(plain, key) or _unpadded(key) == unpadded]
        return tuple(dict.fromkeys([*same, *sorted(near, key=lambda s: _unpadded(s.split(" ")[0]) != unpadded)]))[:3]

    def _near_name(self, base: str) -> tuple[str, ...]:
        if not self._may_suggest():
            return ()
        near = [h for name, same in self._by_name.items() if alike(base, name) for h in same]
        return tuple(_show(h) for h in near[:3])


def _loose_keys(code: str) -> tuple[str, ...]:
    """What spellings of one code share: its parts without leading zeros (`3-7`) and its digits in a row (`0307`)."""
    plain = _SPOKEN.sub("", code)
    parts = plain.split("-")
    if len(parts) == 1:
        return (f"={plain}",) if plain.isdigit() else ()
    if not all(part.isalnum() for part in parts):
        return ()
    unpadded = "-".join(part.lstrip("0") for part in parts)
    return (unpadded, "=" + "".join(parts)) if len(parts) <= 4 else (unpadded,)


def _unpadded(code: str) -> str:
    """`2025-03-07` and `3-7` point at `03-07`; for suggestions only."""
    parts = code.split("-")[-2:]
    return "-".join(part.lstrip("0") for part in parts)


def _show(household: Household) -> str:
    return f"{household.code} {normalise_name(household.head)}"


def _grid_of(note: str) -> str | None:
    named = grid_named_in(note)
    if named:
        return named
    grid = normalise_grid(note)
    return grid if grid.isdigit() else None
