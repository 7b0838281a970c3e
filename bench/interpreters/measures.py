# What interpreters cost, measured in one process of the Python that runs it: one line a measure, "name value unit".
# python3.13 has no concurrent.interpreters; its test suite has the same classes over the same private modules.
import gc
import os
import sys
import threading
import time

import _interpreters

try:
    from concurrent import interpreters
    create_queue = interpreters.create_queue
except ImportError:
    from test.support import interpreters
    from test.support.interpreters import queues

    def create_queue():
        return queues.create(syncobj=True)

VIVARIUM = sys.implementation.name == "vivarium"


def best(f, n, times=5):
    """Seconds of one call of f, the least of several series of n."""
    f()
    least = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        for _ in range(n):
            f()
        least = min(least, (time.perf_counter() - start) / n)
    return least


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096


def show(name, value, unit):
    print(f"{name}\t{value:.3f}\t{unit}", flush=True)


def life():
    def f():
        i = _interpreters.create()
        _interpreters.run_string(i, "pass")
        _interpreters.destroy(i)
    show("create, exec('pass'), close", best(f, 500 if VIVARIUM else 10) * 1e6, "us")


def create():
    n = 10_000 if VIVARIUM else 100
    before = resident()
    # All stay alive; the time is that of the best tenth, as the other measures give the least of several series.
    ids, took = [], float("inf")
    for _ in range(10):
        start = time.perf_counter()
        ids += [_interpreters.create() for _ in range(n // 10)]
        took = min(took, time.perf_counter() - start)
    show("create", took / (n // 10) * 1e6, "us")
    show("resident, each", (resident() - before) / n / 1024, "KiB")
    for i in ids:
        _interpreters.destroy(i)


def cycles():
    n = 20_000 if VIVARIUM else 100
    for _ in range(n // 10):
        _interpreters.destroy(_interpreters.create())
    before = resident()
    for _ in range(n):
        _interpreters.destroy(_interpreters.create())
    show("left behind by create and close", max(0, resident() - before) / n / 1024, "KiB")


def alive():
    # As many at once as were asked for, each of use: every thousandth runs something.
    if not VIVARIUM:
        return
    n = int(os.environ.get("ALIVE", 100_000))
    before = resident()
    start = time.perf_counter()
    made = [_interpreters.create() for _ in range(n)]
    took = time.perf_counter() - start
    assert len(_interpreters.list_all()) == n + 1
    for k, i in enumerate(made[::1000]):
        _interpreters.run_string(i, f"x = {k}")
    for k, i in enumerate(made[::1000]):
        assert _interpreters.run_string(i, f"assert x == {k}") is None
    show("alive at once", n, "interpreters")
    show("create, with many alive", took / n * 1e6, "us")
    show("resident, each of many", (resident() - before) / n / 1024, "KiB")
    show("resident, all", resident() / (1 << 20), "MiB")
    for i in made:
        _interpreters.destroy(i)
    assert len(_interpreters.list_all()) == 1


def many_cycles():
    # The process after n cycles against itself after n / 20 of them: nothing must be left behind.
    if not VIVARIUM:
        return
    n = int(os.environ.get("CYCLES", 20_000))

    def cycle(n):
        for _ in range(n):
            i = _interpreters.create()
            _interpreters.run_string(i, "x = [1, 2, 3]")
            _interpreters.destroy(i)
        for _ in range(3):  # what was freed goes back to the system in the background
            gc.collect()
            time.sleep(0.05)
    cycle(n // 20)
    threads, handles, before = os_threads(), len(os.listdir("/proc/self/fd")), resident()
    cycle(n)
    show("cycles", n, "cycles")
    show("resident before all cycles", before / (1 << 20), "MiB")
    show("resident after all cycles", resident() / (1 << 20), "MiB")
    show("threads more after all cycles", max(0, os_threads() - threads), "threads")
    show("handles more after all cycles", len(os.listdir("/proc/self/fd")) - handles, "handles")
    assert len(_interpreters.list_all()) == 1


def os_threads():
    return len(os.listdir("/proc/self/task"))


def execute():
    i = _interpreters.create()
    show("exec('pass')", best(lambda: _interpreters.run_string(i, "pass"), 2000) * 1e6, "us")


def call():
    i = interpreters.create()
    def f():
        pass
    show("call(f)", best(lambda: i.call(f), 2000) * 1e6, "us")


def round_trip():
    there, back = create_queue(), create_queue()
    i = interpreters.create()
    if not VIVARIUM:
        i.exec("from test.support.interpreters import queues")
    i.prepare_main(there=there, back=back)
    echo = threading.Thread(target=i.exec, args=("while (x := there.get()) != 0: back.put(x)",))
    echo.start()

    def trip(x):
        there.put(x)
        back.get()
    show("queue, there and back", best(lambda: trip(1), 2000 if VIVARIUM else 20) * 1e6, "us")
    block = bytes(1 << 20)
    show("queue, 1 MiB there and back", best(lambda: trip(block), 500 if VIVARIUM else 10) * 1e6, "us")
    there.put(0)
    echo.join()


def one_thread():
    q = create_queue()
    block = bytes(1 << 20)

    def f(x):
        q.put(x)
        q.get()
    show("put and get in one thread", best(lambda: f(1), 2000) * 1e6, "us")
    show("1 MiB put and got in one thread", best(lambda: f(block), 500) * 1e6, "us")


def parallel():
    work = "n = 0\nfor k in range(%d): n += k & 3" % (20_000_000 if VIVARIUM else 4_000_000)
    made = [interpreters.create() for _ in range(2)]

    def together():
        threads = [threading.Thread(target=i.exec, args=(work,)) for i in made]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    alone = best(lambda: made[0].exec(work), 1, 3)
    show("two on two cores, against one after the other", 2 * alone / best(together, 1, 3), "x")


def channel():
    if not VIVARIUM:
        return
    import interpreters
    send, recv = interpreters.create_channel(1024)
    i = interpreters.create()
    i.prepare_main(send=send)
    n = 200_000
    sender = threading.Thread(target=i.exec, args=(f"for k in range({n}): send.send(k)\nsend.close()",))
    start = time.perf_counter()
    sender.start()
    assert sum(1 for _ in recv) == n
    show("channel, items a second", n / (time.perf_counter() - start) / 1e6, "million")
    sender.join()


for name in sys.argv[1:]:
    globals()[name]()
