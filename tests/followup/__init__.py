"""Tests of the action plan's follow-up."""
