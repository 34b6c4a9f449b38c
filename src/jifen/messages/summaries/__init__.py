"""Values as lines and tables for people, one module a subject; a terminal, a menu and a page show the same."""
