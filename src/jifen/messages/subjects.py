"""Whom a book is about, in the program's own words: households, or persons, groups, grid workers, party members.

All sentences, headers and papers are written for households. Where a scheme names another subject, the words of
`subjects.toml` take their place as they leave: before names, reasons and what else people wrote is filled in. A book
about households hears every sentence as it is written, and pays for none of this.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSEHOLD = "household"
_DATA = Path(__file__).with_suffix(".toml")
_SUBJECT: ContextVar[str] = ContextVar("subject", default=HOUSEHOLD)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a subject; `texts` are sentences in place of a section's, by their names; the sentences of the
    sections `as_they_are` say what was done, not who."""

    unit: str
    words: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    pattern: re.Pattern[str]
    as_they_are: frozenset[str]

    def said(self, text: str) -> str:
        return self.pattern.sub(self._one, text)

    def _one(self, found: re.Match[str]) -> str:
        if found["counted"]:
            return found["blank"] + self.unit
        return self.words.get(found[0], found[0])


@cache
def _words(subject: str) -> _Words:
    from jifen import toml_file  # late: most books are about households

    values = toml_file.read(_DATA).values
    own = values[subject]
    words = own["用词"]
    others = sorted((*words, *values["不改"]), key=len, reverse=True)
    pattern = re.compile(
        r"\{[^{}\n]*\}|‹[^›]*›|(?P<counted>(?<=[0-9几多}])(?P<blank> ?)户(?![主编类数均名号合时]))|"
        + "|".join(map(re.escape, others))
    )
    return _Words(own["量词"], words, own.get("文字", {}), pattern, frozenset(values["照原样"]))


def speak_of(subject: str) -> None:
    """From now on the book at hand is about this subject."""
    _SUBJECT.set(subject)


@contextmanager
def about(subject: str) -> Iterator[None]:
    """What is said inside is about this subject, whatever the book at hand is about now."""
    before = _SUBJECT.set(subject)
    try:
        yield
    finally:
        _SUBJECT.reset(before)


def spoken_of() -> str:
    """Whom the book at hand is about."""
    return _SUBJECT.get()


def in_words(text: str) -> str:
    """A sentence of the program's own, its `{fields}` not filled in yet, in the words of the subject."""
    subject = _SUBJECT.get()
    return text if subject == HOUSEHOLD else _words(subject).said(text)


def said(text: str, /, **facts: object) -> str:
    """A sentence of the program's own with its facts filled in, which stay as they are."""
    return in_words(text).format(**facts)


def unit() -> str:
    """What stands behind a number of them: `99 户`, `99 名`."""
    subject = _SUBJECT.get()
    return "户" if subject == HOUSEHOLD else _words(subject).unit


def grid(name: str) -> str:
    """`第3网格`, and what takes its place; a group of another book that has a name of its own keeps it."""
    if _SUBJECT.get() != HOUSEHOLD and not name.isdigit():
        return name
    return said("第{name}网格", name=name)


def header(name: str) -> str:
    """The name of a column, whole: a category or a rule that happens to hold such a word stays as it is."""
    subject = _SUBJECT.get()
    return name if subject == HOUSEHOLD else _words(subject).words.get(name, name)


def headers(names: Sequence[str]) -> list[str]:
    """The names of a table's columns; none becomes what another column is called."""
    told: list[str] = []
    for name in names:
        new = header(name)
        told.append(name if new in told or (new != name and new in names) else new)
    return told


def texts(section: str, shipped: Mapping[str, str]) -> dict[str, str]:
    """The shipped sentences of a section in the words of the subject, some of them with another one in their place."""
    subject = _SUBJECT.get()
    if subject == HOUSEHOLD:
        return dict(shipped)
    words = _words(subject)
    if section in words.as_they_are:
        return dict(shipped)
    own = words.texts.get(section, {})
    return {key: own.get(key, words.said(text)) for key, text in shipped.items()}
