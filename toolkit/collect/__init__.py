"""Filled sheets and exports → validated responses."""
