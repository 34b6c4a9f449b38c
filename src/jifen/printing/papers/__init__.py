"""What hangs on a wall or is handed to somebody. It asks the book nothing."""
