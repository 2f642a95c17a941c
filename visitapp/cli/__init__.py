"""The command line: one file per noun, each command a thin layer over an action."""
