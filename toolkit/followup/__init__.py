"""The action plan and its status, what workshops ask of it, media exposure, and the brochure."""
