"""The one gate out: what leaves as paper is composed, guarded, numbered, frozen and written here.

A document is issued inside the operation of its use case: its number, its frozen content and its files come into being
together with everything else the operation writes, or not at all. Papers without a number, drafts and later prints
leave through the same functions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from jifen.domain.chain import SHOWN
from jifen.domain.documents.published import check_code
from jifen.domain.documents.shop import Listing
from jifen.errors import JifenError, UsageError
from jifen.messages import subjects
from jifen.printing.engine import typeset
from jifen.printing.engine.checks.own_folder import strays
from jifen.printing.engine.fonts import Fonts
from jifen.printing.engine.paper import Paper, resized
from jifen.printing.papers import kinds, required
from jifen.printing.papers.phone import WIDTH, Page
from jifen.printing.words import number as number_words
from jifen.services.delivery import write_files
from jifen.services.outbox import Outbox
from jifen.services.places import file_name, free_place, place_of, untaken
from jifen.services.publication import guarding
from jifen.services.publication.request import AS_IT_IS, NO_FILES, PaperRequest, PrintedFiles
from jifen.services.session import OpenOperation, Session
from jifen.services.workdays import Window
from jifen.store import chain, documents
from jifen.store.documents import Document

Files = list[tuple[Path, bytes]]
NO_PICTURES: Mapping[str, bytes] = {}
_SET = (".pdf", ".png")
"""What the name of a file ends with that is set from a workbook."""
_OF_OTHERS = frozenset(
    (".csv", ".doc", ".docx", ".et", ".htm", ".html", ".jpeg", ".jpg", ".ods", ".txt", ".wps", ".xls")
)
"""Endings of other programs' files: a workbook under such a name opens nowhere."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A document just frozen, or printed again; `code` None: a draft. `files` are what was printed of it."""

    content: Mapping[str, Any]
    code: str | None
    id: int | None = None
    files: PrintedFiles = NO_FILES

    @classmethod
    def frozen(cls, document: Document) -> "Issued":
        """A document that was published before."""
        return cls(document.content, document.code, document.id)


def issue(
    session: Session,
    operation: OpenOperation,
    content: Mapping[str, Any],
    window: Window | None,
    request: PaperRequest = AS_IT_IS,
    *,
    parts: Sequence[str | None] = (None,),
    meeting_id: int | None = None,
    corrects: int | None = None,
) -> Issued:
    """Number and freeze a content and make its files, within `operation`. The number's year is that of publication.

    `parts`: what a list is printed as. Refused: free texts that the guard rails forbid, a place that is taken, a
    template that cannot be filled; then nothing of the operation is kept.
    """
    guarding.pass_content(session, operation, content, request.allowing, corrects)
    connection, year = session.connection, session.today.year
    seq = documents.next_number(connection, year)
    number = number_words(content["village"], year, seq)
    before = chain.last_head(connection)[:SHOWN]
    full = {**content, "number": number, **_published(session.today, window), "chain": before}
    code = check_code(full)
    about = {"meeting_id": meeting_id, "corrects": corrects}
    document_id = documents.add(connection, operation.operation_id, full, code, year=year, seq=seq, **about)
    issued = Issued(full, code, document_id)
    once = replace(request, phone=False)  # the first part brings the pictures of all
    asked = [request, *[once] * (len(parts) - 1)]
    files = (_document(session, issued, *each, operation.outbox) for each in zip(asked, parts, strict=True))
    return replace(issued, files=sum(files, NO_FILES))


def _published(today: date, window: Window | None) -> dict[str, object]:
    """What a content says of its publication."""
    told: dict[str, object] = {"published_on": today.isoformat()}
    if window is not None:
        told |= {"notice_from": window.first.isoformat(), "notice_to": window.last.isoformat()}
        told |= {"backdated": window.first <= today, "workdays": window.workdays}
    return told


def print_again(session: Session, issued: Issued, request: PaperRequest = AS_IT_IS, part: str | None = None) -> Issued:
    """Print a document as it was frozen, or a draft; nothing is numbered.

    Texts that hang already are not judged again; a number on them is refused all the same.
    """
    if issued.code is None:
        guarding.pass_draft(session, issued.content, request.allowing)
    return replace(issued, files=_document(session, issued, request, part, None))


