"""What reads tables: one file a format, and what they have in common. `toolkit/tabular.py` is the door to it."""
