"""Summary → groups side by side, waves, and words that set a group apart; what chance allows."""
