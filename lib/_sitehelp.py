# _sitehelp: the builtin help(). It is pydoc's where the library has pydoc, else a short one of its own.
import sys


def help(*args, **kwds):
    try:
        import pydoc
    except ImportError:
        return _help(*args, **kwds)
    return pydoc.help(*args, **kwds)


def _help(*args):
    if not args:
        print("Type help(object) for help about object; dir(object) names its attributes.")
        return
    for thing in args:
        print(_describe(thing), end="")


def _describe(thing):
    import inspect
    if isinstance(thing, str):
        try:
            thing = __import__(thing, fromlist=["*"])
        except ImportError:
            return f"No Python documentation found for {thing!r}.\n"
    if inspect.ismodule(thing):
        return _module(thing, inspect)
    if inspect.isclass(thing):
        return _class(thing, inspect)
    if callable(thing) and hasattr(thing, "__name__"):
        return f"Help on {_kind(thing, inspect)} {thing.__name__}:\n\n" + _function(thing, inspect, "")
    return f"Help on {type(thing).__name__} object:\n\n" + _class(type(thing), inspect)


def _kind(thing, inspect):
    if inspect.ismethod(thing):
        return "method"
    if inspect.isbuiltin(thing) or inspect.ismethoddescriptor(thing):
        return "built-in function"
    return "function"


def _indent(text, by="    "):
    return "".join(by + line + "\n" if line else "\n" for line in text.split("\n"))


def _function(thing, inspect, before):
    try:
        signature = str(inspect.signature(thing))
    except (TypeError, ValueError):
        signature = "(...)"
    text = f"{before}{thing.__name__}{signature}\n"
    doc = inspect.getdoc(thing)
    return text + (_indent(doc, before + "    ") if doc else "")


def _class(cls, inspect):
    bases = ", ".join(base.__name__ for base in cls.__bases__)
    text = f"class {cls.__name__}({bases})\n"
    doc = inspect.getdoc(cls)
    if doc:
        text += _indent(doc, " |  ")
    for name, value in vars(cls).items():
        if name.startswith("_") and not (name.startswith("__") and name.endswith("__")):
            continue
        function = getattr(value, "__func__", value)
        if callable(function) and hasattr(function, "__name__"):
            text += " |\n" + _function(function, inspect, " |  ")
        elif isinstance(value, property):
            text += f" |\n |  {name}\n" + (_indent(inspect.getdoc(value), " |      ") if value.__doc__ else "")
    return text


def _module(module, inspect):
    text = f"Help on module {module.__name__}:\n\nNAME\n    {module.__name__}\n"
    doc = inspect.getdoc(module)
    if doc:
        text += "\nDESCRIPTION\n" + _indent(doc)
    names = getattr(module, "__all__", None) or [name for name in dir(module) if not name.startswith("_")]
    classes, functions = [], []
    for name in names:
        value = getattr(module, name, None)
        if inspect.isclass(value):
            classes.append(name)
        elif callable(value) and hasattr(value, "__name__"):
            functions.append(_function(value, inspect, "    "))
    if classes:
        text += "\nCLASSES\n" + "".join(f"    {name}\n" for name in classes)
    if functions:
        text += "\nFUNCTIONS\n" + "\n".join(functions)
    return text
