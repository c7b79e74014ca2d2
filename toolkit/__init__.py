"""Prepare, hold and sum up a series of workshops: decks, response sheets, collected answers, one summary."""

__version__ = "0.1.0"
