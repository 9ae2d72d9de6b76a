"""Pure folds over what is known: where a person, a referral, a check, a placement stands. State is never stored."""
