# ast: syntax trees. The node classes, their construction and unparsing are native (_ast); here is what walks,
# shows and evaluates trees.
"""Abstract syntax trees of Python source."""
from _ast import *
from _ast import _unparse

__all__ = [name for name in globals() if not name.startswith("_")] + [
    "NodeTransformer", "NodeVisitor", "compare", "copy_location", "dump", "fix_missing_locations",
    "get_docstring", "get_source_segment", "increment_lineno", "iter_child_nodes", "iter_fields",
    "literal_eval", "parse", "unparse", "walk", "main",
]

_absent = object()                      # the value of a field that a node does not have
_is_node = AST.__instancecheck__


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False,
          feature_version=None, optimize=-1):
    """Parse the source into an AST node.

    The same as compile(source, filename, mode, PyCF_ONLY_AST); type_comments=True makes type
    comments part of the tree, and feature_version=(3, n) refuses syntax newer than that.
    """
    minor = feature_version
    if isinstance(minor, tuple):
        major, minor = minor
        if major != 3:
            raise ValueError(f"Unsupported major version: {major}")
    flags = ((PyCF_OPTIMIZED_AST if optimize > 0 else PyCF_ONLY_AST)
             | (PyCF_TYPE_COMMENTS if type_comments else 0))
    return compile(source, filename, mode, flags, optimize=optimize,
                   _feature_version=-1 if minor is None else minor)


# --- evaluating literals ------------------------------------------------------------------------

def literal_eval(node_or_string):
    """Evaluate an expression node, or a string with an expression, made of literals only.

    These may be strings, bytes, numbers, tuples, lists, dicts, sets, booleans, None and Ellipsis.
    """
    node = node_or_string
    if isinstance(node, str):
        node = parse(node.lstrip(" \t"), mode="eval").body
    elif isinstance(node, Expression):
        node = node.body
    return _literal(node)


def _malformed(node):
    line = getattr(node, "lineno", None)
    where = f" on line {line}" if line else ""
    return ValueError(f"malformed node or string{where}: {node!r}")


def _literal(node):
    match node:
        case Constant():
            return node.value
        case Tuple():
            return tuple(map(_literal, node.elts))
        case List():
            return list(map(_literal, node.elts))
        case Set():
            return set(map(_literal, node.elts))
        case Dict():
            keys, values = map(_literal, node.keys), map(_literal, node.values)
            if len(node.values) == len(node.keys):
                return dict(zip(keys, values))
            raise _malformed(node)
        case Call(func=Name(id="set"), args=[], keywords=[]):
            return set()
        case BinOp(op=Add() | Sub()):
            real = _signed(node.left)
            imaginary = _number(node.right)
            if isinstance(real, (int, float)) and isinstance(imaginary, complex):
                return real + imaginary if isinstance(node.op, Add) else real - imaginary
    return _signed(node)


def _number(node):
    match node:
        case Constant(value=value) if type(value) in (int, float, complex):
            return value
    raise _malformed(node)


def _signed(node):
    match node:
        case UnaryOp(op=UAdd()):
            return +_number(node.operand)
        case UnaryOp(op=USub()):
            return -_number(node.operand)
    return _number(node)


# --- showing trees ------------------------------------------------------------------------------

def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """Return a formatted dump of the tree in node, mainly for debugging.

    annotate_fields=False leaves out the names of fields where that is unambiguous,
    include_attributes=True adds positions, indent puts every item on a line of its own, and
    show_empty=True shows empty lists and fields that are None.
    """
    if isinstance(node, AST):
        indent = indent if isinstance(indent, (str, type(None))) else " " * indent
        return _Dumper(annotate_fields, include_attributes, indent, show_empty).show(node, 1)[0]
    raise TypeError(f"expected AST, got {node.__class__.__name__!r}")


