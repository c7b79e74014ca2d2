"""One recipe per verb, which joins the stages; called by the command line and the site."""
