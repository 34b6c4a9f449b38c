"""The book as a whole: made, copied, brought back, proved. It decides nothing about points."""
