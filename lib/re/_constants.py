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


class _NamedIntConstant(int):
    """A number that shows as its name."""

    __reduce__ = None  # it would come back without its name

    def __new__(cls, value, name):
        constant = int.__new__(cls, value)
        constant.name = name
        return constant

    def __repr__(self):
        return self.name


MAXREPEAT = _NamedIntConstant(MAXREPEAT, 'MAXREPEAT')


def _makecodes(*names):
    codes = [_NamedIntConstant(i, name) for i, name in enumerate(names)]
    globals().update(zip(names, codes))
    return codes


# The names in which a parsed pattern is told (re._parser of a library folder); Vivarium's own engine does not use them.
OPCODES = _makecodes(*"""
    FAILURE SUCCESS ANY ANY_ALL ASSERT ASSERT_NOT AT BRANCH CATEGORY CHARSET BIGCHARSET GROUPREF GROUPREF_EXISTS IN INFO
    JUMP LITERAL MARK MAX_UNTIL MIN_UNTIL NOT_LITERAL NEGATE RANGE REPEAT REPEAT_ONE SUBPATTERN MIN_REPEAT_ONE
    ATOMIC_GROUP POSSESSIVE_REPEAT POSSESSIVE_REPEAT_ONE GROUPREF_IGNORE IN_IGNORE LITERAL_IGNORE NOT_LITERAL_IGNORE
    GROUPREF_LOC_IGNORE IN_LOC_IGNORE LITERAL_LOC_IGNORE NOT_LITERAL_LOC_IGNORE GROUPREF_UNI_IGNORE IN_UNI_IGNORE
    LITERAL_UNI_IGNORE NOT_LITERAL_UNI_IGNORE RANGE_UNI_IGNORE MIN_REPEAT MAX_REPEAT""".split())
del OPCODES[-2:]
ATCODES = _makecodes(*"""
    AT_BEGINNING AT_BEGINNING_LINE AT_BEGINNING_STRING AT_BOUNDARY AT_NON_BOUNDARY AT_END AT_END_LINE AT_END_STRING
    AT_LOC_BOUNDARY AT_LOC_NON_BOUNDARY AT_UNI_BOUNDARY AT_UNI_NON_BOUNDARY""".split())
CHCODES = _makecodes(*[
    'CATEGORY_' + name for name in """
    DIGIT NOT_DIGIT SPACE NOT_SPACE WORD NOT_WORD LINEBREAK NOT_LINEBREAK LOC_WORD LOC_NOT_WORD UNI_DIGIT UNI_NOT_DIGIT
    UNI_SPACE UNI_NOT_SPACE UNI_WORD UNI_NOT_WORD UNI_LINEBREAK UNI_NOT_LINEBREAK""".split()])
