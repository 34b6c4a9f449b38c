"""What happens between meetings: claimed, kept and settled here. It posts no points by itself."""
