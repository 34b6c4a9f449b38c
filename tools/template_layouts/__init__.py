"""The layouts of the shipped templates: name → a function that gives the workbook's bytes."""

from template_layouts import boards, bulletin, cards, grids, notices, records, shop

LAYOUTS = {
    **notices.LAYOUTS,
    **records.LAYOUTS,
    **boards.LAYOUTS,
    **shop.LAYOUTS,
    **cards.LAYOUTS,
    **bulletin.LAYOUTS,
    **grids.LAYOUTS,
}
