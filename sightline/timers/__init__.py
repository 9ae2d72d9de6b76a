"""Clocks that run out and things that lie unread: found by the folds that pages show, written down once, and said by e-mail."""
