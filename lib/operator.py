# operator: what operators do as functions. They are native (_operator), or where that is blocked in _pyoperator; here each of them
# that is an operator gets the name of its special method, too.

__all__ = ["abs", "add", "and_", "attrgetter", "call", "concat", "contains", "countOf", "delitem", "eq", "floordiv",
           "ge", "getitem", "gt", "iadd", "iand", "iconcat", "ifloordiv", "ilshift", "imatmul", "imod", "imul", "index",
           "indexOf", "inv", "invert", "ior", "ipow", "irshift", "is_", "is_none", "is_not", "is_not_none", "isub",
           "itemgetter", "itruediv", "ixor", "le", "length_hint", "lshift", "lt", "matmul", "methodcaller", "mod",
           "mul", "ne", "neg", "not_", "or_", "pos", "pow", "rshift", "setitem", "sub", "truediv", "truth", "xor"]

try:
    from _operator import *
    from _operator import __doc__
except ImportError:
    from _pyoperator import *

# The names of the special methods: comparisons, numbers, containers, in place.
__lt__, __le__, __eq__, __ne__, __ge__, __gt__, __not__ = lt, le, eq, ne, ge, gt, not_
__abs__, __index__, __inv__, __invert__, __neg__, __pos__ = abs, index, inv, invert, neg, pos
__add__, __sub__, __mul__, __matmul__, __truediv__, __floordiv__ = add, sub, mul, matmul, truediv, floordiv
__mod__, __pow__, __lshift__, __rshift__, __and__, __or__, __xor__ = mod, pow, lshift, rshift, and_, or_, xor
__concat__, __contains__, __delitem__, __getitem__, __setitem__ = concat, contains, delitem, getitem, setitem
__iadd__, __isub__, __imul__, __imatmul__, __itruediv__, __ifloordiv__ = iadd, isub, imul, imatmul, itruediv, ifloordiv
__imod__, __ipow__, __ilshift__, __irshift__ = imod, ipow, ilshift, irshift
__iand__, __ior__, __ixor__, __iconcat__, __call__ = iand, ior, ixor, iconcat, call
