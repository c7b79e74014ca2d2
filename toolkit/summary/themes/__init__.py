"""Open answers and the theme book → codes with the words that gave them, suggestions, duplicates; the worksheet."""
