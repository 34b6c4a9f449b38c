"""Honours and the village's other lists, each of a kind it writes down. It posts no points."""
