"""A tailored outline, a workshop and what it is asked → the deck as values (toolkit/deck/slides.py)."""
