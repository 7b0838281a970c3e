# runpy: runs modules and scripts as programs (python -m, and the functions for it).
# Invariant: what run_module() and run_path() alter in sys is put back, however the program ends.

import sys
from os import fsdecode, path as _path

__all__ = ["run_module", "run_path"]

_MAIN = "__main__"
_ABSENT = object()


# ---------------------------------------------------------------- running

def _run_code(code, run_globals, init_globals=None,
              mod_name=None, mod_spec=None, pkg_name=None, script_name=None):
    """Run code in a namespace made to look like a module's; return that."""
    origin, cached, loader, package = script_name, None, None, pkg_name
    if mod_spec is not None:
        origin, cached, loader = mod_spec.origin, mod_spec.cached, mod_spec.loader
        if package is None:
            package = mod_spec.parent
    run_globals |= init_globals or {}
    run_globals |= {"__name__": mod_name, "__doc__": None, "__package__": package,
                    "__spec__": mod_spec, "__loader__": loader,
                    "__file__": origin, "__cached__": cached}
    exec(code, run_globals)
    return run_globals


class _Stage:
    """A new module in sys.modules, and its file in sys.argv[0], while a program runs there."""

    def __init__(self, name, argv0):
        self.name = name
        self.argv0 = argv0

    def __enter__(self):
        module = type(sys)(self.name)
        self.others = sys.modules.get(self.name, _ABSENT), sys.argv[0]
        sys.modules[self.name] = module
        sys.argv[0] = self.argv0
        return vars(module)

    def __exit__(self, *exc_info):
        module, sys.argv[0] = self.others
        if module is _ABSENT:
            del sys.modules[self.name]
        else:
            sys.modules[self.name] = module


def _run_on_stage(argv0, code, init_globals, name, *rest):
    with _Stage(name, argv0) as namespace:
        # A copy: the module's own may be cleared with the module.
        return _run_code(code, namespace, init_globals, name, *rest).copy()


def _run_module_code(code, init_globals=None, mod_name=None, mod_spec=None,
                     pkg_name=None, script_name=None):
    """Run code in a new module, with sys altered; return a copy of the namespace."""
    argv0 = mod_spec.origin if mod_spec is not None else script_name
    return _run_on_stage(argv0, code, init_globals, mod_name, mod_spec, pkg_name, script_name)


# ---------------------------------------------------------------- finding

def _import_parent(mod_name):
    """Import the package that a module is in, which may import the module itself."""
    package = mod_name.rpartition(".")[0]
    if not package:
        return
    try:
        __import__(package)
    except ImportError as err:
        # That the package, or what it is in, is not there: finding the module tells it better.
        missing = err.name and f"{package}.".startswith(f"{err.name}.")
        if not missing:
            raise
    imported = sys.modules.get(mod_name)
    if imported is None or hasattr(imported, "__path__"):
        return
    import warnings
    warnings.warn(f"{mod_name!r} found in sys.modules after import of package {package!r}, "
                  f"but prior to execution of {mod_name!r}; this may result in "
                  "unpredictable behaviour", RuntimeWarning)


def _find_spec(mod_name, error):
    from importlib.util import find_spec
    try:
        spec = find_spec(mod_name)
    except (AttributeError, ImportError, TypeError, ValueError) as err:
        hint = ""
        if mod_name.endswith(".py"):
            hint = (f". Try using '{mod_name.removesuffix('.py')}' instead of '{mod_name}' "
                    "as the module name.")
        raise error(f"Error while finding module specification for {mod_name!r} "
                    f"({type(err).__name__}: {err}){hint}") from err
    if spec is None:
        raise error(f"No module named {mod_name}")
    return spec


def _get_module_details(mod_name, error=ImportError):
    """Find what is to run for a module name, of a package its __main__.

    Return (name, spec, code); what stands against it is raised as an error of the given
    class."""
    if mod_name[:1] == ".":
        raise error("Relative module names not supported")
    _import_parent(mod_name)
    spec = _find_spec(mod_name, error)
    if spec.submodule_search_locations is None:
        return mod_name, spec, _load_code(mod_name, spec.loader, error)
    if mod_name.rpartition(".")[2] == _MAIN:
        raise error("Cannot use package as __main__ module")
    try:
        return _get_module_details(f"{mod_name}.{_MAIN}", error)
    except error as err:
        # The package was imported, or there is none.
        if mod_name in sys.modules:
            raise error(f"{err}; {mod_name!r} is a package and cannot be directly executed")
        raise


