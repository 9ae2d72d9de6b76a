"""Learning reviews: what several agencies held, seen together, and what is to change."""
