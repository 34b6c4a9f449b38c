"""Values of what happens between meetings and of the year's honours. Pure."""
