"""A Word report that somebody has worked on, what was written last and what would be written now → what is to stand."""
