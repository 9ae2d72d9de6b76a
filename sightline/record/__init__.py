"""The heart: entries, who was told of them, and when. Written by actions only, read through knowledge only."""
