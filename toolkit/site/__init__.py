"""The response site: the form on every phone, the console behind it, and the results in the room."""
