"""One module a layout of scoring sheet: how its rows become lines. It finds no tables and decides no months."""
