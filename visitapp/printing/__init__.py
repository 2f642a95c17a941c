"""Paper out of a printer: exactly that size, nothing scaled, and the spooler's word for it."""
