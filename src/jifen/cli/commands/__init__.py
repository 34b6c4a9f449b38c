"""The command groups, one a module. They parse, call one service and show."""
