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


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False,
          feature_version=None, optimize=-1):
    """Parse the source into an AST node.

    The same as compile(source, filename, mode, PyCF_ONLY_AST); type_comments=True makes type
    comments part of the tree, and feature_version=(3, n) refuses syntax newer than that.
    """
    flags = PyCF_OPTIMIZED_AST if optimize > 0 else PyCF_ONLY_AST
    if type_comments:
        flags |= PyCF_TYPE_COMMENTS
    minor = -1
    if feature_version is not None:
        if isinstance(feature_version, tuple):
            major, minor = feature_version
            if major != 3:
                raise ValueError(f"Unsupported major version: {major}")
        else:
            minor = feature_version
    return compile(source, filename, mode, flags, _feature_version=minor, optimize=optimize)


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
            if len(node.keys) != len(node.values):
                raise _malformed(node)
            return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
        case Call(func=Name(id="set"), args=[], keywords=[]):
            return set()
        case BinOp(op=Add() | Sub()):
            real = _signed(node.left)
            imaginary = _number(node.right)
            if isinstance(real, (int, float)) and isinstance(imaginary, complex):
                return real + imaginary if isinstance(node.op, Add) else real - imaginary
    return _signed(node)


def _number(node):
    if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
        raise _malformed(node)
    return node.value


def _signed(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        value = _number(node.operand)
        return +value if isinstance(node.op, UAdd) else -value
    return _number(node)


# --- showing trees ------------------------------------------------------------------------------

def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """Return a formatted dump of the tree in node, mainly for debugging.

    annotate_fields=False leaves out the names of fields where that is unambiguous,
    include_attributes=True adds positions, indent puts every item on a line of its own, and
    show_empty=True shows empty lists and fields that are None.
    """
    if not isinstance(node, AST):
        raise TypeError(f"expected AST, got {node.__class__.__name__!r}")
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent

    def show(node, level):
        # Returns the text, and whether it is short enough to stand in its parent's line.
        level += 1
        start, sep = ("", ", ") if indent is None else ("\n" + indent * level,
                                                        ",\n" + indent * level)
        if isinstance(node, list):
            if not node:
                return "[]", True
            return f"[{start}{sep.join(show(item, level)[0] for item in node)}]", False
        if not isinstance(node, AST):
            return repr(node), True
        cls = type(node)
        args = []
        held = []                           # empty positional ones, dropped unless more follows
        all_simple = True
        named = annotate_fields
        for name in node._fields:
            try:
                value = getattr(node, name)
            except AttributeError:
                named = True
                continue
            if value is None and getattr(cls, name, ...) is None:
                named = True
                continue
            if not show_empty:
                if value == []:
                    field_type = cls._field_types.get(name, object)
                    if getattr(field_type, "__origin__", ...) is list:
                        if not named:
                            held.append(repr(value))
                        continue
                if not named:
                    args += held
                    held = []
            text, simple = show(value, level)
            all_simple = all_simple and simple
            args.append(f"{name}={text}" if named else text)
        if include_attributes and node._attributes:
            for name in node._attributes:
                try:
                    value = getattr(node, name)
                except AttributeError:
                    continue
                if value is None and getattr(cls, name, ...) is None:
                    continue
                text, simple = show(value, level)
                all_simple = all_simple and simple
                args.append(f"{name}={text}")
        if all_simple and len(args) <= 3:
            return f"{cls.__name__}({', '.join(args)})", not args
        return f"{cls.__name__}({start}{sep.join(args)})", False

    return show(node, 0)[0]


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
    for child in walk(node):
        # the line of a TypeIgnore is a field
        if isinstance(child, TypeIgnore):
            child.lineno = getattr(child, "lineno", 0) + n
            continue
        if "lineno" in child._attributes:
            child.lineno = getattr(child, "lineno", 0) + n
        if "end_lineno" in child._attributes and (end := getattr(child, "end_lineno", 0)) is not None:
            child.end_lineno = end + n
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
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last = node.lineno - 1, node.end_lineno - 1
        start, end = node.col_offset, node.end_col_offset
    except AttributeError:
        return None
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
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """Yield all direct child nodes: fields that are nodes, and nodes in lists."""
    for name, field in iter_fields(node):
        if isinstance(field, AST):
            yield field
        elif isinstance(field, list):
            for item in field:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """Yield node and everything below it, in no particular order (level by level)."""
    todo = [node]
    for node in todo:
        todo.extend(iter_child_nodes(node))
        yield node


def get_docstring(node, clean=True):
    """Return the docstring of a module, class or function node, or None."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f"{node.__class__.__name__!r} can't have docstrings")
    match node.body:
        case [Expr(value=Constant(value=str(text))), *_]:
            if clean:
                import inspect
                text = inspect.cleandoc(text)
            return text
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
        for name, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)


class NodeTransformer(NodeVisitor):
    """A visitor that changes the tree: what a method returns replaces the node.

    None removes it, and in a list of statements or the like a list replaces it by several.
    """

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            new.extend(item)
                            continue
                    new.append(item)
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node


# --- classes that parsing does not make any more ------------------------------------------------

class slice(AST):
    """Deprecated AST node class."""


class Index(slice):
    """Deprecated AST node class. Use the index value directly instead."""

    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    """Deprecated AST node class. Use ast.Tuple instead."""

    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


def _dims(self):
    """Deprecated. Use elts instead."""
    return self.elts


def _set_dims(self, value):
    self.elts = value


Tuple.dims = property(_dims, _set_dims)


class Suite(mod):
    """Deprecated AST node class. Unused in Python 3."""


class AugLoad(expr_context):
    """Deprecated AST node class. Unused in Python 3."""


class AugStore(expr_context):
    """Deprecated AST node class. Unused in Python 3."""


class Param(expr_context):
    """Deprecated AST node class. Unused in Python 3."""


def main(args=None):
    """The command python -m ast."""
    import argparse
    import sys

    parser = argparse.ArgumentParser(color=True)
    parser.add_argument("infile", nargs="?", default="-",
                        help="the file to parse; defaults to stdin")
    parser.add_argument("-m", "--mode", default="exec",
                        choices=("exec", "single", "eval", "func_type"),
                        help="specify what kind of code must be parsed")
    parser.add_argument("--no-type-comments", default=True, action="store_false",
                        help="don't add information about type comments")
    parser.add_argument("-a", "--include-attributes", action="store_true",
                        help="include attributes such as line numbers and column offsets")
    parser.add_argument("-i", "--indent", type=int, default=3,
                        help="indentation of nodes (number of spaces)")
    parser.add_argument("--feature-version", type=str, default=None, metavar="VERSION",
                        help="Python version in the format 3.x (for example, 3.10)")
    parser.add_argument("-O", "--optimize", type=int, default=-1, metavar="LEVEL",
                        help="optimization level for parser (default -1)")
    parser.add_argument("--show-empty", default=False, action="store_true",
                        help="show empty lists and fields in dump output")
    options = parser.parse_args(args)

    version = None
    if options.feature_version:
        try:
            version = tuple(map(int, options.feature_version.split(".", 1)))
        except ValueError:
            parser.error("Invalid format for --feature-version; expected format 3.x")
    if options.infile == "-":
        name = "<stdin>"
        source = sys.stdin.buffer.read()
    else:
        name = options.infile
        with open(name, "rb") as file:
            source = file.read()
    tree = parse(source, name, options.mode, type_comments=options.no_type_comments,
                 feature_version=version, optimize=options.optimize)
    print(dump(tree, include_attributes=options.include_attributes, indent=options.indent,
               show_empty=options.show_empty))


if __name__ == "__main__":
    main()
