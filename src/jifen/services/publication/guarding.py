"""Every string of every paper, looked at before it leaves: nothing that tells who somebody is, nothing that hurts.

Two looks. What people wrote is judged by all guards, and what is doubtful may be let through, text by text. The
finished file, every cell and margin of it, must hold nothing definite: there is no other way out. What is posted or
printed from frozen content is refused for it; lists and registers for the files leave with stars in its place.

The coloured copy of a sheet with issues (`meeting.coloured_copy`) is no paper: it is the sheet of whoever handed it
in, given back so that they see what to correct. Refusing it for a number would hide the number they are to take out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from jifen.domain import chain
from jifen.domain.guards import Offence
from jifen.domain.period import Period
from jifen.errors import JifenError
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.rewriting import every_text, rewritten, rewritten_workbook
from jifen.printing.engine.strings import strings
from jifen.printing.papers import kinds
from jifen.printing.papers.masking import masked_paper, masker
from jifen.services import guards
from jifen.services.guards import Allowing
from jifen.services.session import OpenOperation, Session
from jifen.store import chain as heads
from jifen.store import documents, entries, goods, households, meetings
from jifen.store.life import grids

_FEW_DIGITS = 7
"""Shorter numbers are no finding, whoever's they are."""


def pass_content(
    session: Session, operation: OpenOperation, content: Mapping[str, Any], allowing: Allowing, corrects: int | None
) -> None:
    """Refuse a document whose texts the guard rails forbid, and keep what is let through.

    What hangs already, on the document it follows, is not asked about again.
    """
    hanging: set[str] = set()
    if corrects is not None:
        for texts in kinds.free_texts(documents.select(session.connection, document_id=corrects)[0].content):
            hanging.update(texts.values())
    texts, facts = kinds.free_texts(content)
    found = [o for o in guards.in_texts(session, texts, facts) if o.definite or o.text not in hanging]
    let_through = _passed(session, found, allowing)
    guards.keep_allowed(session, operation, let_through, allowing.reason, Period.parse(content["period"]))


def pass_draft(session: Session, content: Mapping[str, Any], allowing: Allowing) -> None:
    """The same of a document that is not published yet: what is let through is an operation of its own."""
    found = guards.in_texts(session, *kinds.free_texts(content))
    _keep(session, _passed(session, found, allowing), allowing, Period.parse(content["period"]))


def pass_paper(session: Session, paper: Paper, allowing: Allowing) -> None:
    """The same of a paper without a number."""
    found = guards.in_texts(session, kinds.written_on(paper), {})
    _keep(session, _passed(session, found, allowing), allowing, None)


def pass_facts(session: Session, facts: Mapping[str, str], allowing: Allowing) -> None:
    """The same of texts that say what somebody did, by household, before they stand on a paper without a number."""
    _keep(session, _passed(session, guards.in_texts(session, {}, facts), allowing), allowing, None)


def _passed(session: Session, found: list[Offence], allowing: Allowing) -> list[Offence]:
    if not found:
        return []
    refused, let_through = guards.parted(session, found, allowing)
    if refused:
        raise JifenError("guard-refused", offences=refused, about="texts")
    return let_through


def _keep(session: Session, let_through: list[Offence], allowing: Allowing, period: Period | None) -> None:
    if let_through:
        with session.change("paper allow") as operation:
            guards.keep_allowed(session, operation, let_through, allowing.reason, period)


def refuse_definite(
    session: Session, workbook: bytes, content: Mapping[str, Any] | None = None, spoken: str | None = None
) -> None:
    """Refuse a finished file that holds a number, or says the name of a minor, in any of its cells and margins.

    `content`: that of the document it is a print of, where there is one. Numbers of the village's own are no finding.
    """
    found = _definite(session, (*strings(workbook), *(("", line) for line in (spoken or "").splitlines())), content)
    if found:
        about = "frozen" if content is not None and content.get("number") else "paper"
        facts = {"kind": content["kind"], "period": content["period"]} if content is not None else {}
        raise JifenError("guard-refused", offences=found, about=about, **facts)


def hide_definite(session: Session, workbook: bytes) -> tuple[bytes, int]:
    """A list or register for the village's own files with stars for all that is definite, and in how many texts.

    It tells what the book holds for good, where a number cannot be taken out again: refusing it would end the
    register. Nothing of it hangs on a wall.
    """
    found = _definite(session, strings(workbook))
    if not found:
        return workbook, 0
    guard = guards.known_guards(session)
    own = _own(session, None, guard.folding.shown)
    return rewritten_workbook(workbook, lambda text: guard.hidden(text, own)), len(found)


