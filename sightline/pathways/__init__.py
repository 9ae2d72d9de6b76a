"""One module per pathway: what may be done on it, each step one act of the record."""
