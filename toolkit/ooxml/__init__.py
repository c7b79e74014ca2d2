"""What every Office file is made of: escaped text, relationships, a zip that is the same each time."""
