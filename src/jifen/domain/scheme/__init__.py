"""How a village counts: the scheme of its rule book, as values. Pure."""
