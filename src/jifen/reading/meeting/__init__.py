"""Scoring sheets: tables, columns, rows, totals, months, and what was left unread. It posts nothing."""
