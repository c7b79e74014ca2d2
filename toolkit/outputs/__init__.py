"""What the program writes and people work on: a file belongs to whoever changed it last."""
