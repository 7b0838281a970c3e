# pathlib._glob: what Path.glob() and full_match() search and match with.
# Nodes are whatever stands for a path: strings on the real file system (StringGlobber), path
# objects elsewhere (PathGlobber).

import os
from functools import lru_cache

# Components that are followed, not searched.
SPECIAL = ("", ".", "..")


@lru_cache(maxsize=512)
def compile_pattern(pattern, sep, case_sensitive, recursive=True):
    """A match function for a whole path (without recursive: for one component)."""
    import re
    from glob import translate
    flags = re.NOFLAG if case_sensitive else re.IGNORECASE
    regex = translate(pattern, recursive=recursive, include_hidden=True, seps=sep)
    return re.compile(regex, flags=flags).match


def _has_magic(part):
    return "*" in part or "?" in part or "[" in part


class _Globber:
    """One search.  A subclass knows the nodes: children(), concat(), lexists(), text()."""

    def __init__(self, sep, case_sensitive, pedantic, recurse_symlinks):
        self.sep = sep
        self.case_sensitive = case_sensitive
        # Names must be listed even where the file system would find them in another case.
        self.pedantic = pedantic
        self.recurse_symlinks = recurse_symlinks

    def slashed(self, node):
        text = self.text(node)
        return node if not text or text.endswith(self.sep) else self.concat(node, self.sep)

    def find(self, node, parts, i=0, exists=False):
        """Generate the nodes under a node that match the pattern's parts from i on.

        exists says that the node is known to be there."""
        if i == len(parts):
            if exists or self.lexists(node):
                yield node
            return
        part = parts[i]
        if part == "**":
            yield from self.find_tree(node, parts, i + 1, exists)
        elif part in SPECIAL:
            yield from self.find(self.concat(self.slashed(node), part), parts, i + 1, exists)
        elif not self.pedantic and not _has_magic(part):
            yield from self.find(self.concat(self.slashed(node), part), parts, i + 1, False)
        else:
            match = (None if part == "*" else
                     compile_pattern(part, self.sep, self.case_sensitive, False))
            last = i + 1 == len(parts)
            for name, child, is_dir in self.children(node):
                if match is not None and not match(name):
                    continue
                if last:
                    yield child
                    continue
                try:
                    if not is_dir():
                        continue
                except OSError:
                    continue
                yield from self.find(child, parts, i + 1, True)

    def find_tree(self, node, parts, i, exists):
        # Behind "**".  If links are followed, what comes up to a special part is matched with
        # the path below the node at once, so that no path is found twice.  If not, only "**"
        # itself does not follow them, and just a last part can be matched on the way.
        rest = []
        while i < len(parts) and parts[i] == "**":
            i += 1
        if self.recurse_symlinks:
            while i < len(parts) and parts[i] not in SPECIAL:
                if parts[i] != "**" or (rest and rest[-1] != "**"):
                    rest.append(parts[i])
                i += 1
        elif i + 1 == len(parts) and parts[i] not in SPECIAL:
            rest.append(parts[i])
            i += 1
        dirs_only = i < len(parts)
        node = self.slashed(node)
        by_name = match = None
        if len(rest) == 1:
            if rest[0] != "*":
                by_name = compile_pattern(rest[0], self.sep, self.case_sensitive, False)
        elif rest:
            match = compile_pattern(self.sep.join(["**", *rest]), self.sep,
                                    self.case_sensitive)
        if not rest:
            yield from self.find(node, parts, i, exists)
        skip = len(self.text(node))
        follow = self.recurse_symlinks
        stack = [node]
        while stack:
            for name, child, is_dir in self.children(stack.pop()):
                try:
                    down = is_dir(follow_symlinks=follow)
                except OSError:
                    down = False
                if down:
                    stack.append(child)
                elif dirs_only:
                    continue
                if by_name is not None:
                    if not by_name(name):
                        continue
                elif match is not None and not match(self.text(child)[skip:]):
                    continue
                if dirs_only:
                    yield from self.find(child, parts, i, True)
                else:
                    yield child


class StringGlobber(_Globber):
    """Searches the real file system; nodes are strings."""

    def text(self, node):
        return node

    def concat(self, node, text):
        return node + text

    def lexists(self, node):
        return os.path.lexists(node)

    def children(self, node):
        try:
            with os.scandir(node or os.curdir) as entries:
                entries = list(entries)
        except OSError:
            return []
        prefix = self.slashed(node)
        return [(entry.name, prefix + entry.name, entry.is_dir) for entry in entries]


class PathGlobber(_Globber):
    """Searches through the methods of path objects, which are the nodes."""

    def text(self, node):
        return str(node)

    def concat(self, node, text):
        return node.with_segments(str(node) + text)

    def lexists(self, node):
        return node.exists(follow_symlinks=False)

    def children(self, node):
        try:
            return [(child.name, child, child.is_dir) for child in node.iterdir()]
        except OSError:
            return []
