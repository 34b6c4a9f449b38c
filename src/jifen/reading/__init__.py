"""Files that people fill in become values and issues. It never writes and never asks the book."""
