"""A month's scoring meeting: its sheets, its life, points by hand. It knows no list and no shop."""
