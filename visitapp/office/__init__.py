"""The office server."""
