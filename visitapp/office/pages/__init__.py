"""The office's web pages: what happened at each visit, and whether the evidence holds."""
