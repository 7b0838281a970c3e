# symtable: the compiler's symbol tables. A thin face of _symtable, whose entries it wraps.
"""Interface to the compiler's internal symbol tables"""
import _symtable
from _symtable import (USE, DEF_GLOBAL, DEF_NONLOCAL, DEF_LOCAL, DEF_PARAM, DEF_TYPE_PARAM,
                       DEF_FREE_CLASS, DEF_IMPORT, DEF_BOUND, DEF_ANNOT, DEF_COMP_ITER,
                       DEF_COMP_CELL, SCOPE_OFF, SCOPE_MASK, FREE, LOCAL, GLOBAL_IMPLICIT,
                       GLOBAL_EXPLICIT, CELL)
from enum import StrEnum
import weakref

__all__ = ["symtable", "SymbolTableType", "SymbolTable", "Class", "Function", "Symbol"]


def symtable(code, filename, compile_type):
    """Return the top-level SymbolTable of source code; compile_type is as for compile()."""
    return _wrap(_symtable.symtable(code, filename, compile_type), filename)


class SymbolTableType(StrEnum):
    MODULE = "module"
    FUNCTION = "function"
    CLASS = "class"
    ANNOTATION = "annotation"
    TYPE_ALIAS = "type alias"
    TYPE_PARAMETERS = "type parameters"
    TYPE_VARIABLE = "type variable"


_TYPES = {getattr(_symtable, "TYPE_" + name): kind
          for name, kind in SymbolTableType.__members__.items()}

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


class SymbolTable:
    def __init__(self, raw_table, filename):
        self._table = raw_table
        self._filename = filename
        self._symbols = {}

    def __repr__(self):
        kind = "" if type(self) is SymbolTable else type(self).__name__ + " "
        if self._table.type == _symtable.TYPE_MODULE:
            return f"<{kind}SymbolTable for module {self._filename}>"
        return f"<{kind}SymbolTable for {self._table.name} in {self._filename}>"

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
        return bool(self._table.nested)

    def has_children(self):
        """Return True if there are blocks within this one."""
        return bool(self._table.children)

    def get_identifiers(self):
        """Return a view of the names of the symbols."""
        return self._table.symbols.keys()

    def lookup(self, name):
        """Return the Symbol with that name."""
        symbol = self._symbols.get(name)
        if symbol is None:
            flags = self._table.symbols[name]
            symbol = self._symbols[name] = Symbol(
                name, flags, self._named_children(name),
                module_scope=self._table.name == "top")
        return symbol

    def get_symbols(self):
        """Return a list of the Symbols of the names in the table."""
        return [self.lookup(name) for name in self.get_identifiers()]

    def _named_children(self, name):
        return [_wrap(child, self._filename) for child in self._table.children
                if child.name == name]

    def get_children(self):
        """Return a list of the tables of the blocks within."""
        return [_wrap(child, self._filename) for child in self._table.children]

    def _names(self, test):
        """The names of which the place and the flags pass a test."""
        return tuple(name for name, flags in self._table.symbols.items()
                     if test(flags >> SCOPE_OFF & SCOPE_MASK, flags))


