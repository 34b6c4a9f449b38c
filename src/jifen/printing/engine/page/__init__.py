"""A workbook as pages: what each sheet shows and measures, as plain data for `sheet.typ`. It fills nothing."""
