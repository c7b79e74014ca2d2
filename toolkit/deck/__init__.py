"""Outline, workshop and instrument → slides as values → a .pptx deck in anyone's template."""
