# symtable: the compiler's symbol tables. A thin face of _symtable, whose entries it wraps.
"""The symbol tables of the compiler."""
import _symtable
from _symtable import CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL, SCOPE_MASK, SCOPE_OFF
from _symtable import (DEF_ANNOT, DEF_BOUND, DEF_COMP_CELL, DEF_COMP_ITER, DEF_FREE_CLASS,
                       DEF_GLOBAL, DEF_IMPORT, DEF_LOCAL, DEF_NONLOCAL, DEF_PARAM, DEF_TYPE_PARAM,
                       USE)
from enum import StrEnum
import weakref

__all__ = ["Class", "Function", "Symbol", "SymbolTable", "SymbolTableType", "symtable"]


def symtable(code, filename, compile_type):
    """Return the top-level SymbolTable of source code; compile_type is as for compile()."""
    return _wrap(_symtable.symtable(code, filename, compile_type), filename)


_KINDS = ("module", "function", "class", "annotation", "type alias", "type parameters",
          "type variable")
SymbolTableType = StrEnum(
    "SymbolTableType", {kind.upper().replace(" ", "_"): kind for kind in _KINDS}, module=__name__)

_TYPES = {getattr(_symtable, "TYPE_" + kind.name): kind for kind in SymbolTableType}

_wrapped = weakref.WeakValueDictionary()


def _wrap(entry, filename):
    """Return the SymbolTable of an entry, always the same one as long as it is in use."""
    key = entry, filename
    table = _wrapped.get(key)
    if table is None:
        cls = {_symtable.TYPE_FUNCTION: Function, _symtable.TYPE_CLASS: Class}.get(
            entry.type, SymbolTable)
        table = _wrapped[key] = cls(entry, filename)
    return table


def _has_place(places):
    return lambda place, flags: place in places


def _has_flag(flag):
    return lambda place, flags: flags & flag


def _split(flags):
    """Return where a name lives, and the flags."""
    return flags >> SCOPE_OFF & SCOPE_MASK, flags


def _define(cls, name, doc, ask, test):
    """Give a class a method that calls another with a test."""
    def method(self):
        return ask(self, test)
    method.__name__, method.__qualname__, method.__doc__ = name, f"{cls.__name__}.{name}", doc
    setattr(cls, name, method)


_is_global = _has_place((GLOBAL_EXPLICIT, GLOBAL_IMPLICIT))
_is_local = _has_place((CELL, LOCAL))


class SymbolTable:
    """The table of one block."""

    def __init__(self, raw_table, filename):
        self._filename, self._table = filename, raw_table
        self._symbols = {}

    def __repr__(self):
        prefix = "" if type(self) is SymbolTable else f"{type(self).__name__} "
        if self.get_type() == "module":
            where = f"module {self._filename}"
        else:
            where = f"{self.get_name()} in {self._filename}"
        return f"<{prefix}SymbolTable for {where}>"

    def get_type(self):
        """Return the type of the table, a SymbolTableType."""
        return _TYPES[self._table.type]

    def get_id(self):
        """Return a number that identifies the table."""
        return self._table.id

    def get_name(self):
        """Return the name of the class or function; 'top' for a module."""
        return self._table.name

    def get_lineno(self):
        """Return the number of the first line of the block."""
        return self._table.lineno

    def is_optimized(self):
        """Return True if the names in this table are found by position: in functions."""
        return self._table.type == _symtable.TYPE_FUNCTION

    def is_nested(self):
        """Return True if the block is a nested class or function."""
        return self._table.nested != 0

    def has_children(self):
        """Return True if there are blocks within this one."""
        return len(self._table.children) > 0

    def get_children(self):
        """Return a list of the tables of the blocks within."""
        return [_wrap(child, self._filename) for child in self._table.children]

    def get_identifiers(self):
        """Return a view of the names of the symbols."""
        return self._table.symbols.keys()

    def get_symbols(self):
        """Return a list of the Symbols of the names in the table."""
        return [*map(self.lookup, self.get_identifiers())]

    def lookup(self, name):
        """Return the Symbol with that name."""
        if name not in self._symbols:
            named = [child for child in self.get_children() if child.get_name() == name]
            self._symbols[name] = Symbol(name, self._table.symbols[name], named,
                                         module_scope=self.get_name() == "top")
        return self._symbols[name]

    def _names(self, test):
        """The names of which the place and the flags pass a test."""
        symbols = self._table.symbols
        return tuple(name for name in symbols if test(*_split(symbols[name])))


class Function(SymbolTable):
    """The table of a function."""


for _name, _what, _test in (
        ("parameters", "parameters", _has_flag(DEF_PARAM)),
        ("locals", "local names", _is_local),
        ("globals", "global names", _is_global),
        ("nonlocals", "names declared nonlocal", _has_flag(DEF_NONLOCAL)),
        ("frees", "names that come from functions around this one", _has_place((FREE,)))):
    _define(Function, f"get_{_name}", f"Return a tuple of the {_what}.",
            Function._names, _test)


