"""The follow-up as a workbook: register, status, changes, what is asked for, media exposure."""
