"""An outline's Markdown and one workshop → the outline's slides as written, tailored to the group."""
