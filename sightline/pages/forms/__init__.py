"""Plain forms: validation, labels, hints and the words of errors."""
