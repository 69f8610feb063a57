"""The plan as a file: read, checked, saved as versions, compared."""
