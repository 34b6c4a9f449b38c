"""The shipped templates, copied out for a village to change: workbooks, sentences, lists of words."""

from pathlib import Path

from jifen.errors import JifenError
from jifen.printing.engine.checks.own_folder import template_names
from jifen.resources import data_dir
from jifen.services.outbox import Outbox


def export_templates(folder: Path, *, force: bool, dry_run: bool) -> list[Path]:
    """Write every shipped template into `folder`, all or none; what lies there already and is the same stays.

    Raises `JifenError`: `file-exists` at a file that is another one, unless `force`; `is-a-folder`, `not-a-folder`.
    """
    shipped = {folder / name: (data_dir("templates") / name).read_bytes() for name in template_names()}
    for path, data in shipped.items():
        if path.is_dir():
            raise JifenError("is-a-folder", path=str(path))
        if not force and path.is_file() and path.read_bytes() != data:
            raise JifenError("file-exists", path=str(path))
    if not dry_run:
        outbox = Outbox()
        for path, data in shipped.items():
            outbox.add(path, data)
        outbox.leave()
    return list(shipped)
