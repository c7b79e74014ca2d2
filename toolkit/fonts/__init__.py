"""How wide text is in fonts that cannot be shipped: real advance widths."""
