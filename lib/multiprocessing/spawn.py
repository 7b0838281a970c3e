# multiprocessing.spawn: the module of the standard-library folder, where a new process runs the program's main module only when
# something in it is first asked for, as by the unpickling of a function. Most of what is done in pools needs nothing of it.

import _folder_module

_folder_module.run(globals())
del _folder_module

_main_lock = __import__("threading").RLock()


class _LazyMain(types.ModuleType):
    # The main module, not run yet. run is None from when it runs.

    def __getattr__(self, name):
        if not (name.startswith("__") and name.endswith("__")) and "_vivarium_run" in self.__dict__:
            with _main_lock:
                run = self.__dict__.pop("_vivarium_run", None)
                if run is not None:
                    self.__dict__.update(_run_main(run))
            if name in self.__dict__:
                return self.__dict__[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


def _run_main(run):
    # As while the first object is unpickled: the main module must not start processes.
    current = process.current_process()
    before = getattr(current, "_inheriting", False)
    current._inheriting = True
    try:
        return run()
    finally:
        if before:
            current._inheriting = before
        else:
            del current._inheriting


def _lazy_main(run, **attributes):
    old_main_modules.append(sys.modules["__main__"])
    main_module = _LazyMain("__mp_main__")
    main_module.__dict__.update(attributes, _vivarium_run=run)
    sys.modules["__main__"] = sys.modules["__mp_main__"] = main_module


def _fixup_main_from_name(mod_name):
    # Packages' __main__ modules do all their work when they are run, and have nothing to be found in them.
    if mod_name == "__main__" or mod_name.endswith(".__main__"):
        return
    if getattr(sys.modules["__main__"].__spec__, "name", None) == mod_name:
        return
    from importlib.util import find_spec
    spec = find_spec(mod_name)
    if spec is None:
        raise ImportError(f"No module named {mod_name}", name=mod_name)
    _lazy_main(lambda: runpy.run_module(mod_name, run_name="__mp_main__", alter_sys=True),
               __spec__=spec, __file__=spec.origin)


def _fixup_main_from_path(main_path):
    name = os.path.splitext(os.path.basename(main_path))[0]
    if name == "ipython" or getattr(sys.modules["__main__"], "__file__", None) == main_path:
        return
    _lazy_main(lambda: runpy.run_path(main_path, run_name="__mp_main__"), __file__=main_path)
