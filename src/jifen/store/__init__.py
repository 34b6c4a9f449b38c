"""The village book: SQL in, dataclasses out. Decides nothing."""
