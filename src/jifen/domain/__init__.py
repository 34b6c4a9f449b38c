"""Pure values and rules: no I/O, no clock, no SQL, nothing but the standard library."""
