"""Every other sheet people fill in, found by its headers. It posts nothing."""