def workbook_of(session: Session, document: Document, request: PaperRequest, part: str | None = None) -> bytes:
    """The workbook a document would be printed as now, from its frozen content; nothing is written."""
    with _in_words_of(document.content):
        paper = _paper(session, Issued.frozen(document), request, part)
        return _fit(session, paper, request, document.content)[0]


def print_paper(session: Session, paper: Paper, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """Print a sheet that bears no number."""
    guarding.pass_paper(session, paper, request.allowing)
    return _print(session, paper, paper.file, request, None)


def print_workbook(
    session: Session,
    data: bytes,
    name: str,
    request: PaperRequest = AS_IT_IS,
    outbox: Outbox | None = None,
    *,
    fresh: bool = False,
    text: bytes | None = None,
) -> PrintedFiles:
    """Print a sheet to fill in or a list, drawn by the program; with `outbox` together with the operation under way.

    `fresh`: a file that stands at its place is no reason to fail, the new one gets a number behind its name.
    `text`: the same as a table of text, written where the place asked for is no workbook's.
    """
    drawn, hidden = guarding.hide_definite(session, resized(data, large=request.large, size=request.size))
    return replace(_leave(session, drawn, name, request, outbox, fresh=fresh, text=text), hidden=hidden)


def print_list(
    session: Session, content: Listing, draw: Callable[[Listing], bytes], request: PaperRequest
) -> PrintedFiles:
    """Write a list of the village's own to the place that was asked for; what is definite in it is starred."""
    rows, hidden = guarding.hide_in_rows(session, content["rows"])
    place = free_place(session, Path(request.output or ""), force=request.force)
    _send(session, [(place, draw({**content, "rows": rows}))], None)
    return PrintedFiles((place,), place, hidden=hidden)


def print_folder(
    session: Session, folder: Path, sheets: Mapping[str, bytes], request: PaperRequest = AS_IT_IS
) -> PrintedFiles:
    """Print several sheets, by their names, into a folder that is made where it is not there: every one or none."""
    if folder.exists() and not folder.is_dir():
        raise JifenError("not-a-folder", path=str(folder))
    if not folder.absolute().parent.is_dir():
        raise JifenError("folder-missing", path=str(folder.absolute().parent))
    asked = _makeable(request)
    places = {name: folder / f"{name}.xlsx" for name in sheets}
    taken = [place for path in places.values() for place in _siblings(path, asked) if place.exists()]
    if taken and not asked.force:
        raise JifenError("file-exists", path=str(taken[0]), into="folder")
    files: Files = []
    missing, hidden = "", 0
    for done, (name, data) in enumerate(sheets.items()):
        session.progress(done, len(sheets))
        drawn, starred = guarding.hide_definite(session, resized(data, large=asked.large, size=asked.size))
        made, lacking = _made(session, drawn, places[name], asked)
        files += made
        missing += lacking
        hidden += starred
    session.progress(len(sheets), len(sheets))
    _send(session, files, None)
    paths = tuple(place for place, _ in files)
    lacking = "".join(dict.fromkeys(missing))
    return PrintedFiles(paths, folder, lacking, unset=asked is not request, hidden=hidden)


def _paper(session: Session, issued: Issued, request: PaperRequest, part: str | None) -> Paper:
    kind = kinds.kind_of(issued.content)
    more = {"which": part} if part else {}
    return kind.paper(issued.content, issued.code, own_templates=session.folders.templates, mask=request.mask, **more)


def _document(
    session: Session, issued: Issued, request: PaperRequest, part: str | None, outbox: Outbox | None
) -> PrintedFiles:
    with _in_words_of(issued.content):
        return _printed(session, issued, request, part, outbox)


def _in_words_of(content: Mapping[str, Any]) -> AbstractContextManager[None]:
    """A document speaks of whom the scheme of its period is about, whatever the book is about by now."""
    return subjects.about(content.get("subject", subjects.HOUSEHOLD))


def _printed(
    session: Session, issued: Issued, request: PaperRequest, part: str | None, outbox: Outbox | None
) -> PrintedFiles:
    kind = kinds.kind_of(issued.content)
    if (request.phone or request.speech) and "subject" in issued.content:
        about = "phone" if request.phone else "speech"
        raise JifenError("subject-inside", subject=issued.content["subject"], about=about)
    more = {"which": part} if part else {}
    own = session.folders.templates
    paper = _paper(session, issued, request, part)
    spoken = kind.speech(issued.content, mask=request.mask) if request.speech and kind.speech else None
    pages: Sequence[Page] = ()
    if request.phone and kind.phone is not None:
        pages = kind.phone(issued.content, issued.code, own_templates=own, mask=request.mask, **more)
    name = kinds.file_name(issued.content, part)
    return _print(session, paper, name, request, outbox, spoken, issued.content, pages)


def _print(
    session: Session,
    paper: Paper,
    name: str,
    request: PaperRequest,
    outbox: Outbox | None,
    spoken: str | None = None,
    content: Mapping[str, Any] | None = None,
    pages: Sequence[Page] = (),
) -> PrintedFiles:
    """A template's paper, and the pictures for telephones that go with it."""
    workbook, hidden, spoken = _fit(session, paper, request, content, spoken)
    plain = replace(request, large=False, size=None)
    pictures = {page.label: _fit(session, page.paper, plain, content)[0] for page in pages}
    fresh = outbox is not None and not request.output and not request.force
    left = _leave(session, workbook, name, request, outbox, fresh=fresh, spoken=spoken, pictures=pictures)
    return replace(left, masked=request.mask, hidden=hidden, strays=strays(paper.own))


def _fit(
    session: Session,
    paper: Paper,
    request: PaperRequest,
    content: Mapping[str, Any] | None,
    spoken: str | None = None,
) -> tuple[bytes, int, str | None]:
    """The workbook of a paper fit to leave, in how many texts a number was starred out, and its reading copy.

    Refused: a template that leaves out what the paper must carry, a number or a minor's name on what is posted.
    """
    required.check(paper, large=request.large)
    if request.mask:
        paper, spoken = guarding.masked(session, paper, spoken, content)
    paper, hidden = guarding.hide_on_paper(session, paper)
    workbook = paper.xlsx(large=request.large, size=request.size)
    guarding.refuse_definite(session, workbook, content, spoken)
    return workbook, hidden, spoken


def _leave(
    session: Session,
    workbook: bytes,
    name: str,
    request: PaperRequest,
    outbox: Outbox | None,
    *,
    fresh: bool,
    spoken: str | None = None,
    text: bytes | None = None,
    pictures: Mapping[str, bytes] = NO_PICTURES,
) -> PrintedFiles:
    """The workbook (or the `text` it says), with PDF, pictures and reading copy where asked for."""
    if text is None and Path(request.output or "").suffix.lower() in _OF_OTHERS:
        raise UsageError("paper-kind", found=request.output)
    asked = _makeable(request)
    path = _place(session, name, asked, outbox, fresh=fresh, pictures=pictures)
    session.progress(0, 1)
    files, missing = _made(session, workbook, path, asked, text)
    session.progress(1, 1)
    if asked.phone:
        files += _pictures(session, pictures, path)
    if spoken is not None:
        # The mark at its head lets Notepad read it as Unicode.
        files.append((path.with_suffix(kinds.SPOKEN), spoken.encode("utf-8-sig")))
    _send(session, files, outbox)
    wanted = ".pdf" if asked.pdf else ".png" if asked.png else path.suffix
    main = path if asked.output else next(place for place, _ in files if place.suffix == wanted)
    return PrintedFiles(tuple(place for place, _ in files), main, missing, unset=asked is not request)


def _made(
    session: Session, workbook: bytes, path: Path, request: PaperRequest, text: bytes | None = None
) -> tuple[Files, str]:
    """The files of a sheet that goes to `path`, all made of its workbook; and the characters no font at hand has."""
    kind = path.suffix.lower()
    files = [(path, workbook if text is None or kind == ".xlsx" else text)] if kind not in _SET else []
    if not _is_set(path, request):
        return files, ""
    fonts = typeset.fonts_for(session.folders.templates)
    return files + _forms(workbook, path, request, fonts), typeset.missing(workbook, fonts)


def _is_set(path: Path, request: PaperRequest) -> bool:
    """Whether anything but the workbook is asked for."""
    return request.pdf or request.png or request.tiled or request.phone or path.suffix.lower() in _SET


def _makeable(request: PaperRequest) -> PaperRequest:
    """What can be made here: without what sets PDF and pictures, the workbook still leaves."""
    output = Path(request.output) if request.output else None
    if not _is_set(output or Path(), request) or typeset.available():
        return request
    kept = str(output.with_suffix(".xlsx")) if output and output.suffix.lower() in _SET else request.output
    return replace(request, pdf=False, png=False, tiled=False, phone=False, output=kept)


def _place(
    session: Session,
    name: str,
    request: PaperRequest,
    outbox: Outbox | None,
    *,
    fresh: bool,
    pictures: Iterable[str] = (),
) -> Path:
    """Where the workbook goes. `fresh`: never refused for a file of its name, it gets a number behind it: so every
    document just issued that was given no place."""
    marks = [request.size or "", *kinds.versions(large=request.large, mask=request.mask)]
    path = place_of(session, request.output, kinds.marked(name, marks))
    if fresh:
        held = outbox.holds if outbox is not None else (lambda place: False)
        return untaken(path, lambda place: any(p.exists() or held(p) for p in _siblings(place, request, pictures)))
    for place in _siblings(path, request, pictures):
        free_place(session, place, force=request.force)
    return path


def _siblings(path: Path, request: PaperRequest, pictures: Iterable[str] = ()) -> list[Path]:
    """Every place a paper at `path` takes (of pictures the first page's)."""
    versions = ((".pdf", request.pdf), (".png", request.png), (kinds.SPOKEN, request.speech))
    asked = [path.with_suffix(suffix) for suffix, wanted in versions if wanted]
    pictured = [_picture(path, label) for label in pictures] if request.phone else []
    return list(dict.fromkeys([path, *asked, *([_tiles(path)] if request.tiled else []), *pictured]))


def _tiles(path: Path) -> Path:
    return path.with_name(f"{path.stem}{kinds.TILED}.pdf")


def _forms(workbook: bytes, path: Path, request: PaperRequest, fonts: Fonts) -> Files:
    """What is set from the workbook that goes to `path`: the file itself or others beside it."""
    kind = path.suffix.lower()
    files: Files = []
    if request.pdf or kind == ".pdf":
        files.append((path.with_suffix(".pdf"), typeset.pdf(workbook, fonts=fonts)))
    if request.tiled:
        files.append((_tiles(path), typeset.pdf(workbook, fonts=fonts, tiled=True)))
    if request.png or kind == ".png":
        for number, page in enumerate(typeset.png(workbook, fonts=fonts), 1):
            stem = path.stem if number == 1 else f"{path.stem}-{number}"
            files.append((path.with_name(f"{stem}.png"), page))
    return files


def _picture(path: Path, label: str) -> Path:
    behind = f"-{label}" if label else ""
    return path.with_name(file_name(f"{path.stem}{kinds.PHONE}{behind}.png"))


def _pictures(session: Session, pictures: Mapping[str, bytes], path: Path) -> Files:
    """What is read on telephones: of each workbook a picture as high as what stands on it."""
    fonts = typeset.fonts_for(session.folders.templates)
    files: Files = []
    for done, (label, workbook) in enumerate(pictures.items()):
        session.progress(done, len(pictures))
        drawn = typeset.png(workbook, fonts=fonts, width_px=WIDTH, roll=True)
        files += [(_picture(path, label), picture) for picture in drawn]
    session.progress(len(pictures), len(pictures))
    return files


def _send(session: Session, files: Files, outbox: Outbox | None) -> None:
    if outbox is not None:
        for path, data in files:
            outbox.add(path, data)
    elif not session.dry_run:
        write_files(session.connection, session.path, files)
