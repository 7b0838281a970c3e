# token: the numbers of token types, and which operator has which. The names come from the tokenizer itself.
"""Token constants."""
from _tokenize import _names

__all__ = ["tok_name", "ISTERMINAL", "ISNONTERMINAL", "ISEOF", "EXACT_TOKEN_TYPES", *_names,
           "N_TOKENS", "NT_OFFSET"]

globals().update(_names)
N_TOKENS = len(_names)
NT_OFFSET = 256                             # numbers from here on were grammar symbols

tok_name = {number: name for name, number in _names.items()}
tok_name |= {N_TOKENS: "N_TOKENS", NT_OFFSET: "NT_OFFSET"}

EXACT_TOKEN_TYPES = {
    "!": EXCLAMATION, "!=": NOTEQUAL, "%": PERCENT, "%=": PERCENTEQUAL, "&": AMPER,
    "&=": AMPEREQUAL, "(": LPAR, ")": RPAR, "*": STAR, "**": DOUBLESTAR, "**=": DOUBLESTAREQUAL,
    "*=": STAREQUAL, "+": PLUS, "+=": PLUSEQUAL, ",": COMMA, "-": MINUS, "-=": MINEQUAL,
    "->": RARROW, ".": DOT, "...": ELLIPSIS, "/": SLASH, "//": DOUBLESLASH,
    "//=": DOUBLESLASHEQUAL, "/=": SLASHEQUAL, ":": COLON, ":=": COLONEQUAL, ";": SEMI, "<": LESS,
    "<<": LEFTSHIFT, "<<=": LEFTSHIFTEQUAL, "<=": LESSEQUAL, "=": EQUAL, "==": EQEQUAL,
    ">": GREATER, ">=": GREATEREQUAL, ">>": RIGHTSHIFT, ">>=": RIGHTSHIFTEQUAL, "@": AT,
    "@=": ATEQUAL, "[": LSQB, "]": RSQB, "^": CIRCUMFLEX, "^=": CIRCUMFLEXEQUAL, "{": LBRACE,
    "|": VBAR, "|=": VBAREQUAL, "}": RBRACE, "~": TILDE,
}
del _names


def ISTERMINAL(x):
    """Whether x is the number of a token type."""
    return x < NT_OFFSET


def ISNONTERMINAL(x):
    """Whether x was the number of a grammar symbol."""
    return not ISTERMINAL(x)


def ISEOF(x):
    """Whether x is the number of the token at the end."""
    return x == ENDMARKER
