"""A fitted deck, or the parts of a .pptx → what would shut someone out, or make PowerPoint repair the file."""
