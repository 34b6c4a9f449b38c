"""Forms to fill in, lists and registers. It asks the book nothing."""
