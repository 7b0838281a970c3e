# xml.parsers: a package only; expat is a parser.
