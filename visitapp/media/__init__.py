"""Photo intake in a capped worker process."""
