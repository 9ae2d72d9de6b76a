"""The report of a learning review: its parts, its three copies, and the check that a copy names nobody.

Pure: plain values in, text or bytes out. `parts` is what a report is made of, `private` what it must not give away;
`generalise` writes wider, `identifying` finds what still points at somebody, `copies` makes a copy only when each hit
is answered, and `outline`, `html` and `pdf` set it out.
"""