class Class(SymbolTable):
    def get_methods(self):
        """Return a tuple of the names of functions that the class body defines."""
        import warnings
        typename = f"{type(self).__module__}.{type(self).__name__}"
        warnings.warn(f"{typename}.get_methods() is deprecated and will be removed in"
                      " Python 3.16.", DeprecationWarning, stacklevel=2)
        return self._methods()

    def _methods(self):
        symbols = self._table.symbols
        names = {}
        for child in self._table.children:
            name = child.name
            # A name declared global is defined here, but not in the class.
            if symbols.get(name, 0) >> SCOPE_OFF & SCOPE_MASK not in (LOCAL, CELL):
                continue
            if child.type == _symtable.TYPE_FUNCTION:
                # The scope of a generator expression is no method, whatever is called so.
                if name == "genexpr" and child.varnames == [".0"]:
                    continue
                names[name] = None
            elif child.type == _symtable.TYPE_TYPE_PARAMETERS:
                if any(inner.name == name and inner.type == _symtable.TYPE_FUNCTION
                       for inner in child.children):
                    names[name] = None
        return tuple(names)


class Symbol:
    """One name in a table; what is_...() tells is in the table below the class."""

    def __init__(self, name, flags, namespaces=None, *, module_scope=False):
        self.__name = name
        self.__place, self.__flags = _split(flags)
        self.__namespaces = namespaces or ()
        # what a module binds is local to it, and global
        self.__own_global = module_scope and flags & DEF_BOUND != 0

    def __repr__(self):
        return f"<symbol {self.__name!r}: {self._place()}, {'|'.join(self._uses())}>"

    def _place(self):
        return _PLACES.get(self.__place, str(self.__place))

    def _uses(self):
        return [name for name, flag in _USES if self.__flags & flag == flag]

    def _passes(self, test):
        return bool(test(self.__place, self.__flags)) or (
            self.__own_global and (test is _is_global or test is _is_local))

    def get_name(self):
        """Return the name of the symbol."""
        return self.__name

    def is_namespace(self):
        """Return True if the name is that of a class or function in the block."""
        return len(self.__namespaces) > 0

    def get_namespaces(self):
        """Return a list of the tables of the blocks with that name."""
        return self.__namespaces

    def get_namespace(self):
        """Return the table of the one block with that name."""
        try:
            [table] = self.__namespaces
        except ValueError:
            many = "multiple" if self.__namespaces else "any"
            raise ValueError(f"name is {'' if self.__namespaces else 'not '}bound to "
                             f"{many} namespaces") from None
        return table


for _name, _what, _test in (
        ("referenced", "the block reads the symbol", USE),
        ("parameter", "the symbol is a parameter", DEF_PARAM),
        ("type_parameter", "the symbol is a type parameter", DEF_TYPE_PARAM),
        ("global", "the symbol is global", _is_global),
        ("nonlocal", "the symbol is declared nonlocal", DEF_NONLOCAL),
        ("declared_global", "a global statement declares the symbol",
         _has_place((GLOBAL_EXPLICIT,))),
        ("local", "the symbol is local", _is_local),
        ("annotated", "the symbol is annotated", DEF_ANNOT),
        ("free", "the block reads the symbol and a function around it binds it",
         _has_place((FREE,))),
        ("free_class", "the class binds the symbol and something in it reads it as free",
         DEF_FREE_CLASS),
        ("imported", "an import statement binds the symbol", DEF_IMPORT),
        ("assigned", "the block binds the symbol", DEF_LOCAL),
        ("comp_iter", "the symbol is the variable of a comprehension", DEF_COMP_ITER),
        ("comp_cell", "the symbol is a cell in an inlined comprehension",
         DEF_COMP_CELL)):
    _define(Symbol, f"is_{_name}", f"Return True if {_what}.",
            Symbol._passes, _has_flag(_test) if isinstance(_test, int) else _test)
del _name, _what, _test


_USES = [(name, value) for name, value in vars(_symtable).items()
         if name == "USE" or name.startswith("DEF_") and name != "DEF_BOUND"]
_PLACES = {getattr(_symtable, name): name
           for name in ("LOCAL", "GLOBAL_EXPLICIT", "GLOBAL_IMPLICIT", "FREE", "CELL")}


def _print(table, depth=0):
    indent = "    " * depth
    kind, name = table.get_type(), table.get_name()
    what = f"from file {table._filename!r}" if kind == "module" else repr(name)
    print(f"{indent}symbol table for {'nested ' * table.is_nested()}{kind} {what}:")
    for symbol in table.get_symbols():
        place, uses = symbol._place().lower(), ", ".join(symbol._uses()).lower()
        print(f"    {indent}{place} symbol {symbol.get_name()!r}: {uses}")
    print()
    for child in table.get_children():
        _print(child, depth + 1)


def main(args):
    """The command python -m symtable: print the tables of files, or of standard input."""
    import sys
    for name in args or "-":
        if name == "-":
            name, source = "<stdin>", sys.stdin.read()
        else:
            with open(name, "rb") as file:
                source = file.read()
        _print(symtable(source, name, "exec"))


if __name__ == "__main__":
    import sys
    main(sys.argv[1:])
