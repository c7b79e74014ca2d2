"""The report for the management: an analysis → a document, summary first."""
