# urllib: a package only; parse works on URLs.
