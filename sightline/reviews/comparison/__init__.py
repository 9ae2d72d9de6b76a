"""Two cases side by side on one clock: the event that aligns them is its nought, and both are read down from there.

`steps.toml` says what a step is and `strengths.toml` what good practice a record can show, each with what it rests on;
neither was written from any case. `case` makes a case of a vantage, `compare` lays two beside each other, `rows` reads
them down the clock.
"""
