"""One file per intention: a function of a workspace, one button, one command."""
