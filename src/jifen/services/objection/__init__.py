"""Objections to what was published. It corrects through meeting and board only."""
