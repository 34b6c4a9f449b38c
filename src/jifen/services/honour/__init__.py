"""The year's honours: lists like the red and black one, each of a kind the village writes down. It posts no points."""
