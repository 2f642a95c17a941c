"""visitapp: the core of the visiting companion; runs without Qt, screen or network."""

__version__ = "0.1.0"
