"""A fitted deck → the parts of a .pptx, and the file."""
