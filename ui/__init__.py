"""The desktop: PySide6 widgets around the actions of the core."""
