"""Files become drafts and issues. Nothing here writes to the book, and nothing here decides alone."""
