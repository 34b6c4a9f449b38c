"""Pages for a screen: HTML from templates a village may change, whole in one file. It asks the book nothing."""
