"""A deck as values and a template → every shape in its place and size (toolkit/deck/fitted.py)."""