def hide_in_rows(session: Session, rows: list[list[str | None]]) -> tuple[list[list[str | None]], int]:
    """The same of the rows of a list before it is drawn: what is written as text never was a workbook."""
    found = {o.text for o in _definite(session, (("", cell) for row in rows for cell in row if cell))}
    if not found:
        return rows, 0
    guard = guards.known_guards(session)
    own = _own(session, None, guard.folding.shown)
    return [[guard.hidden(cell, own) if cell in found else cell for cell in row] for row in rows], len(found)


def hide_on_paper(session: Session, paper: Paper) -> tuple[Paper, int]:
    """The same of a paper that is not posted; of all others nothing is hidden."""
    if paper.name not in kinds.NOT_POSTED:
        return paper, 0
    found = _definite(session, (("", text) for text in every_text(paper.filling)))
    if not found:
        return paper, 0
    guard = guards.known_guards(session)
    own = _own(session, None, guard.folding.shown)
    return replace(paper, filling=rewritten(paper.filling, lambda text: guard.hidden(text, own))), len(found)


def _definite(
    session: Session, texts: Iterable[tuple[str, str]], content: Mapping[str, Any] | None = None
) -> list[Offence]:
    """What is definite in texts, each told once; the village's own strings are asked for only where it matters."""
    known = guards.known_guards(session)
    own: list[str] | None = None
    found: dict[str, Offence] = {}
    seen: set[str] = set()
    for where, text in texts:
        if text in seen:
            continue
        seen.add(text)
        if known.definite(where, text) is None:
            continue
        own = _own(session, content, known.folding.shown) if own is None else own
        offence = known.definite(where, text, own)
        if offence is not None:
            found[text] = offence
    return list(found.values())


class Definite:
    """What is definite in texts that come one by one; the village's own strings are asked for once, if at all."""

    def __init__(self, session: Session) -> None:
        self._session, self._guards = session, guards.known_guards(session)
        self._strings: list[str] | None = None

    @property
    def _own(self) -> list[str]:
        if self._strings is None:
            self._strings = _own(self._session, None, self._guards.folding.shown)
        return self._strings

    def find(self, text: str) -> Offence | None:
        """What nobody may let through in a text."""
        found = self._guards.definite("", text)
        return None if found is None else self._guards.definite("", text, self._own)

    def hidden(self, text: str) -> str:
        """The text with stars for it."""
        return text if self.find(text) is None else self._guards.hidden(text, self._own)


def _own(session: Session, content: Mapping[str, Any] | None, folded: Callable[[str], str]) -> list[str]:
    """The village's hotline, codes of documents, of households and of goods, receipts of donations; longest first."""
    connection = session.connection
    told = [session.settings()["hotline"], (content or {}).get("hotline")]
    told += [chain.shown(str((content or {}).get("chain") or "")), chain.shown(heads.last_head(connection))]
    for document in documents.select(connection):
        told += [document.code, chain.shown(str(document.content.get("chain") or ""))]
    told += [event.household for event in households.events(connection)]
    told += [code for lot in goods.lots(connection) for code in (lot.item, lot.receipt)]
    texts = {folded(text) for text in told if text}
    return sorted((t for t in texts if sum(c.isdigit() for c in t) >= _FEW_DIGITS), key=len, reverse=True)


def masked(
    session: Session, paper: Paper, spoken: str | None = None, content: Mapping[str, Any] | None = None
) -> tuple[Paper, str | None]:
    """A paper and its reading copy with every name masked that the book knows, wherever it stands.

    Heads, earlier ones too, who did what an entry is about, and who sat in a meeting.
    """
    lines = list(kinds.lines_of(content)) if content is not None else []
    names = [line[name] for line in lines for name in ("head", "person") if line.get(name)]
    read = None if spoken is None else mask_of(session, names, spoken=True)(spoken)
    return masked_paper(paper, mask_of(session, names)), read


def mask_of(session: Session, names: Iterable[str] = (), *, spoken: bool = False) -> Callable[[str], str]:
    """What masks every name the book knows, and `names`, in a text."""
    events = households.events(session.connection)
    hidden = [*(event.head for event in events if event.head), *names, *_people(session)]
    known = [event.grid for event in events if event.grid]
    known += [session.settings()[name] for name in ("village", "township", "county")]
    rules = [rule for version in session.rulebooks().versions for rule in version.rules]
    known += [part for rule in rules for part in (rule.category, rule.wording)]
    return masker(hidden, known, spoken=spoken)


def _people(session: Session) -> Iterable[str]:
    yield from entries.actors(session.connection)
    yield from (name for event in grids.events(session.connection) for name in (event.lead, event.worker) if name)
    for name in ("chair", "recorder", "panel", "supervisors"):
        for value in meetings.facts_named(session.connection, name):
            for mark in "\u3001\uff0c\uff1b;\u3000":
                value = value.replace(mark, ",")
            yield from (part.strip() for part in value.replace(" ", ",").split(",") if 1 < len(part.strip()) <= 4)
