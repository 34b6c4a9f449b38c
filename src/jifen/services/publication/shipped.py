"""What the program brings along, laid out for a village: templates to change, blank forms to fill in.

None of it says anything about anybody, so none of it needs a book.
"""

from collections.abc import Mapping
from pathlib import Path

from jifen.blank_forms import blank_forms
from jifen.errors import JifenError
from jifen.printing.engine.checks.own_folder import template_names
from jifen.printing.sheets.forms import Known, blank_form
from jifen.resources import data_dir
from jifen.services.outbox import Outbox
from jifen.services.roster.households import households_on
from jifen.services.roster.rules import current
from jifen.services.session import Session


def export_templates(folder: Path, *, force: bool, dry_run: bool) -> list[Path]:
    """Write every shipped template into `folder`, all or none; what lies there already and is the same stays.

    Raises `JifenError`: `file-exists` at a file that is another one, unless `force`; `is-a-folder`, `not-a-folder`.
    """
    shipped = {folder / name: (data_dir("templates") / name).read_bytes() for name in template_names()}
    _lay_out(shipped, force=force, dry_run=dry_run)
    return list(shipped)


def print_forms(session: Session | None, folder: Path, *, force: bool, dry_run: bool) -> list[Path]:
    """Draw every blank form into `folder`, all or none; where there is a book, with its grids and categories to choose.

    Raises as `export_templates`: a form that somebody has begun to fill in is not overwritten.
    """
    known = _known(session) if session is not None else {}
    forms = {folder / f"{form.name}.xlsx": blank_form(form, known) for form in blank_forms()}
    _lay_out(forms, force=force, dry_run=dry_run)
    return list(forms)


def _known(session: Session) -> Known:
    """What the village calls its grids, kinds of households and categories."""
    households = households_on(session, session.today).values()
    grids = sorted({h.grid for h in households}, key=lambda grid: (not grid.isdigit(), grid.zfill(4)))
    tiers = tuple(dict.fromkeys(h.tier for h in households if h.tier))
    return {"grids": grids, "tiers": tiers, "categories": current(session).categories}


def _lay_out(files: Mapping[Path, bytes], *, force: bool, dry_run: bool) -> None:
    for path, data in files.items():
        if path.is_dir():
            raise JifenError("is-a-folder", path=str(path))
        if not force and path.is_file() and path.read_bytes() != data:
            raise JifenError("file-exists", path=str(path), into="folder")
    if not dry_run:
        outbox = Outbox()
        for path, data in files.items():
            outbox.add(path, data)
        outbox.leave()
