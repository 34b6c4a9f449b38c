"""What the ledger holds and how a line is checked before it is posted. It publishes nothing."""
