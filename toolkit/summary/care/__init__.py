"""Answers and counts → what may be published: small groups withheld, personal data masked, quotes where marked."""
