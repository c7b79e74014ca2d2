"""Programme folder → model: programme.toml, groups and the question bank, every problem of a file at once."""
