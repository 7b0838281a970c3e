# Calls everything that native modules and types have with large arguments, and says of each call what it charged and what Go
# allocated. sys.argv is: the number of the first callable, a seed, how many calls each one is given, a part of the names of those
# to call, and with how many of the large values each is called, 0 for all. Module _meter is the test's.
import _meter
import math
import sys
import types

start, seed, calls, large = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[5])
sys.set_int_max_str_digits(0)
N = 40_000
state = 0


def below(n):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return (state >> 33) % n


def pick(seq):
    return seq[below(len(seq))]


# What ends the program, waits, changes what the sweep itself needs, or makes what outlives the call.
SKIPPED = {
    "sleep", "_exit", "exit", "quit", "input", "breakpoint", "abort", "pause", "raise_signal", "_shutdown", "interact", "kill", "killpg",
    "settrace", "setprofile", "_settraceallthreads", "_setprofileallthreads", "setswitchinterval", "join", "_kill", "sigwait", "sigwaitinfo",
    "sigtimedwait", "select", "poll", "run_forever", "setrecursionlimit", "start_new_thread", "start_joinable_thread", "start_new", "addaudithook",
    "help", "license", "credits", "copyright", "set_lazy_imports", "fork", "forkpty", "register_at_fork", "fork_exec", "posix_spawn",
    "posix_spawnp", "system", "execv", "execve", "_meter", "chroot", "chdir", "fchdir", "unlink", "remove", "rmdir", "mkdir", "rename", "replace_",
    "link", "symlink", "truncate", "ftruncate", "chmod", "chown", "lchown", "fchmod", "fchown", "mkfifo", "mknod", "utime", "setxattr", "dup2", "close",
    "closerange", "wait", "waitpid", "waitid", "wait3", "wait4", "alarm", "setitimer", "siginterrupt", "signal", "set_wakeup_fd", "pthread_kill",
    "pthread_sigmask", "dump_traceback_later", "enable", "register", "nice", "setpriority", "setrlimit", "umask", "openpty", "login_tty", "lockf",
    "excepthook", "unraisablehook", "displayhook", "set_int_max_str_digits", "acquire", "acquire_lock", "_clear_caches", "_clear_internal_caches",
    "_clear_type_cache", "setstdio", "set_coroutine_origin_tracking_depth", "set_asyncgen_hooks", "unregister_error", "stack_size", "_set_sentinel",
    "print", "__setattr__", "__delattr__", "__init_subclass__", "__subclasshook__", "__class__", "mlockall", "posix_fallocate", "sendfile",
    "intern", "__import__", "create_builtin", "exec_builtin", "exec_dynamic", "create_dynamic", "getaddrinfo", "gethostbyname", "gethostbyname_ex",
    "gethostbyaddr", "getnameinfo", "copy_file_range", "splice", "putenv", "unsetenv", "get_objects", "get_referrers", "create", "open", "open_code",
    "_install", "_install_external_importers", "set_debug", "freeze", "set_threshold", "_dump_traceback_thread", "_sigsegv", "_sigabrt", "_fatal_error",
    "_stack_overflow", "_sigfpe", "_read_null", "_fatal_error_c_thread", "pwrite", "write", "writev", "pwritev", "run_string", "settimeofday", "pipe2",
    "unlock", "rename_", "removedirs", "makedirs",
}

