# re._constants: limits of the engine, and the flags under their old names.
"""Internal support module for re."""
from _sre import MAGIC, MAXREPEAT, MAXGROUPS
from re import PatternError, error

SRE_FLAG_IGNORECASE = 2
SRE_FLAG_LOCALE = 4
SRE_FLAG_MULTILINE = 8
SRE_FLAG_DOTALL = 16
SRE_FLAG_UNICODE = 32
SRE_FLAG_VERBOSE = 64
SRE_FLAG_DEBUG = 128
SRE_FLAG_ASCII = 256
