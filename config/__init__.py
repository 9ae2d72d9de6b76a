"""The roof: settings, addresses, and the programs that start, prepare and check Sightline. Nothing imports it."""