ascii_text = "ab, 1\n" * N
wide_text = "aé€\n" * N
raw = b"ab, 1\n" * N
big = (1 << (8 * N)) - 12345
ints = list(range(N))
strs = ["ab"] * N
chunks = [b"ab"] * N
pairs = [(i, "ab") for i in range(N)]
table = dict.fromkeys(range(N), "v")
names = {"a%d" % i: i for i in range(N // 4)}


class Instance:
    pass


def generator():
    yield from range(N)


def lines():
    return iter(["ab,1\n"] * N)


def queue_of(q):
    for i in range(100):
        q.put(i)
    return q


def make():
    """One large value of each kind that can be written down: functions, so that each call has its own."""
    import _codecs
    import _collections
    import _csv
    import _functools
    import _hashlib
    import _io
    import _json
    import _operator
    import _queue
    import _random
    import _sre
    import _struct
    import array
    import itertools
    import re
    import zlib

    big_re = re.compile("(a)(b)|,")
    yield from [
        lambda: ascii_text, lambda: wide_text, lambda: raw, lambda: bytearray(raw), lambda: memoryview(raw), lambda: memoryview(raw)[::2], lambda: ints.copy(),
        lambda: strs.copy(), lambda: chunks.copy(), lambda: pairs.copy(), lambda: tuple(ints), lambda: tuple(strs), lambda: dict(table), lambda: dict(names),
        lambda: set(ints), lambda: frozenset(ints), lambda: range(N), lambda: big, lambda: -big, lambda: generator(), lambda: iter(ints), lambda: iter(ascii_text),
        lambda: table.keys(), lambda: table.values(), lambda: table.items(), lambda: types.MappingProxyType(dict(table)), lambda: types.SimpleNamespace(**names),
        lambda: array.array("q", ints), lambda: array.array("B", raw), lambda: _collections.deque(ints), lambda: _collections.OrderedDict(table),
        lambda: _collections.defaultdict(int, table), lambda: _io.StringIO(ascii_text), lambda: _io.StringIO(wide_text, None), lambda: _io.BytesIO(raw),
        lambda: _io.BufferedReader(_io.BytesIO(raw)), lambda: _io.BufferedReader(_io.BytesIO(raw), 10 * N), lambda: _io.BufferedWriter(_io.BytesIO(raw), 10 * N),
        lambda: _io.BufferedRandom(_io.BytesIO(raw)), lambda: _io.TextIOWrapper(_io.BytesIO(raw), "utf-8"), lambda: _io.TextIOWrapper(_io.BytesIO(raw), "latin-1"),
        lambda: _io.IncrementalNewlineDecoder(None, True), lambda: big_re, lambda: big_re.finditer(ascii_text), lambda: re.match("(a*)(?s:.*)", ascii_text),
        lambda: re.compile("|".join("ab%d" % i for i in range(2000))), lambda: big_re.scanner(ascii_text), lambda: _csv.reader(lines()),
        lambda: _csv.writer(_io.StringIO()), lambda: _struct.Struct("%dB" % N), lambda: _random.Random(1), lambda: queue_of(_queue.SimpleQueue()),
        lambda: _functools.partial(max, *ints), lambda: _functools.partial(dict, **names), lambda: _functools._lru_cache_wrapper(len, 10, False, tuple),
        lambda: _operator.itemgetter(*ints), lambda: _operator.attrgetter("a" * N), lambda: _hashlib.new("sha256", raw), lambda: _hashlib.new("shake_128"),
        lambda: zlib.compressobj(), lambda: zlib.decompressobj(), lambda: _json.make_scanner(types.SimpleNamespace(strict=True, object_hook=None, object_pairs_hook=None,
        parse_float=float, parse_int=int, parse_constant=float, memo={})), lambda: itertools.chain(ints, ints), lambda: itertools.repeat(1, N),
         lambda: itertools.product(ints), lambda: itertools.permutations(range(300), 2), lambda: itertools.combinations(range(300), 2),
        lambda: itertools.combinations_with_replacement(range(300), 2), lambda: itertools.batched(ints, N), lambda: itertools.batched(ints, 7), lambda: itertools.accumulate(strs),
        lambda: itertools.groupby(ints), lambda: itertools.islice(ints, N), lambda: itertools.pairwise(ints), lambda: itertools.starmap(max, pairs), lambda: itertools.zip_longest(ints, strs),
        lambda: itertools.tee(ints)[0], lambda: itertools.compress(ints, ints), lambda: itertools.filterfalse(None, ints), lambda: itertools.takewhile(len, strs),
        lambda: zip(ints, strs), lambda: map(str, ints), lambda: filter(None, ints), lambda: enumerate(ints), lambda: reversed(ints), lambda: slice(0, N, 1),
        lambda: compile("x=[1,2,a]\n" * 2000, "f", "exec"), lambda: compile("f(a,b)\n" * 2000, "f", "exec", 1024), lambda: object(), lambda: Instance(), lambda: Instance,
        lambda: list, lambda: str, lambda: bytes, lambda: int, lambda: dict, lambda: types.GenericAlias(dict, tuple(ints)), lambda: ValueError(ascii_text), lambda: ExceptionGroup("g", [ValueError(i) for i in range(N // 8)]),
        lambda: UnicodeDecodeError("utf-8", raw, 1, N, "r"), lambda: UnicodeEncodeError("ascii", wide_text, 1, N, "r"), lambda: OSError(2, ascii_text, ascii_text), lambda: SyntaxError(ascii_text, ("f", 1, 2, ascii_text)),
        lambda: NameError(ascii_text, name=ascii_text), lambda: ImportError(ascii_text, name=ascii_text, path=ascii_text), lambda: types.ModuleType("m"), lambda: generator, lambda: len, lambda: ints.append, lambda: ascii_text.join,
        lambda: types.MethodType(len, ints), lambda: property(len), lambda: super(Instance, Instance()), lambda: types.CellType(ints), lambda: int | str, lambda: 1.5, lambda: 1j,
        lambda: float(1 << 1000), lambda: _codecs.charmap_build("".join(map(chr, range(256)))), lambda: types.DynamicClassAttribute if hasattr(types, "DynamicClassAttribute") else None,
    ]


# Small values, for the other arguments of a call.
SMALL = [0, 1, 2, -1, 7, N, None, True, "a", "ab", ",", "é", "utf-8", "strict", "replace", "xmlcharrefreplace", "utf-16", "ascii", "latin-1", "f", "exec", "big", "little", "q", "B", "%d" % N, "%%%dd" % N, ">%d" % N,
         "%dx" % N, "%ds" % N, "{:>%d}" % N, "<,", "%s", "{}", "%r", "NFD", "NFKC", "", b"a", b"ab", b",", b"", b"%s", (1,), ("a", "b"), (), [], {}, 1.5, len, str, int, max, tuple, list, lambda *a: a[0] if a else None, lambda *a: True,
         slice(1, None), slice(None, None, 2), slice(None, None, -1), slice(0, 1), 65536, 2 * N]
BIG = []
SEEN = set()


def numbers(name):
    """A seed of its own for each callable, so that one call can be made again."""
    h = seed
    for c in name:
        h = (h * 1000003 ^ ord(c)) & 0xFFFFFFFFFFFFFFFF
    return h


def arguments(maximum):
    """Some arguments, among them a large one unless there are none."""
    n = below(maximum + 1)
    args = [pick(BIG)() if below(3) == 0 else pick(SMALL) for _ in range(n)]
    if n:
        args[below(n)] = pick(BIG)()
    return args


def some(values):
    """As many of the large values as are asked for: others for each callable."""
    if not large or len(values) <= large:
        return values
    first, step = below(len(values)), 1 + below(len(values) - 1)
    while math.gcd(step, len(values)) > 1:
        step += 1
    return [values[(first + i * step) % len(values)] for i in range(large)]


def measure(name, f, args, kw={}):
    what = [a if type(a) in (int, str, bytes) and sys.getsizeof(a) < 120 else type(a).__name__ for a in args]
    try:
        _meter.call(name, what, f, args)
    except Exception as e:
        e.__traceback__ = None


def binary(op):
    return eval("lambda x, y: " + op)


OPERATIONS = {op: binary(op) for op in (
    "x + y", "x - y", "x * y", "x / y", "x // y", "x % y", "x | y", "x & y", "x ^ y", "x == y", "x < y", "x[y]", "y in x", "[*x, *y]", "(*x, *y)", "{*x, *y}", "{**x, **y}", "f'{x}{y}'", "f'{x!r:>{y}}'",
    "x << y if type(y) is int and y < 1000000 else 0", "x >> y", "x ** (y if type(y) is int and y < 9 else 2)", "divmod(x, y)", "pow(x, y, 10007)", "~x", "-x", "str(x)", "repr(x)", "ascii(x)", "bytes(x)", "list(x)", "tuple(x)",
    "set(x)", "dict(x)", "sorted(x)", "x.__reduce_ex__(4)", "x.__sizeof__()", "hash(x)", "len(*x)", "dict(**x)", "print(*x)", "[a for a in x]", "t'{x}{y}'", "x[y:]", "x[::2]", "x[1:]", "x[:-1]", "x.__getitem__(y)",
)}


def gather():
    """Every callable: a name, and a function that makes its arguments and calls it."""
    todo = []
    types_seen = {}

    def add(t):
        if isinstance(t, type) and t is not _meter_type and t.__module__ != "__main__":
            types_seen.setdefault(t, None)

    for n in sorted(sys.builtin_module_names):
        if n in ("__main__", "_meter"):
            continue
        try:
            __import__(n)
        except ImportError:
            continue
        m = sys.modules[n]
        for a in sorted(dir(m)):
            x = getattr(m, a)
            if isinstance(x, type):
                add(x)
            elif callable(x) and a not in SKIPPED:
                todo.append((n + "." + a, "call", x))
    queue = [object]
    while queue:
        for s in type.__subclasses__(queue.pop()):
            if s not in types_seen:
                add(s)
                queue.append(s)
    by_type = {}
    for f in BIG:
        x = f()
        by_type.setdefault(type(x), []).append(f)
        add(type(x))
    for t in sorted(types_seen, key=lambda t: (t.__module__, t.__qualname__)):
        name = t.__module__ + "." + t.__qualname__
        todo.append((name, "call", t))
        for a in sorted(vars(t)):
            if a in SKIPPED or not isinstance(a, str):
                continue
            x = vars(t)[a]
            if a == "__new__":
                todo.append((name + ".__new__", "new", t))
            elif isinstance(x, (classmethod, staticmethod)) or type(x).__name__ == "classmethod_descriptor":
                todo.append((name + "." + a, "call", getattr(t, a)))
            elif callable(x):
                selves = by_type.get(t) or [f for k, fs in by_type.items() if issubclass(k, t) for f in fs]
                if selves:
                    todo.append((name + "." + a, "method", (x, selves)))
            elif hasattr(type(x), "__get__") and t in by_type:
                todo.append((name + "." + a, "get", (a, by_type[t])))
    for op, f in OPERATIONS.items():
        todo.append((op, "operation", f))
    return todo


_meter_type = type(_meter)
BIG.extend(make())
TODO = gather()
_meter.count(len(TODO))
for index in range(start, len(TODO)):
    name, kind, x = TODO[index]
    if sys.argv[4] not in name:
        continue
    state = numbers(name)
    _meter.begin(index, name)
    rounds = calls
    if kind == "operation":
        for f in some(BIG):
            measure(name, x, [f(), f()])
            for _ in range(max(calls // 50, 1)):
                measure(name, x, [f(), pick(SMALL)])
                measure(name, x, [f(), pick(BIG)()])
        continue
    if kind == "get":
        for f in some(x[1]):
            measure(name, getattr, [f(), x[0]])
        continue
    if kind == "method":
        x, selves = x
        for f in some(selves):
            measure(name, x, [f()])
        for _ in range(rounds):
            measure(name, x, [pick(selves)()] + arguments(3))
        continue
    if kind == "new":
        t, x = x, x.__new__
        for _ in range(rounds // 4):
            measure(name, x, [t] + arguments(3))
        continue
    measure(name, x, [])
    for f in some(BIG):
        measure(name, x, [f()])
    for _ in range(rounds):
        measure(name, x, arguments(4))
_meter.begin(len(TODO), "")
