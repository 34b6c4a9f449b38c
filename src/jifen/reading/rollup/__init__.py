"""What arrives at the township: files in any nesting, packages of sums, read with distrust. It keeps nothing."""
