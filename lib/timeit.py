# timeit: how long small pieces of code take. Invariant: the statement and the loop around it are one function, made of the template,
# so that nothing but the loop is measured with it.
"""Measure how long small pieces of code take: see the class Timer, or say it on the command line.

usage: python -m timeit [-n N] [-r N] [-s S] [-p] [-u U] [-v] [-h] [--] [statement ...]

  -n/--number N: how many times the statement runs (by default until that takes 0.2 seconds)
  -r/--repeat N: how many times that is measured (default 5)
  -s/--setup S: a statement that runs once before, unmeasured (default 'pass')
  -p/--process: measure the time of the processor (time.process_time), not that of the clock (time.perf_counter)
  -u/--unit: the unit of the result (nsec, usec, msec or sec)
  -v/--verbose: show what was measured each time; more of them for more digits
  -h/--help: show this
  --: what follows is the statement, even if it begins with -

Several statements, and several -s, are lines of one.
"""

import gc
import itertools
import sys
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

dummy_src_name = "<timeit-src>"
default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter

_globals = globals

template = """
def inner(_it, _timer{init}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    _t1 = _timer()
    return _t1 - _t0
"""


def reindent(src, indent):
    """Indent all lines of a text but the first."""
    return src.replace("\n", "\n" + " " * indent)


class Timer:
    """Measures a statement, after a setup that runs once each time.

    Both are source text or functions without parameters; names in source text are those of globals, by default of
    this module.
    """

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        """A timer of a statement; timer() tells the time."""
        self.timer = timer
        local_ns = {}
        global_ns = _globals() if globals is None else globals
        init = ""
        if isinstance(setup, str):
            compile(setup, dummy_src_name, "exec")  # for errors in its own lines
            before = setup + "\n"
            setup = reindent(setup, 4)
        elif callable(setup):
            local_ns["_setup"] = setup
            init += ", _setup=_setup"
            before = ""
            setup = "_setup()"
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            compile(before + stmt, dummy_src_name, "exec")
            stmt = reindent(stmt, 8)
        elif callable(stmt):
            local_ns["_stmt"] = stmt
            init += ", _stmt=_stmt"
            stmt = "_stmt()"
        else:
            raise ValueError("stmt is neither a string nor callable")
        src = template.format(stmt=stmt, setup=setup, init=init)
        self.src = src
        code = compile(src, dummy_src_name, "exec")
        exec(code, global_ns, local_ns)
        self.inner = local_ns["inner"]

    def print_exc(self, file=None):
        """Print a traceback that shows the lines of the measured code; file is by default stderr."""
        import linecache
        import traceback
        linecache.cache[dummy_src_name] = (len(self.src), None, self.src.split("\n"), dummy_src_name)
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """The seconds that so many executions take, with the garbage collector off; the setup runs once before."""
        it = itertools.repeat(None, number)
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self.inner(it, self.timer)
        finally:
            if collecting:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """A list of several results of timeit(). The least says most: what is above it is mostly other programs'."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """How many executions take 0.2 seconds at least, of 1, 2, 5, 10, 20, 50 ..., and how long that took.

        callback, if given, is called with both after each try.
        """
        scale = 1
        while True:
            for j in 1, 2, 5:
                number = scale * j
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Timer(stmt, setup, timer, globals).timeit(number)"""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    """Timer(stmt, setup, timer, globals).repeat(repeat, number)"""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


_OPTIONS = {"number": "n", "setup": "s", "repeat": "r", "process": "p", "verbose": "v", "unit": "u", "help": "h"}
_WITH_VALUE = "nsru"


def _options(args):
    """Split a command line into options, by their letters, and the rest; a ValueError says what is wrong with it."""
    found = []
    args = list(args)
    while args and args[0].startswith("-") and args[0] != "-":
        arg = args.pop(0)
        if arg == "--":
            break
        if arg.startswith("--"):
            name, equals, value = arg[2:].partition("=")
            matching = [option for option in _OPTIONS if option.startswith(name)]
            if name in _OPTIONS:
                matching = [name]
            if not matching:
                raise ValueError(f"option --{name} not recognized")
            if len(matching) > 1:
                raise ValueError(f"option --{name} not a unique prefix")
            letter = _OPTIONS[matching[0]]
            if letter in _WITH_VALUE:
                if not equals:
                    if not args:
                        raise ValueError(f"option --{matching[0]} requires argument")
                    value = args.pop(0)
            elif equals:
                raise ValueError(f"option --{matching[0]} must not have an argument")
            found.append((letter, value))
            continue
        letters = arg[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter not in _OPTIONS.values():
                raise ValueError(f"option -{letter} not recognized")
            value = ""
            if letter in _WITH_VALUE:
                if not letters:
                    if not args:
                        raise ValueError(f"option -{letter} requires argument")
                    letters = args.pop(0)
                value, letters = letters, ""
            found.append((letter, value))
    return found, args


def main(args=None, *, _wrap_timer=None):
    """The command: measure what the arguments say, by default those of the program, and print the result.

    What is returned is the exit code, None if all is well. _wrap_timer is for tests: it gets the timer and gives
    another one.
    """
    if args is None:
        args = sys.argv[1:]
    try:
        options, args = _options(args)
    except ValueError as e:
        print(e)
        print("use -h/--help for command line help")
        return 2

    timer = default_timer
    number = 0  # to be found out
    setup = []
    repeat = default_repeat
    verbose = 0
    time_unit = None
    units = {"nsec": 1e-9, "usec": 1e-6, "msec": 1e-3, "sec": 1.0}
    precision = 3
    for option, value in options:
        if option == "n":
            number = int(value)
        elif option == "s":
            setup.append(value)
        elif option == "u":
            if value not in units:
                print("Unrecognized unit. Please select nsec, usec, msec, or sec.", file=sys.stderr)
                return 2
            time_unit = value
        elif option == "r":
            repeat = max(int(value), 1)
        elif option == "p":
            timer = time.process_time
        elif option == "v":
            if verbose:
                precision += 1
            verbose += 1
        else:
            print(__doc__, end=" ")
            return 0
    setup = "\n".join(setup) or "pass"

    # the measured code may import what lies in the current folder
    import os
    sys.path.insert(0, os.curdir)
    if _wrap_timer is not None:
        timer = _wrap_timer(timer)

    t = Timer("\n".join(args) or "pass", setup, timer)
    if number == 0:
        callback = None
        if verbose:
            def callback(number, time_taken):
                plural = "s" if number != 1 else ""
                print(f"{number} loop{plural} -> {time_taken:.{precision}g} secs")
        try:
            number, _ = t.autorange(callback)
        except:
            t.print_exc()
            return 1
        if verbose:
            print()
    try:
        raw_timings = t.repeat(repeat, number)
    except:
        t.print_exc()
        return 1

    def format_time(dt):
        unit = time_unit
        if unit is None:
            unit = next((name for name, scale in reversed(units.items()) if dt >= scale), "nsec")
        return f"{dt / units[unit]:.{precision}g} {unit}"

    if verbose:
        print("raw times: %s" % ", ".join(map(format_time, raw_timings)))
        print()
    timings = [dt / number for dt in raw_timings]
    best = min(timings)
    worst = max(timings)
    print("%d loop%s, best of %d: %s per loop" % (number, "s" if number != 1 else "", repeat, format_time(best)))
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit(f"The test results are likely unreliable. The worst time ({format_time(worst)}) was more "
                               f"than four times slower than the best time ({format_time(best)}).", UserWarning, "", 0)
    return None


if __name__ == "__main__":
    sys.exit(main())
