"""What a rule is worth and how often: its forms of points, its caps, and what several deeds come to together."""
