"""The layouts of the shipped templates: name → a function that gives the workbook's bytes."""

from template_layouts import notices

LAYOUTS = {**notices.LAYOUTS}
