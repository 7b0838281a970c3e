# concurrent: a package only.
