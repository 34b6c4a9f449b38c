"""Commands of the office day, above all subjects: what a village shows of itself."""