class Function(SymbolTable):
    def get_parameters(self):
        """Return a tuple of the parameters."""
        return self._names(lambda place, flags: flags & DEF_PARAM)

    def get_locals(self):
        """Return a tuple of the local names."""
        return self._names(lambda place, flags: place in (LOCAL, CELL))

    def get_globals(self):
        """Return a tuple of the global names."""
        return self._names(lambda place, flags: place in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT))

    def get_nonlocals(self):
        """Return a tuple of the names declared nonlocal."""
        return self._names(lambda place, flags: flags & DEF_NONLOCAL)

    def get_frees(self):
        """Return a tuple of the names that come from functions around this one."""
        return self._names(lambda place, flags: place == FREE)


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
    def __init__(self, name, flags, namespaces=None, *, module_scope=False):
        self.__name = name
        self.__flags = flags
        self.__scope = flags >> SCOPE_OFF & SCOPE_MASK
        self.__namespaces = namespaces or ()
        self.__module_scope = module_scope

    def __repr__(self):
        return f"<symbol {self.__name!r}: {self._place()}, {'|'.join(self._uses())}>"

    def _place(self):
        return _PLACES.get(self.__scope, str(self.__scope))

    def _uses(self):
        return [name for name, flag in _USES if self.__flags & flag == flag]

    def get_name(self):
        """Return the name of the symbol."""
        return self.__name

    def is_referenced(self):
        """Return True if the block reads the symbol."""
        return bool(self.__flags & USE)

    def is_parameter(self):
        """Return True if the symbol is a parameter."""
        return bool(self.__flags & DEF_PARAM)

    def is_type_parameter(self):
        """Return True if the symbol is a type parameter."""
        return bool(self.__flags & DEF_TYPE_PARAM)

    def is_global(self):
        """Return True if the symbol is global."""
        return bool(self.__scope in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT)
                    or (self.__module_scope and self.__flags & DEF_BOUND))

    def is_nonlocal(self):
        """Return True if the symbol is declared nonlocal."""
        return bool(self.__flags & DEF_NONLOCAL)

    def is_declared_global(self):
        """Return True if a global statement declares the symbol."""
        return self.__scope == GLOBAL_EXPLICIT

    def is_local(self):
        """Return True if the symbol is local."""
        return bool(self.__scope in (LOCAL, CELL)
                    or (self.__module_scope and self.__flags & DEF_BOUND))

    def is_annotated(self):
        """Return True if the symbol is annotated."""
        return bool(self.__flags & DEF_ANNOT)

    def is_free(self):
        """Return True if the block reads the symbol and a function around it binds it."""
        return self.__scope == FREE

    def is_free_class(self):
        """Return True if the class binds the symbol and something in it reads it as free."""
        return bool(self.__flags & DEF_FREE_CLASS)

    def is_imported(self):
        """Return True if an import statement binds the symbol."""
        return bool(self.__flags & DEF_IMPORT)

    def is_assigned(self):
        """Return True if the block binds the symbol."""
        return bool(self.__flags & DEF_LOCAL)

    def is_comp_iter(self):
        """Return True if the symbol is the variable of a comprehension."""
        return bool(self.__flags & DEF_COMP_ITER)

    def is_comp_cell(self):
        """Return True if the symbol is a cell in an inlined comprehension."""
        return bool(self.__flags & DEF_COMP_CELL)

    def is_namespace(self):
        """Return True if the name is that of a class or function in the block."""
        return bool(self.__namespaces)

    def get_namespaces(self):
        """Return a list of the tables of the blocks with that name."""
        return self.__namespaces

    def get_namespace(self):
        """Return the table of the one block with that name."""
        if not self.__namespaces:
            raise ValueError("name is not bound to any namespaces")
        if len(self.__namespaces) > 1:
            raise ValueError("name is bound to multiple namespaces")
        return self.__namespaces[0]


_USES = [(name, value) for name, value in vars(_symtable).items()
         if name == "USE" or name.startswith("DEF_") and name != "DEF_BOUND"]
_PLACES = {getattr(_symtable, name): name
           for name in ("LOCAL", "GLOBAL_EXPLICIT", "GLOBAL_IMPLICIT", "FREE", "CELL")}


def _print(table, depth=0):
    indent = "    " * depth
    nested = "nested " if table.is_nested() else ""
    if table.get_type() == "module":
        what = f"from file {table._filename!r}"
    else:
        what = f"{table.get_name()!r}"
    print(f"{indent}symbol table for {nested}{table.get_type()} {what}:")
    for symbol in table.get_symbols():
        uses = ", ".join(symbol._uses()).lower()
        print(f"    {indent}{symbol._place().lower()} symbol {symbol.get_name()!r}: {uses}")
    print()
    for child in table.get_children():
        _print(child, depth + 1)


def main(args):
    """The command python -m symtable: print the tables of files, or of standard input."""
    import sys
    for filename in args or ["-"]:
        if filename == "-":
            filename = "<stdin>"
            source = sys.stdin.read()
        else:
            with open(filename, "rb") as file:
                source = file.read()
        _print(symtable(source, filename, "exec"))


if __name__ == "__main__":
    import sys
    main(sys.argv[1:])
