"""Bytes become a workbook of cells with addresses, told apart by content. It knows no subject."""
