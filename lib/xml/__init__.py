# xml: a package only; its modules read and write XML.