class _Dumper:
    """Writes trees as text; all that show...() return says whether it fits its parent's line."""

    def __init__(self, named, attributes, indent, empty):
        self.named = named
        self.attributes = attributes
        self.indent = indent
        self.empty = empty

    def show(self, thing, level):
        if isinstance(thing, AST):
            return self.show_node(thing, level)
        if not isinstance(thing, list) or not thing:
            return repr(thing), True
        return self.enclose("[", [self.show(item, level + 1)[0] for item in thing], "]", level), False

    def enclose(self, opening, items, closing, level):
        """Set items on lines of their own, if there is an indent."""
        if self.indent is None:
            return f"{opening}{', '.join(items)}{closing}"
        line = "\n" + self.indent * level
        return f"{opening}{line}{f',{line}'.join(items)}{closing}"

    def show_node(self, node, level):
        opening = f"{type(node).__name__}("
        items, small = [], True
        for prefix, value in self.parts_of(node):
            text, fits = self.show(value, level + 1)
            items.append(prefix + text)
            small = small and fits
        if small and len(items) <= 3:
            return f"{opening}{', '.join(items)})", not items
        return self.enclose(opening, items, ")", level), False

    def parts_of(self, node):
        """Return (prefix, value) pairs of what is shown of a node."""
        cls = type(node)
        named = self.named
        parts, held = [], []            # held: empty positional ones, dropped unless more follows
        for name in node._fields:
            value = getattr(node, name, _absent)
            if value is _absent or value is None and getattr(cls, name, _absent) is None:
                named = True            # what comes after it has another place
            elif not self.empty and value == [] and _is_list_field(cls, name):
                held.append(("", value))
            elif named:
                parts.append((f"{name}=", value))
            else:
                parts += (*held, ("", value))
                held = []
        for name in node._attributes or () if self.attributes else ():
            value = getattr(node, name, _absent)
            if value is not _absent and (value is not None or getattr(cls, name, 0) is not None):
                parts.append((f"{name}=", value))
        return parts


def _is_list_field(cls, name):
    return getattr(cls._field_types.get(name), "__origin__", None) is list


def compare(a, b, /, *, compare_attributes=False):
    """Compare two nodes, field by field; compare_attributes looks at the places too."""
    todo = [(a, b)]
    while todo:
        x, y = todo.pop()
        if type(x) is not type(y):
            return False
        if isinstance(x, AST):
            names = x._fields
            if names != y._fields:
                return False
            if compare_attributes:
                if x._attributes != y._attributes:
                    return False
                names += x._attributes
            missing = object()
            for name in names:
                u, v = getattr(x, name, missing), getattr(y, name, missing)
                if u is not v:
                    todo.append((u, v))
        elif isinstance(x, list):
            if len(x) != len(y):
                return False
            todo.extend(zip(x, y))
        elif x != y:
            return False
    return True


def unparse(ast_obj):
    """Return source text of which the tree is equal to ast_obj."""
    if isinstance(ast_obj, list):
        return "".join(map(unparse, ast_obj))
    return _unparse(ast_obj)


# --- positions ----------------------------------------------------------------------------------

