# graphlib: topological sorting.
# Invariant of a prepared sorter: waiting[n] counts the predecessors of n that are not done; nodes
# with none are ready, then given out, then done.
"""Topological sorting of directed graphs."""
from types import GenericAlias

__all__ = ["TopologicalSorter", "CycleError"]


class CycleError(ValueError):
    """The graph has a cycle: args[1] lists its nodes, the first one again at the end."""


class TopologicalSorter:
    """Sorts the nodes of a graph so that each comes after its predecessors.

    graph maps nodes to their predecessors. Either static_order() gives all nodes, or one calls
    prepare(), and then get_ready() and done() in turns, which allows working in parallel.
    """

    def __init__(self, graph=None):
        self._predecessors = {}         # {node: number of predecessors not done}
        self._successors = {}
        self._ready = None              # a list, once prepared
        self._given_out = set()
        self._done = set()
        self._unfinished = 0            # given out, not done
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _node(self, node):
        if node not in self._predecessors:
            self._predecessors[node] = 0
            self._successors[node] = []

    def add(self, node, *predecessors):
        """Add a node, or predecessors to one."""
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._node(node)
        self._predecessors[node] += len(predecessors)
        for other in predecessors:
            self._node(other)
            self._successors[other].append(node)

    def prepare(self):
        """End the graph; raises CycleError if it has a cycle."""
        if self._ready is not None:
            if self._given_out:
                raise ValueError("cannot prepare() after starting iteration")
        else:
            self._ready = [node for node, count in self._predecessors.items() if not count]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self):
        """Return the nodes whose predecessors are done and that were not returned before."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        ready = tuple(self._ready)
        self._ready.clear()
        self._given_out.update(ready)
        self._unfinished += len(ready)
        return ready

    def is_active(self):
        """Whether there is more to get or to wait for."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return bool(self._ready or self._unfinished)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Mark nodes as done, which may make others ready."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            if node not in self._predecessors:
                raise ValueError(f"node {node!r} was not added using add()")
            if node in self._done:
                raise ValueError(f"node {node!r} was already marked done")
            if node not in self._given_out:
                raise ValueError(f"node {node!r} was not passed out "
                                 "(still not ready)")
            self._done.add(node)
            self._unfinished -= 1
            for later in self._successors[node]:
                self._predecessors[later] -= 1
                if not self._predecessors[later]:
                    self._ready.append(later)

    def _find_cycle(self):
        """Return a cycle as a list that ends with its first node, or None."""
        finished = set()
        for root in self._successors:
            if root in finished:
                continue
            path = [root]
            depth = {root: 0}           # the place in path of the nodes on it
            branches = [iter(self._successors[root])]
            while path:
                for node in branches[-1]:
                    if node in depth:
                        return path[depth[node]:] + [node]
                    if node not in finished:
                        depth[node] = len(path)
                        path.append(node)
                        branches.append(iter(self._successors[node]))
                        break
                else:
                    node = path.pop()
                    branches.pop()
                    del depth[node]
                    finished.add(node)
        return None

    def static_order(self):
        """Yield all nodes in topological order."""
        self.prepare()
        while self.is_active():
            group = self.get_ready()
            yield from group
            self.done(*group)

    __class_getitem__ = classmethod(GenericAlias)
