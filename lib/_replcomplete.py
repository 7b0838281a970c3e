# _replcomplete: what the interactive mode offers when Tab is pressed.
import _imp
import builtins
import keyword
import os
import sys


def complete(before, word, namespace):
    """The words that begin with word, sorted. before is the text of the line up to it.

    After a dot they are attributes, after import modules, else names of the namespace and of builtins, and keywords.
    """
    words = before.split()
    if words in (["import"], ["from"]) or words[:1] == ["import"] and before.rstrip().endswith(","):
        return sorted(name for name in _modules() if name.startswith(word) and (word or name[:1] != "_"))
    if "." in word:
        return _attributes(word, namespace)
    found = set()
    for name in keyword.kwlist + keyword.softkwlist:
        if name.startswith(word):
            found.add(name)
    for names in (vars(builtins), namespace):
        for name in list(names):
            if isinstance(name, str) and name.startswith(word) and (word or name[:1] != "_"):
                found.add(name)
    return sorted(found)


def _attributes(word, namespace):
    path, _, start = word.rpartition(".")
    first, *rest = path.split(".")
    try:
        value = namespace[first] if first in namespace else vars(builtins)[first]
        for name in rest:
            value = getattr(value, name)
    except Exception:
        return []
    try:
        names = sorted({name for name in dir(value) if isinstance(name, str)})
    except Exception:
        return []
    return [path + "." + name for name in names if name.startswith(start) and (start or not name.startswith("_"))]


def _modules():
    names = {name for name in sys.stdlib_module_names if _imp.is_builtin(name) or _imp.is_frozen(name)}
    names |= {name.partition(".")[0] for name in sys.modules}
    for folder in sys.path:
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            continue
        for entry in entries:
            name, dot, extension = entry.partition(".")
            if name.isidentifier() and (extension == "py" or not dot and os.path.isdir(os.path.join(folder, entry))):
                names.add(name)
    return names
