"""The schema, step by step. A step once released never changes: what a later one wants otherwise, it does itself."""
