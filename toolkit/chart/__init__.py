"""Charts as values, and as the native chart parts that decks and reports share."""
