# multiprocessing.context: the module of the standard-library folder, where processes can only be spawned: there is no os.fork().
# A process that a server would have forked is spawned too.

import _folder_module

_folder_module.run(globals())
del _folder_module

if not hasattr(os, "fork"):
    def _no_fork(self):
        raise ValueError(f"cannot find context for {self._name!r}: os.fork() is not available")

    def _start_methods(self):
        """The ways in which processes can be started here, the default one first."""
        return ["spawn", "forkserver"]

    ForkContext._check_available = _no_fork
    ForkServerProcess._Popen = staticmethod(SpawnProcess._Popen)
    DefaultContext.get_all_start_methods = _start_methods
    _default_context = DefaultContext(_concrete_contexts["spawn"])
