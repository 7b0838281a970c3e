# multiprocessing.context: the module of the standard-library folder, where processes can only be spawned: there is no os.fork().


def _load(namespace):
    import sys
    from importlib.machinery import SourceFileLoader
    folder = getattr(sys, "_stdlib_dir", None)
    path = f"{folder}/multiprocessing/context.py"
    try:
        code = SourceFileLoader(__name__, path).get_code(__name__)
    except OSError as e:
        raise ImportError(f"{__name__} needs {path}", name=__name__, path=path) from e
    exec(code, namespace)


_load(globals())
del _load

if not hasattr(os, "fork"):
    def _no_fork(self):
        raise ValueError(f"cannot find context for {self._name!r}: os.fork() is not available")

    def _only_spawn(self):
        """Returns a list of the supported start methods, default first."""
        return ["spawn"]

    ForkContext._check_available = ForkServerContext._check_available = _no_fork
    DefaultContext.get_all_start_methods = _only_spawn
    _default_context = DefaultContext(_concrete_contexts["spawn"])
