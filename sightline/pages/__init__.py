"""HTML: one file for each page or journey."""
