"""A made-up county of households, the errors that records get, and how well people are found in it."""
