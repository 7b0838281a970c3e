# unittest.__main__: the command python -m unittest.
"""Main entry point."""

import sys

if sys.argv[0].endswith("__main__.py"):
    import os.path
    # what another process can run again
    sys.argv[0] = os.path.basename(sys.executable) + " -m unittest"
    del os

__unittest = True

from .main import main

main(module=None)
