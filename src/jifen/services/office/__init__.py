"""The office day: what is due, what was just done and how it is taken back. It decides nothing about points."""
