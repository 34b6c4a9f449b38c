"""What a check code proves: the stored content has the code, and composing it again gives the same content."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jifen.domain.documents.published import check_code
from jifen.store.documents import Document

PUBLISHED = ("number", "published_on", "notice_from", "notice_to", "backdated", "workdays", "chain")
"""What publishing adds to a content; `chain` is missing in documents older than the chain."""


@dataclass(frozen=True, slots=True)
class Later:
    """A household whose printed points are not what the book says now; with `words`, whose printed text is not."""

    household: str
    printed: str
    now: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class RunOut:
    """A black line whose last day `until` (ISO) has passed: the paper that bears it must come down."""

    household: str
    head: str
    until: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a document's check code proves. `matches`: the stored text has this code; `agrees`: composing it again as
    of its publication gives the same text; `status` is `current`, `corrected`, `expired` (lines of it `run_out`) or
    `void`. `word`: what its kind is called."""

    document: Document
    matches: bool
    agrees: bool
    status: str
    later: tuple[Later, ...]
    word: str = ""
    run_out: tuple[RunOut, ...] = ()

    @property
    def ok(self) -> bool:
        """Both."""
        return self.matches and self.agrees


def same_again(document: Document, composed: Mapping[str, Any], published: tuple[str, ...] = PUBLISHED) -> bool:
    """Whether a content composed again, with what publishing added to the printed one, has the printed one's code."""
    added = {name: document.content[name] for name in published if name in document.content}
    return check_code({**composed, **added}) == document.code
