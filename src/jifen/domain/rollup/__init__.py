"""What leaves a village as sums: its tables, how small cells are joined, the package. Pure; it knows no names."""
