# xml.etree: a package only; ElementTree has trees of elements.
