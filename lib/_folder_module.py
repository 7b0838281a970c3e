# _folder_module: for modules of this library that are those of the standard-library folder with something changed.


def run(namespace):
    """Run the source that the folder has for the module whose namespace it is."""
    import sys
    from importlib.machinery import SourceFileLoader
    name = namespace["__name__"]
    folder = getattr(sys, "_stdlib_dir", None)
    path = f"{folder}/{name.replace('.', '/')}.py"
    try:
        code = SourceFileLoader(name, path).get_code(name)
    except OSError as e:
        raise ImportError(f"{name} needs {path}", name=name, path=path) from e
    exec(code, namespace)
