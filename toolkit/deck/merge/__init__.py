"""A deck that a person has edited, what the program wrote last and what it would write now → one deck."""
