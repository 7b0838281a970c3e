# Where a generator that has not started stands, and that what awaits another closes it when it is dropped.
import gc
import traceback
import types


async def later(
        a=1):

    return a


coro = later()
print(coro.cr_frame.f_lineno - later.__code__.co_firstlineno)
coro.close()


def numbers():
    'doc'
    yield 1


gen = numbers()
print(gen.gi_frame.f_lineno - numbers.__code__.co_firstlineno)
next(gen)
print(gen.gi_frame.f_lineno - numbers.__code__.co_firstlineno)
gen = numbers()
try:
    gen.throw(ValueError)
except ValueError as e:
    print(e.__traceback__.tb_next.tb_lineno - numbers.__code__.co_firstlineno)
    print(traceback.format_tb(e.__traceback__)[-1].partition("\n")[2])

log = []


def child():
    try:
        yield 1
    finally:
        log.append('child')


def plain():
    yield from child()


def parent():
    try:
        yield from child()
    finally:
        log.append('parent')


@types.coroutine
def pause():
    try:
        yield
    finally:
        log.append('pause')


async def task():
    try:
        await pause()
    finally:
        log.append('task')


def drop(make, n=40):
    kept = []
    for _ in range(n):
        it = make()
        it.send(None)
        kept.append(it)
    del it
    kept.clear()


for make in plain, parent, task, child:
    drop(make)
    gc.collect()
    gc.collect()
    print(make.__name__, len(log), sorted(set(log)))
    log.clear()
