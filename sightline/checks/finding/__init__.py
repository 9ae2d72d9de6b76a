"""Finding people among those an agency knows of: by household, ranked, explained field by field (docs/adr/0016)."""
