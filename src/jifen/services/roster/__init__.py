"""Households and the rule book, as they hold on a day. It posts no points but transfers."""
