"""Learning reviews: what a review asks for and is told, the cases side by side, and what is learned and followed through."""
