"""Word templates (.docx, .dotx): what a report takes over from an organisation's own file."""
