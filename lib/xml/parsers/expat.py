"""An event-driven parser of XML: what module pyexpat has."""

import sys

from pyexpat import *

# These are importable as modules.
sys.modules["xml.parsers.expat.model"] = model
sys.modules["xml.parsers.expat.errors"] = errors