def _load_code(mod_name, loader, error):
    if loader is None:
        raise error(f"{mod_name!r} is a namespace package and cannot be executed")
    try:
        code = loader.get_code(mod_name)
    except ImportError as err:
        raise error(str(err)) from err
    if code is not None:
        return code
    raise error(f"No code object available for {mod_name}")


def _get_main_module_details(error=ImportError):
    """As _get_module_details() of a __main__ at the front of sys.path."""
    # Out of the way: the __main__ that runs would be found instead.
    running = sys.modules.pop(_MAIN)
    try:
        return _get_module_details(_MAIN)
    except ImportError as err:
        if _MAIN not in str(err):
            raise
        raise error(f"can't find {_MAIN!r} module in {sys.path[0]!r}") from err
    finally:
        sys.modules[_MAIN] = running


def _path_entry_finder(path):
    """What imports from a directory or zip file; None of another path."""
    if path in sys.path_importer_cache:
        return sys.path_importer_cache[path]
    for hook in sys.path_hooks:
        try:
            finder = hook(path)
        except ImportError:
            pass                # not for this hook
        else:
            return sys.path_importer_cache.setdefault(path, finder)


def _get_code_from_file(fname):
    """The code of a script, or of a compiled file, told by how it begins."""
    from importlib.util import MAGIC_NUMBER as magic
    from io import open_code
    with open_code(_path.abspath(fname)) as file:
        content = file.read()
    if not content.startswith(magic):
        return compile(content, fname, "exec")
    from marshal import loads
    return loads(content[16:])


# ---------------------------------------------------------------- programs

def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code; return the namespace it leaves.

    init_globals are put into the namespace first; run_name is its __name__; with alter_sys,
    sys.argv[0] and sys.modules are altered meanwhile."""
    found, spec, code = _get_module_details(mod_name)
    name = found if run_name is None else run_name
    if not alter_sys:
        return _run_code(code, {}, init_globals, name, spec)
    return _run_module_code(code, init_globals, name, spec)


def run_path(path_name, init_globals=None, run_name=None):
    """Run the code at a path: a script, or a directory or zip file with a __main__.

    Return the namespace it leaves; the arguments are those of run_module()."""
    path = fsdecode(path_name)
    name = "<run_path>" if run_name is None else run_name
    package = name.rpartition(".")[0]
    if _path_entry_finder(path) is None:
        code = _get_code_from_file(path)
        return _run_on_stage(path, code, init_globals, name, None, package, path)
    sys.path.insert(0, path)
    try:
        _, spec, code = _get_main_module_details()
        return _run_on_stage(path, code, init_globals, name, spec, package)
    finally:
        # The program may have changed sys.path.
        if path in sys.path:
            sys.path.remove(path)


class _CannotRun(Exception):
    """Why there is no program to run, for the command line."""


def _run_module_as_main(mod_name, alter_argv=True):
    """Run a module in the namespace of __main__: python -m.

    Without alter_argv, sys.argv[0] is a directory or zip file, whose __main__ is run."""
    archive = mod_name == _MAIN and not alter_argv
    try:
        _, spec, code = (_get_main_module_details(_CannotRun) if archive
                         else _get_module_details(mod_name, _CannotRun))
    except _CannotRun as reason:
        sys.exit(f"{sys.executable or 'viv'}: {reason}")
    if alter_argv:
        sys.argv[0] = spec.origin
    return _run_code(code, vars(sys.modules[_MAIN]), None, _MAIN, spec)


if __name__ == _MAIN:
    if sys.argv[1:]:
        del sys.argv[0]
        _run_module_as_main(sys.argv[0])
    else:
        print("No module specified for execution", file=sys.stderr)
