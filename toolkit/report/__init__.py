"""Reports: document values → an editable Word file in any template, and a tagged PDF that says the same."""
