"""The nouns of the field as frozen values. Standard library only; nothing here reads or writes a file."""
