"""A report as the XML parts of a Word file."""
