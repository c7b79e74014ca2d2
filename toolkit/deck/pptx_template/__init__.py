"""Anyone's .pptx or .potx → a Template (toolkit/deck/template.py): layouts, roles, look, nothing of its slides."""
