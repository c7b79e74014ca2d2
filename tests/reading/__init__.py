"""Tests of toolkit/reading."""
