"""SQLite (SQLCipher) and files on the laptop."""
