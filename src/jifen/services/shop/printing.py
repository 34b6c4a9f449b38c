"""The shop's papers printed: what `redemption_content` and `goods` compose, through the one gate out."""

from jifen.domain.documents.shop import DonationLine, Register
from jifen.domain.period import Period
from jifen.printing.engine.checks.readback import listing
from jifen.printing.papers.shop import catalogue_paper, donors_paper, slip_paper
from jifen.printing.sheets import shop as sheets
from jifen.services.publication.gate import print_paper, print_workbook
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.session import Session
from jifen.services.shop import inventory, redemption_content
from jifen.services.shop.goods import counting_sheet, donors


def print_catalogue(session: Session, period: Period, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """The priced catalogue."""
    content = redemption_content.catalogue(session, period)
    return print_paper(session, catalogue_paper(content, own_templates=session.folders.templates), request)


def print_slip(session: Session, household: str, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """One household's slip."""
    content = redemption_content.slip(session, household)
    return print_paper(session, slip_paper(content, own_templates=session.folders.templates), request)


def print_sign_out(session: Session, period: Period, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """The sign-out sheet, to be filled in and imported."""
    content = redemption_content.sign_out(session, period)
    name = sheets.file_name(content, sheets.SIGN_OUT)
    data = listing(sheets.sign_out(content), (line["household"] for line in content["lines"]), name)
    return print_workbook(session, data, name, request)


def print_settlement(session: Session, period: Period, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """The settlement of a round; of an open one as things stand."""
    content = redemption_content.settlement(session, inventory.round_of(session, str(period)))
    return print_workbook(session, sheets.settlement(content), sheets.file_name(content, sheets.SETTLEMENT), request)


def print_register(session: Session, period: Period, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """The redemption register, every line of every receipt."""
    content = redemption_content.register(session, inventory.round_of(session, str(period)))
    return print_workbook(session, *checked_register(content), request)


def checked_register(content: Register) -> tuple[bytes, str]:
    """The register, read back, and what its file is called."""
    name = sheets.file_name(content, sheets.REGISTER)
    return listing(sheets.register(content), (line["household"] for line in content["lines"]), name), name


def print_counting_sheet(session: Session, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """The counting sheet, to be filled in and imported."""
    content = counting_sheet(session)
    return print_workbook(session, sheets.counting_sheet(content), sheets.counting_sheet_name(content), request)


def print_donors(session: Session, request: PaperRequest = AS_IT_IS) -> tuple[PrintedFiles, list[DonationLine]]:
    """The donors' board, and its lines."""
    content = donors(session)
    paper = donors_paper(content, own_templates=session.folders.templates, mask=request.mask)
    return print_paper(session, paper, request), content["lines"]
