"""The pages of a learning review, each for the review that the post is of; and of the partnership that opens them."""
