"""The command line."""


def main() -> None:
    """Run the `sightline` command."""
    raise SystemExit("usage: sightline COMMAND")
