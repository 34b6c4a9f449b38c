"""The command line: parse, call one service, show. The only place that speaks to people and knows exit codes."""
