"""Responses → tallies → the summary workbook."""
