"""Background checks: who it is that is asked about, found among the people that one agency knows of."""
