"""Comparing files and folders"""

import os
import stat
from itertools import filterfalse

__all__ = ["clear_cache", "cmp", "dircmp", "cmpfiles", "DEFAULT_IGNORES"]

# What was compared: by names and signatures, whether the files are alike.
_cache = {}
BUFSIZE = 8 * 1024

DEFAULT_IGNORES = ["RCS", "CVS", "tags", ".git", ".hg", ".bzr", "_darcs", "__pycache__"]


def clear_cache():
    """Forget what was compared."""
    _cache.clear()


def cmp(f1, f2, shallow=True):
    """Whether two files seem to be equal.

    With shallow, files of the same type, size and time of change are; others, and all without it,
    if they have the same content.  Results are kept as long as the files do not change."""
    signatures = _sig(os.stat(f1)), _sig(os.stat(f2))
    if any(kind != stat.S_IFREG for kind, _, _ in signatures):
        return False
    (_, size, _), (_, other_size, _) = signatures
    if size != other_size:
        return False
    if shallow and len(set(signatures)) == 1:
        return True
    key = f1, f2, *signatures
    alike = _cache.get(key)
    if alike is None:
        alike = _do_cmp(f1, f2)
        if len(_cache) > 100:
            clear_cache()
        _cache[key] = alike
    return alike


def _sig(st):
    return stat.S_IFMT(st.st_mode), st.st_size, st.st_mtime


def _do_cmp(f1, f2):
    with open(f1, "rb") as one, open(f2, "rb") as other:
        while True:
            block = one.read(BUFSIZE)
            if block != other.read(BUFSIZE):
                return False
            if not block:
                return True


def cmpfiles(a, b, common, shallow=True):
    """Three lists of the names in common: those whose files in folders a and b are equal, those
    whose files differ, and those that cannot be compared."""
    lists = [], [], []
    for name in common:
        lists[_cmp(os.path.join(a, name), os.path.join(b, name), shallow)].append(name)
    return lists


def _cmp(a, b, sh, abs=abs, cmp=cmp):
    # 0 for equal files, 1 for others, 2 for those that cannot be compared.
    try:
        return int(not abs(cmp(a, b, sh)))
    except (OSError, ValueError):
        return 2


def _filter(flist, skip):
    return list(filterfalse(skip.__contains__, flist))


class dircmp:
    """Two folders compared: its attributes are worked out when they are asked for.

    left_list and right_list have the names in them, without those that are ignored or hidden;
    common those in both, left_only and right_only the others; common_dirs, common_files and
    common_funny the common ones by kind; same_files, diff_files and funny_files the common files
    by outcome; subdirs a dircmp for each common folder."""

    def __init__(self, a, b, ignore=None, hide=None, *, shallow=True):
        self.left = a
        self.right = b
        self.hide = [os.curdir, os.pardir] if hide is None else hide
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore
        self.shallow = shallow

    def phase0(self):
        """Read the folders."""
        skip = self.hide + self.ignore
        self.left_list = sorted(_filter(os.listdir(self.left), skip))
        self.right_list = sorted(_filter(os.listdir(self.right), skip))

    def phase1(self):
        """Find the common names."""
        left = {os.path.normcase(name): name for name in self.left_list}
        right = {os.path.normcase(name): name for name in self.right_list}
        self.common = [name for key, name in left.items() if key in right]
        self.left_only = [name for key, name in left.items() if key not in right]
        self.right_only = [name for key, name in right.items() if key not in left]

    def phase2(self):
        """Find what the common names are."""
        self.common_dirs = []
        self.common_files = []
        self.common_funny = []
        for name in self.common:
            try:
                kinds = {stat.S_IFMT(os.stat(os.path.join(folder, name)).st_mode)
                         for folder in (self.left, self.right)}
            except (OSError, ValueError):
                # Such as a link to nowhere.
                kinds = set()
            if kinds == {stat.S_IFDIR}:
                self.common_dirs.append(name)
            elif kinds == {stat.S_IFREG}:
                self.common_files.append(name)
            else:
                self.common_funny.append(name)

    def phase3(self):
        """Compare the common files."""
        self.same_files, self.diff_files, self.funny_files = \
            cmpfiles(self.left, self.right, self.common_files, self.shallow)

    def phase4(self):
        """Make the comparisons of the common folders."""
        self.subdirs = {name: self.__class__(os.path.join(self.left, name),
                                             os.path.join(self.right, name),
                                             self.ignore, self.hide, shallow=self.shallow)
                        for name in self.common_dirs}

    def phase4_closure(self):
        """Make the comparisons of all folders below."""
        self.phase4()
        for sub in self.subdirs.values():
            sub.phase4_closure()

    def report(self):
        """Print how the folders differ."""
        print("diff", self.left, self.right)
        for title, names in (("Only in " + str(self.left) + " :", sorted(self.left_only)),
                             ("Only in " + str(self.right) + " :", sorted(self.right_only)),
                             ("Identical files :", sorted(self.same_files)),
                             ("Differing files :", sorted(self.diff_files)),
                             ("Trouble with common files :", sorted(self.funny_files)),
                             ("Common subdirectories :", sorted(self.common_dirs)),
                             ("Common funny cases :", sorted(self.common_funny))):
            if names:
                print(title, names)

    def report_partial_closure(self):
        """Print how the folders and those in them differ."""
        self.report()
        for sub in self.subdirs.values():
            print()
            sub.report()

    def report_full_closure(self):
        """Print how the folders and all below differ."""
        self.report()
        for sub in self.subdirs.values():
            print()
            sub.report_full_closure()

    methodmap = {"subdirs": phase4, "same_files": phase3, "diff_files": phase3, "funny_files": phase3,
                 "common_dirs": phase2, "common_files": phase2, "common_funny": phase2,
                 "common": phase1, "left_only": phase1, "right_only": phase1,
                 "left_list": phase0, "right_list": phase0}

    def __getattr__(self, attr):
        find = self.methodmap.get(attr)
        if find is None:
            raise AttributeError(attr)
        find(self)
        return getattr(self, attr)

    __class_getitem__ = classmethod(type(list[int]))


def demo():
    """Compare two folders that the command line names; -r goes down into them."""
    import getopt
    import sys
    options, folders = getopt.getopt(sys.argv[1:], "r")
    if len(folders) != 2:
        raise getopt.GetoptError("need exactly two args", None)
    comparison = dircmp(folders[0], folders[1])
    if ("-r", "") in options:
        comparison.report_full_closure()
    else:
        comparison.report()


if __name__ == "__main__":
    demo()
