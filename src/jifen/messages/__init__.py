"""All that people read: refusals, issues, labels and JSON shapes. It decides nothing and opens no book."""