def copy_location(new_node, old_node):
    """Copy the source position from old_node to new_node if both have one; return new_node."""
    for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            # The end may be None, the start may not.
            if value is not None or hasattr(old_node, name) and name.startswith("end_"):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Give every node in the tree that lacks a position that of its parent; return node."""
    def fix(node, position):
        names = ("lineno", "col_offset", "end_lineno", "end_col_offset")
        mine = list(position)
        for i, name in enumerate(names):
            if name in node._attributes:
                value = getattr(node, name, None)
                if value is None and (i >= 2 or not hasattr(node, name)):
                    setattr(node, name, position[i])
                else:
                    mine[i] = value
        for child in iter_child_nodes(node):
            fix(child, mine)

    fix(node, (1, 0, 1, 0))
    return node


def increment_lineno(node, n=1):
    """Add n to the line numbers of every node in the tree; return node."""
    for each in walk(node):
        # the line of a TypeIgnore is a field
        names = ("lineno",) if isinstance(each, TypeIgnore) else each._attributes
        for name in ("lineno", "end_lineno"):
            if name in names:
                line = getattr(each, name, 0)
                if line is not None or name == "lineno":
                    setattr(each, name, line + n)
    return node


def _split_lines(source):
    """Split as the tokenizer does: at newlines only, which stay."""
    if "\r" not in source:
        return [line + "\n" for line in source.split("\n")]
    import re
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", source)


def get_source_segment(source, node, *, padded=False):
    """Return the part of source that made node, or None if node's position is not complete.

    With padded the first of several lines keeps its indentation, as spaces.
    """
    place = [getattr(node, name, None)
             for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")]
    if None in place:
        return None
    first, start, last, end = place
    first, last = first - 1, last - 1
    lines = _split_lines(source)
    if first == last:
        return lines[first].encode()[start:end].decode()
    head = lines[first].encode()
    padding = ""
    if padded:
        padding = "".join(c if c in "\f\t" else " " for c in head[:start].decode())
    return "".join([padding + head[start:].decode(), *lines[first + 1:last],
                    lines[last].encode()[:end].decode()])


# --- walking ------------------------------------------------------------------------------------

def iter_fields(node):
    """Yield (name, value) for each field of node that is present."""
    for name in node._fields:
        value = getattr(node, name, _absent)
        if value is not _absent:
            yield name, value


def iter_child_nodes(node):
    """Yield all direct child nodes: fields that are nodes, and nodes in lists."""
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            yield from filter(_is_node, value)
        elif isinstance(value, AST):
            yield value


def walk(node):
    """Yield node and everything below it, in no particular order (level by level)."""
    found = [node]
    for each in found:                  # which grows meanwhile
        found += iter_child_nodes(each)
        yield each


def get_docstring(node, clean=True):
    """Return the docstring of a module, class or function node, or None."""
    if not isinstance(node, (Module, ClassDef, FunctionDef, AsyncFunctionDef)):
        raise TypeError(f"{node.__class__.__name__!r} can't have docstrings")
    match node.body:
        case [Expr(value=Constant(value=str(text))), *_]:
            if not clean:
                return text
            from inspect import cleandoc
            return cleandoc(text)
    return None


class NodeVisitor:
    """Walks a tree and calls a method visit_X for each node of class X that it meets.

    Where there is none generic_visit() visits the children; a method that wants them visited must
    call it, too.
    """

    def visit(self, node):
        """Visit a node."""
        return getattr(self, "visit_" + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        """Visit the children of a node."""
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, AST):
                self.visit(value)
            elif isinstance(value, list):
                for child in filter(_is_node, value):
                    self.visit(child)


class NodeTransformer(NodeVisitor):
    """A visitor that changes the tree: what a method returns replaces the node.

    None removes it, and in a list of statements or the like a list replaces it by several.
    """

    def generic_visit(self, node):
        for name, value in iter_fields(node):
            if isinstance(value, list):
                value[:] = self._visit_items(value)
            elif isinstance(value, AST):
                replacement = self.visit(value)
                if replacement is not None:
                    setattr(node, name, replacement)
                else:
                    delattr(node, name)
        return node

    def _visit_items(self, items):
        kept = []
        for item in items:
            result = self.visit(item) if isinstance(item, AST) else item
            if result is item or isinstance(result, AST):
                kept.append(result)
            elif result is not None:
                kept += result
        return kept


# --- classes that parsing does not make any more ------------------------------------------------

def _deprecated(name, base, advice="", **namespace):
    doc = f"Deprecated AST node class.{advice and ' ' + advice}"
    return type(name, (base,), {"__doc__": doc, "__module__": __name__, **namespace})


slice = _deprecated("slice", AST)
Index = _deprecated("Index", slice, "Use the index value directly instead.",
                    __new__=lambda cls, value, **attributes: value)
ExtSlice = _deprecated(
    "ExtSlice", slice, "Use ast.Tuple instead.",
    __new__=lambda cls, dims=(), **attributes: Tuple([*dims], Load(), **attributes))
Suite = _deprecated("Suite", mod, "Unused in Python 3.")
AugLoad, AugStore, Param = [_deprecated(name, expr_context, "Unused in Python 3.")
                            for name in ("AugLoad", "AugStore", "Param")]

Tuple.dims = property(lambda self: self.elts, lambda self, value: setattr(self, "elts", value),
                      doc="Deprecated. Use elts instead.")


# --- the command --------------------------------------------------------------------------------

_OPTIONS = {
    ("infile",): dict(nargs="?", default="-", help="the file to parse; defaults to stdin"),
    ("-m", "--mode"): dict(default="exec", choices=("exec", "single", "eval", "func_type"),
                           help="specify what kind of code must be parsed"),
    ("--no-type-comments",): dict(action="store_false", dest="type_comments",
                                  help="don't add information about type comments"),
    ("-a", "--include-attributes"): dict(
        action="store_true", help="include attributes such as line numbers and column offsets"),
    ("-i", "--indent"): dict(type=int, default=3, help="indentation of nodes (number of spaces)"),
    ("--feature-version",): dict(metavar="VERSION", help="Python version in the format 3.x "
                                                         "(for example, 3.10)"),
    ("-O", "--optimize"): dict(type=int, default=-1, metavar="LEVEL",
                               help="optimization level for parser (default -1)"),
    ("--show-empty",): dict(action="store_true",
                            help="show empty lists and fields in dump output"),
}


def main(args=None):
    """The command python -m ast."""
    import argparse
    parser = argparse.ArgumentParser(color=True)
    for names, settings in _OPTIONS.items():
        parser.add_argument(*names, **settings)
    options = parser.parse_args(args)

    version = options.feature_version or None
    try:
        version = version and tuple(map(int, version.split(".", 1)))
    except ValueError:
        parser.error("Invalid format for --feature-version; expected format 3.x")
    name, file = options.infile, None
    if name == "-":
        from sys import stdin
        name, file = "<stdin>", stdin.buffer
    with file or open(name, "rb") as file:
        source = file.read()
    tree = parse(source, name, options.mode, type_comments=options.type_comments,
                 feature_version=version, optimize=options.optimize)
    print(dump(tree, include_attributes=options.include_attributes, indent=options.indent,
               show_empty=options.show_empty))


if __name__ == "__main__":
    main()
