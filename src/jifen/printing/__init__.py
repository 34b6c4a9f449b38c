"""Values to sheets: fills the templates a village may change; reads no book, decides nothing, writes no file."""
