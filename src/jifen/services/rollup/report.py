"""The five questions asked of a dataset, and the answers as page and workbook. It changes nothing of the dataset."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jifen.domain.documents.region import Region
from jifen.domain.period import Month, Period
from jifen.errors import JifenError, UsageError
from jifen.services.outbox import Outbox
from jifen.services.rollup.region import region
from jifen.store.rollup.dataset import Dataset
from jifen.store.rollup.engines import EngineName, engine
from jifen.store.rollup.questions import QUESTIONS, Answer, Asked, Question

KINDS = (".xlsx", ".html")


@dataclass(frozen=True, slots=True)
class Report:
    """The answers as the engine gave them, and what is made of them for people."""

    asked: Asked
    engine: EngineName
    answers: dict[Question, Answer]
    region: Region


def report(place: str, period: Period | None, name: EngineName, today: date) -> Report:
    """Ask everything of a period, or of all there is.

    Refused: no dataset, no month of that period in it, an engine that is not there.
    """
    with engine(name, place) as opened:
        asked = _asked(opened.dataset, place, period, today)
        with opened.asked(asked) as engaged:
            answers = {question: engaged.ask(question) for question in QUESTIONS}
    return Report(asked, name, answers, region(answers, asked, today))


def _asked(dataset: Dataset, place: str, period: Period | None, today: date) -> Asked:
    months = sorted({month for _, month in dataset.files.get("village", {})})
    wanted = [m for m in months if period is None or Month.parse(m) in period]
    if not wanted:
        raise JifenError("dataset-without-period", path=place, period=str(period or ""))
    return Asked(wanted[0], wanted[-1], str(Month.of(today)))


def write(found: Report, outputs: Sequence[str], own: Path | None, *, force: bool, dry_run: bool) -> list[Path]:
    """Write the report to these places, by the ends of their names; all of them or none.

    Refused: another kind of file, a place that is taken.
    """
    outbox = Outbox("rollup")
    places = [Path(output) for output in outputs]
    for place in places:
        outbox.add(_free(place, force=force), _drawn(found, place.suffix.lower(), own))
    if not dry_run:
        outbox.leave()
    return places


def _free(place: Path, *, force: bool) -> Path:
    if place.suffix.lower() not in KINDS:
        raise UsageError("report-kind", found=str(place), known=list(KINDS))
    if place.is_dir():
        raise JifenError("is-a-folder", path=str(place))
    if place.exists() and not force:
        raise JifenError("file-exists", path=str(place))
    if not place.absolute().parent.is_dir():
        raise JifenError("folder-missing", path=str(place.absolute().parent))
    return place


def _drawn(found: Report, kind: str, own: Path | None) -> bytes:
    if kind == ".html":
        from jifen.printing.pages.region import region_page

        return region_page(found.region, own=own).encode("utf-8")
    from jifen.printing.sheets.region import region_book

    return region_book(found.region)
