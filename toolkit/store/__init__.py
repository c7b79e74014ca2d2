"""The only room that knows SQL: responses in SQLite or PostgreSQL."""
