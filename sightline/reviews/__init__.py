"""Learning reviews: what two cases, or many, teach. Pure; a vantage comes in, and nothing is known here but what it holds."""
