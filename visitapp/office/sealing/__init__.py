"""PAdES: the office's signature in a report's PDF, for programs that know nothing of us."""
