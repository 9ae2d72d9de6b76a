"""Signing in and staying signed in: allauth in our own pages, invitations, which post, and what a time-out must not lose."""
