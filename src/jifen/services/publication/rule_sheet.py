"""The rule book in force as a sheet: to be changed and imported again, or to hang on the wall."""

from dataclasses import replace
from pathlib import Path

from jifen.printing.sheets.rules import rulebook_csv, rulebook_xlsx
from jifen.services.publication.gate import print_workbook
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.rules import current
from jifen.services.session import Session


def export_rules(session: Session, file: str, request: PaperRequest = AS_IT_IS) -> tuple[PrintedFiles, int]:
    """The rules in force at the place `file` (a workbook, PDF or picture by its name, else csv), and how many."""
    book = current(session)
    rules = book.rules
    at = replace(request, output=file)
    files = print_workbook(session, rulebook_xlsx(rules, book.scheme), Path(file).name, at, text=rulebook_csv(rules))
    return files, len(rules)
