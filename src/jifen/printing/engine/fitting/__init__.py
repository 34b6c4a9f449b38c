"""How big letters, columns and rows are on a page, and where pages end. It writes no workbook and knows no subject."""
