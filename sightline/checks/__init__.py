"""Background checks: person by agency by state, and an asked agency's search among its own people."""
