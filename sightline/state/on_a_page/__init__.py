"""The case on a page: six questions, each a fold over what one knower knows at a moment, and what of it nobody has read."""
