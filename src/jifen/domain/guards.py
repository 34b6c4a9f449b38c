"""Guard rails: what may not be scored and what may not hang on a wall. Findings are returned, never raised.

The kept lists of words are data (`templates`), handed in; this module holds no word of the language.
Bases: `domain/field-notes.md` M (privacy and civil law, rules on village codes, no undue linkage).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from jifen.domain.folding import Folding
from jifen.domain.personal_numbers import find_numbers
from jifen.domain.rulebook import Rule

Signs = Literal["award", "deduction", "any"]
Scope = Literal["rules", "texts", "facts", "both"]
"""`facts`: what a black line says happened, the strictest of the posted texts; `both`: rules and texts."""
Expressions = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a guard looks for: any of `words`; with `beside` only where one of those stands there too.

    A text that holds one of `unless` is let through where the word found lies inside it. `signs`: which rules it
    looks at; texts that are no rule are looked at by `any` only.
    """

    words: tuple[str, ...]
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    signs: Signs = "any"


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard: its name as in the settings, what it looks for, and what it rests on (for the message).

    `numbers`: it looks for telephones, identity and card numbers. What these and `certain` find is definite; what
    `expressions` and `patterns` find is for people to judge. `harmless`: what both expressions pass over.
    """

    name: str
    basis: str
    patterns: tuple[Pattern, ...] = ()
    expressions: Expressions = ()
    scope: Scope = "both"
    numbers: bool = False
    certain: Expressions = ()
    harmless: Expressions = ()


@dataclass(frozen=True, slots=True)
class Offence:
    """What a guard found: `found` is the word or number, `where` a rule code or the name of a text.

    `definite`: nobody need judge, and nobody can let it through.
    """

    guard: str
    where: str
    text: str
    found: str
    basis: str
    definite: bool = False


_STARS, _MOST = "***", 50
"""What stands for a hidden part, and how many of them a text may have before all of it is hidden."""


@dataclass(frozen=True, slots=True)
class Guards:
    """All guards, in the order of the kept lists, and how texts are folded before they look."""

    guards: tuple[Guard, ...] = field(default_factory=tuple)
    folding: Folding = field(default_factory=Folding)

    def in_rules(self, rules: Iterable[Rule]) -> list[Offence]:
        """Every rule whose category, wording or note a guard forbids, once a guard."""
        found: list[Offence] = []
        for rule in rules:
            signs: Signs = "award" if rule.points.positive else "deduction"
            text = "; ".join(part for part in (rule.category, rule.wording, rule.note) if part)
            found += self._look(rule.code, text, signs, ("rules", "both"))
        return found

    def in_texts(self, texts: Mapping[str, str], *, facts: bool = False) -> list[Offence]:
        """Every free text that a guard forbids, once a guard; `texts` by the name of their place.

        `facts`: they say what somebody did (black lines).
        """
        scopes: tuple[Scope, ...] = ("texts", "both", "facts") if facts else ("texts", "both")
        return [offence for where, text in texts.items() for offence in self._look(where, text, "any", scopes)]

    def definite(self, where: str, text: str, own: Sequence[str] = ()) -> Offence | None:
        """What is no matter of judgement in a text of any kind; `own`: strings of the village that are no finding."""
        shown = self.folding.shown(text)
        for known in own:
            shown = shown.replace(known, "\n")
        for guard in self.guards:
            found = self._certain(guard, shown)
            if found is not None:
                return Offence(guard.name, where, text, found, guard.basis, definite=True)
        return None

    def hidden(self, text: str, own: Sequence[str] = ()) -> str:
        """A text with stars for whatever is definite in it; the text itself where nothing is."""
        told = text
        for _ in range(_MOST):
            offence = self.definite("", told, own)
            if offence is None:
                return told
            shown = self.folding.shown(told)
            if offence.found not in shown:
                break
            told = shown.replace(offence.found, _STARS)
        return _STARS

    def _look(self, where: str, text: str, signs: Signs, scopes: tuple[Scope, ...]) -> list[Offence]:
        shown = self.folding.shown(text)
        plain = self.folding.words(shown)
        found: list[Offence] = []
        for guard in self.guards:
            if guard.scope not in scopes:
                continue
            certain = self._certain(guard, shown)
            word = (
                certain or _expression(guard.expressions, guard.harmless, plain) or _first(guard.patterns, plain, signs)
            )
            if word is not None:
                found.append(Offence(guard.name, where, text, word, guard.basis, certain is not None))
        return found

    def _certain(self, guard: Guard, shown: str) -> str | None:
        if guard.numbers:
            places = find_numbers(self.folding.numbers(shown))
            if places:
                return shown[places[0][0] : places[0][1]]
        return _expression(guard.certain, guard.harmless, self.folding.words(shown)) if guard.certain else None


def _expression(expressions: Expressions, harmless: Expressions, text: str) -> str | None:
    if not expressions:
        return None
    for passed_over in harmless:
        text = passed_over.sub("\n", text)
    return next((match.group() for expression in expressions if (match := expression.search(text))), None)


def _first(patterns: Sequence[Pattern], text: str, signs: Signs) -> str | None:
    for pattern in patterns:
        if pattern.signs not in ("any", signs):
            continue
        if pattern.beside and not any(word in text for word in pattern.beside):
            continue
        rest = text
        for harmless in pattern.unless:
            rest = rest.replace(harmless, "\n")
        word = next((word for word in pattern.words if word in rest), None)
        if word is not None:
            return word
    return None
