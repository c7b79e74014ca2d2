"""Documents as values: what a summary or a follow-up says, before it is a Word file or a PDF."""
