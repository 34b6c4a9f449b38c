"""The red and black list and vetoes. It changes no points and knows no shop."""
