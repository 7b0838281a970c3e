# subprocess: programs in child processes, with pipes to their streams.  Invariant: one thread at a time asks the system how a
# child ended, and nobody asks again once its returncode is known; a Popen that was dropped before is in _active until it is.

"""Start programs, talk to them through pipes, and learn how they ended."""

import builtins
import errno
import io
import os
import signal
import sys
import threading
import time
import types
import warnings

try:
    from _posixsubprocess import fork_exec as _fork_exec
except ImportError:
    _fork_exec = None

__all__ = """CalledProcessError CompletedProcess DEVNULL PIPE Popen STDOUT SubprocessError TimeoutExpired
             call check_call check_output getoutput getstatusoutput run""".split()

PIPE, STDOUT, DEVNULL = -1, -2, -3

_SHELL = "/system/bin/sh" if hasattr(sys, "getandroidapilevel") else "/bin/sh"
# A pipe that is ready for writing takes so much at once.
_PIPE_BUF = 4096
# How long a child may take to end by the Ctrl-C that it has had too.
_GRACE = 0.25

# They change nothing: what starts programs is neither fork nor posix_spawn.
_USE_VFORK, _USE_POSIX_SPAWN = True, False

# Children that were dropped while they ran.
_active = []


def _cleanup():
    for child in list(_active):
        if child._internal_poll(lost=sys.maxsize) is not None:
            try:
                _active.remove(child)
            except ValueError:
                # Another thread was faster.
                continue


def _PopenSelector():
    # What waits for several pipes; imported where there are such.
    import selectors
    return getattr(selectors, "PollSelector", selectors.SelectSelector)()


# Exceptions

class SubprocessError(Exception):
    "The base of this module's exceptions."


_output_as_stdout = property(lambda self: self.output, lambda self, data: setattr(self, "output", data),
                             doc="Another name of output.")


class CalledProcessError(SubprocessError):
    """A program that was to succeed gave a status other than zero: see returncode, cmd, output and stderr."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode, self.cmd, self.output, self.stderr = returncode, cmd, output, stderr

    stdout = _output_as_stdout

    def __str__(self):
        end = f"returned non-zero exit status {self.returncode}"
        if self.returncode and self.returncode < 0:
            number = -self.returncode
            known = number in signal.Signals._value2member_map_
            end = f"died with {signal.Signals(number)!r}" if known else f"died with unknown signal {number}"
        return f"Command '{self.cmd}' {end}."


class TimeoutExpired(SubprocessError):
    """A program has not ended in time: see cmd, timeout, output and stderr."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd, self.timeout, self.output, self.stderr = cmd, timeout, output, stderr

    stdout = _output_as_stdout

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"


# What the arguments of Popen() mean

def _account(given, kind, module, lookup, field, complaint):
    # The number of a user or group, which may be given by its name.
    if isinstance(given, str):
        try:
            find = getattr(__import__(module), lookup)
        except ImportError:
            raise ValueError(f"{module}.{lookup} is not supported on the current platform") from None
        return getattr(find(given), field)
    if not isinstance(given, int):
        raise TypeError(f"{complaint}, not {type(given)}" if kind == "Group" else complaint)
    if given < 0:
        raise ValueError(f"{kind} ID cannot be negative, got {given}")
    return given


def _user_id(given):
    return _account(given, "User", "pwd", "getpwnam", "pw_uid", "User must be a string or an integer")


def _group_id(given, complaint="Group must be a string or an integer"):
    return _account(given, "Group", "grp", "getgrnam", "gr_gid", complaint)


def _extra_group_ids(groups):
    if isinstance(groups, str):
        raise ValueError("Groups must be a list, not a string")
    numbers = [_group_id(group, "Items in extra_groups must be a string or integer") for group in groups]
    if any(number >> 32 for number in numbers):
        raise ValueError("invalid group id")
    return numbers


def _text_encoding():
    # The encoding of pipes that are text: the locale's, or UTF-8 in that mode.
    flags = sys.flags
    if flags.warn_default_encoding:
        # The warning is of who called this module.
        depth, caller = 1, sys._getframe()
        while caller is not None and caller.f_globals is globals():
            depth, caller = depth + 1, caller.f_back
        warnings.warn("'encoding' argument not specified.", EncodingWarning, depth)
    return "utf-8" if flags.utf8_mode else "locale"


def _arguments(args, shell, executable):
    # The list of program arguments, and the program.
    if not isinstance(args, (str, bytes, os.PathLike)):
        args = list(args)
    elif shell and isinstance(args, os.PathLike):
        raise TypeError("path-like args is not allowed when shell is true")
    else:
        args = [args]
    if shell:
        args[:0] = [executable or _SHELL, "-c"]
    return args, args[0] if executable is None else executable


def _programs(program, env):
    # The paths under which a program may be found.
    program = os.fsencode(program)
    if os.path.dirname(program):
        return (program,)
    return tuple(os.path.join(os.fsencode(folder), program) for folder in os.get_exec_path(env))


def _environment(env):
    if env is None:
        return None
    pairs = [(os.fsencode(name), os.fsencode(value)) for name, value in env.items()]
    if any(b"=" in name for name, _ in pairs):
        raise ValueError("illegal environment variable name")
    return [b"%b=%b" % pair for pair in pairs]


class _Streams:
    # The child's descriptors for its three streams, and our own ends of those that are pipes; -1 is none.

    def __init__(self, requests, pipesize):
        self.child, self.own = [], []
        # What was opened here and no file object has taken over.
        self.held = set()
        try:
            for request in requests:
                child, own = self.ends(len(self.child), request, pipesize)
                self.child.append(child)
                self.own.append(own)
        except BaseException:
            self.release()
            raise

    def ends(self, number, request, pipesize):
        if request is None:
            return -1, -1
        if not isinstance(request, int):
            return request.fileno(), -1
        if request == PIPE:
            reading, writing = pipe = os.pipe()
            self.held.update(pipe)
            if pipesize > 0:
                self.resize(writing, pipesize)
            return (writing, reading) if number else pipe
        if request == DEVNULL:
            null = os.open(os.devnull, os.O_RDWR)
            self.held.add(null)
            return null, -1
        if request == STDOUT and number == 2:
            stdout = self.child[1]
            return sys.__stdout__.fileno() if stdout == -1 else stdout, -1
        return request, -1

    def resize(self, pipe, size):
        import fcntl
        if command := getattr(fcntl, "F_SETPIPE_SZ", None):
            fcntl.fcntl(pipe, command, size)

    def file(self, number, bufsize):
        # The file object of our end of a pipe, if it is one.
        fd = self.own[number]
        if fd == -1:
            return None
        file = io.open(fd, "rb" if number else "wb", bufsize)
        self.held.discard(fd)
        return file

    def release(self):
        # What is left is the child's, or nobody's.
        while self.held:
            try:
                os.close(self.held.pop())
            except OSError:
                # Somebody has closed it for us.
                pass


class _Exchange:
    # What communicate() has still to write and what it has read, also for the next call after a timeout.

    def __init__(self, stdin, outputs, data):
        self.stdin = stdin
        self.parts = {file: [] for file in outputs if file}
        # Bytes are counted, whatever the buffer has as items.
        self.unsent = memoryview(data).cast("b") if stdin and data else b""

    def read(self, file):
        # All bytes so far; None of no pipe.
        return b"".join(self.parts[file]) if file else None

    def run(self, left):
        # Whether all pipes were brought to their ends while left(), the seconds that remain, was not negative.
        from selectors import EVENT_READ, EVENT_WRITE
        with _PopenSelector() as selector:
            if self.unsent and not self.stdin.closed:
                selector.register(self.stdin, EVENT_WRITE)
            for file in self.parts:
                if not file.closed:
                    selector.register(file, EVENT_READ)
            while selector.get_map():
                seconds = left()
                if seconds is not None and seconds < 0:
                    return False
                for key, _ in selector.select(seconds):
                    if not self.step(key.fileobj, key.fd):
                        selector.unregister(key.fileobj)
                        key.fileobj.close()
        return True

    def step(self, file, fd):
        # Whether there may be more to do for a file that was ready.
        if file is not self.stdin:
            data = os.read(fd, 32768)
            self.parts[file].append(data)
            return data
        try:
            self.unsent = self.unsent[os.write(fd, self.unsent[:_PIPE_BUF]):]
        except BrokenPipeError:
            # The program does not want it.
            self.unsent = b""
        return self.unsent


class Popen:
    """A program in a child process.

    args             a sequence of program arguments, or a string (with shell=True a command of the shell)
    stdin, stdout, stderr   PIPE, DEVNULL, a file or a descriptor; stderr also STDOUT
    executable       the program, if it is not the first argument
    bufsize, text, encoding, errors, universal_newlines, pipesize   of the pipes' file objects
    cwd, env, umask, user, group, extra_groups   of the child
    close_fds, pass_fds     which descriptors it inherits
    restore_signals, start_new_session, process_group   what is set in it

    Its attributes are args, stdin, stdout, stderr, pid and returncode."""

    # Of one that has no process: __init__ may fail anywhere.
    _child_created = False
    pid = returncode = stdin = stdout = stderr = None
    _exchange = None
    _grace = _GRACE

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None, group=None,
                 extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1, process_group=None):
        if _fork_exec is None:
            raise OSError(errno.ENOTSUP, f"{sys.platform} does not support processes.")
        _cleanup()
        bufsize, pipesize, process_group = (-1 if n is None else n for n in (bufsize, pipesize, process_group))
        for name, size in [("bufsize", bufsize), ("pipesize", pipesize)]:
            if not isinstance(size, int):
                raise TypeError(f"{name} must be an integer")
        for name, given in [("startupinfo", startupinfo is not None), ("creationflags", creationflags != 0)]:
            if given:
                raise ValueError(f"{name} is only supported on Windows platforms")
        if stdout is STDOUT:
            raise ValueError("STDOUT can only be used for stderr")
        if None not in (text, universal_newlines) and bool(text) is not bool(universal_newlines):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but "
                                  "different. Pass one or the other.")
        if pass_fds and not close_fds:
            warnings.warn("pass_fds overriding close_fds.", RuntimeWarning)
            close_fds = True

        # Held by the thread that asks the system about the child.
        self._asking = threading.Lock()
        self.args, self.pipesize = args, pipesize
        self.returncode = self.pid = None
        self.text_mode = encoding or errors or text or universal_newlines
        if self.text_mode and encoding is None:
            encoding = _text_encoding()
        self.encoding, self.errors = encoding, errors
        by_lines = bool(self.text_mode) and bufsize == 1
        gid = None if group is None else _group_id(group)
        gids = None if extra_groups is None else _extra_group_ids(extra_groups)
        uid = None if user is None else _user_id(user)

        streams = _Streams((stdin, stdout, stderr), pipesize)
        try:
            for number, name in enumerate(["stdin", "stdout", "stderr"]):
                file = streams.file(number, -1 if by_lines else bufsize)
                setattr(self, name, file)
                if file and self.text_mode:
                    how = {} if number else {"write_through": True, "line_buffering": by_lines}
                    setattr(self, name, io.TextIOWrapper(file, encoding=encoding, errors=errors, **how))
            self._execute_child(args, shell, executable, cwd, env, streams, close_fds, pass_fds,
                                restore_signals, start_new_session, process_group, gid, gids, uid, umask, preexec_fn)
        except BaseException:
            for file in filter(None, (self.stdin, self.stdout, self.stderr)):
                try:
                    file.close()
                except OSError:
                    # What went wrong first is what matters.
                    continue
            raise
        finally:
            streams.release()

    def _execute_child(self, args, shell, executable, cwd, env, streams, close_fds, pass_fds, *setup):
        # Start the program; what keeps it from starting comes back over a pipe.
        args, program = _arguments(args, shell, executable)
        sys.audit("subprocess.Popen", program, args, cwd, env)
        (to_child, from_child, errors_of_child), (stdin, stdout, stderr) = streams.own, streams.child
        report, complain = os.pipe()
        try:
            # The low numbers will be the child's standard streams.
            too_low = []
            while complain < 3:
                too_low.append(complain)
                complain = os.dup(complain)
            for fd in too_low:
                os.close(fd)
            try:
                kept = sorted({complain, *map(int, pass_fds)})
                self.pid = _fork_exec(
                    args, _programs(program, env), close_fds, tuple(kept), cwd, _environment(env), stdin, to_child,
                    from_child, stdout, errors_of_child, stderr, report, complain, *setup, _USE_VFORK)
            finally:
                os.close(complain)
            complaint = b""
            while part := os.read(report, 50000):
                complaint += part
        finally:
            os.close(report)
        if complaint:
            raise self._failure(complaint, program, cwd)
        self._child_created = True

    def _failure(self, complaint, program, cwd):
        # The exception for what kept the program from starting: there is no child.
        try:
            name, number, text = complaint.split(b":", 2)
            number = int(number or b"0", 16)
            kind = getattr(builtins, name.decode("ascii"), SubprocessError)
            text = text.decode(errors="surrogatepass")
        except ValueError:
            return SubprocessError(f"Bad exception data from child: {complaint!r}")
        if number and issubclass(kind, OSError):
            return kind(number, os.strerror(number), cwd if text == "noexec:chdir" else program)
        return kind(text)

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def universal_newlines(self):
        """text_mode, by its old name."""
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def __repr__(self):
        text = f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return text if len(text) <= 80 else text[:76] + "...>"

    def __enter__(self):
        return self

    def __exit__(self, kind, exception, traceback):
        for file in filter(None, (self.stdout, self.stderr)):
            file.close()
        # Closing what the program reads may fail, and it is waited for all the same.
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            if kind is KeyboardInterrupt:
                self._wait_after_interrupt()
            else:
                self.wait()

    def __del__(self, _warn=warnings.warn):
        if not self._child_created:
            return
        if self.returncode is None:
            _warn(f"subprocess {self.pid} is still running", ResourceWarning, source=self)
        if self._internal_poll(lost=sys.maxsize) is None:
            # It must be waited for some day.
            _active.append(self)

    # The end of the child

    def _ask(self, flags, lost=0):
        # Ask the system about the child, under the lock; lost is for a status that somebody else has waited for.
        if self.returncode is None:
            try:
                ended, status = os.waitpid(self.pid, flags)
            except ChildProcessError:
                self.returncode = lost
                return
            if ended:
                stopped = os.WIFSTOPPED(status)
                self.returncode = -os.WSTOPSIG(status) if stopped else os.waitstatus_to_exitcode(status)

    def _internal_poll(self, lost=0):
        # Nothing is asked while another thread waits for the child.
        if self.returncode is None and self._asking.acquire(blocking=False):
            try:
                self._ask(os.WNOHANG, lost)
            except OSError:
                # Then it is not known.
                pass
            finally:
                self._asking.release()
        return self.returncode

    def poll(self):
        """The returncode if the program has ended, else None."""
        return self._internal_poll()

    def wait(self, timeout=None):
        """Wait for the program's end, at most for the timeout (then TimeoutExpired), and give the returncode."""
        left = _countdown(timeout)
        try:
            return self._wait(timeout=timeout)
        except KeyboardInterrupt:
            self._wait_after_interrupt(left())
            raise

    def _wait(self, timeout):
        if timeout is None:
            while self.returncode is None:
                with self._asking:
                    self._ask(0)
            return self.returncode
        left = _countdown(timeout)
        nap = 0.001
        while True:
            if self._asking.acquire(blocking=False):
                try:
                    self._ask(os.WNOHANG)
                finally:
                    self._asking.release()
            if self.returncode is not None:
                return self.returncode
            seconds = left()
            if seconds <= 0:
                raise TimeoutExpired(self.args, timeout)
            time.sleep(min(nap, seconds))
            nap = min(2 * nap, 0.05)

    def _wait_after_interrupt(self, seconds=None):
        # Once, and not for long: then the interrupt goes on.
        patience, self._grace = self._grace, 0
        if patience:
            try:
                self._wait(timeout=patience if seconds is None else min(patience, seconds))
            except TimeoutExpired:
                pass

    def send_signal(self, sig):
        """Send the program a signal, unless it has ended."""
        # Its number may be another's by now: ask first.
        if self.poll() is None:
            try:
                os.kill(self.pid, sig)
            except ProcessLookupError:
                # It has just ended, and somebody else has waited for it.
                pass

    def terminate(self):
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    # Talking to the child

    def communicate(self, input=None, timeout=None):
        """Send input, read all that the program writes, and wait for its end; gives (stdout, stderr).

        After a TimeoutExpired it can be called again, and nothing is lost."""
        if self._exchange is None:
            pipes = [file for file in (self.stdin, self.stdout, self.stderr) if file]
            if timeout is None and len(pipes) < 2:
                return self._talk_over_one(*pipes, input=input)
        elif input:
            raise ValueError("Cannot send input after starting communication")
        left = _countdown(timeout)
        try:
            result = self._communicate(input, left, timeout)
        except KeyboardInterrupt:
            self._wait_after_interrupt(left())
            raise
        self.wait(timeout=left())
        return result

    def _talk_over_one(self, pipe=None, *, input):
        # With one pipe there is nothing to watch.
        found = {}
        if pipe and pipe is self.stdin:
            if input:
                _unless_broken(pipe.write, input)
            _unless_broken(pipe.close)
        elif pipe:
            found[pipe] = pipe.read()
            pipe.close()
        self.wait()
        return found.get(self.stdout), found.get(self.stderr)

    def _communicate(self, input, left, timeout):
        # Write and read whatever is ready, until all pipes are at their ends or the time is over.
        outputs = self.stdout, self.stderr
        exchange = self._exchange
        if exchange is None:
            data = input
            if self.stdin:
                if input is not None and self.text_mode:
                    data = input.encode(self.stdin.encoding, self.stdin.errors)
                _unless_broken(self.stdin.flush)
                if not input:
                    _unless_broken(self.stdin.close)
            exchange = self._exchange = _Exchange(self.stdin, outputs, data)
        if not exchange.run(left):
            so_far = [exchange.read(file) or None for file in outputs]
            raise TimeoutExpired(self.args, timeout, *so_far)
        result = [exchange.read(file) for file in outputs]
        if self.text_mode:
            for i, file in enumerate(outputs):
                if file:
                    text = result[i].decode(file.encoding, file.errors)
                    result[i] = text.replace("\r\n", "\n").replace("\r", "\n")
        return tuple(result)


def _countdown(timeout, clock=time.monotonic):
    # A function for the seconds that are left of a timeout from now: below zero when it is over.
    if timeout is None:
        return lambda: None
    end = clock() + timeout
    return lambda: end - clock()


def _unless_broken(write, *args):
    # The program may not read what it is sent.
    try:
        write(*args)
    except BrokenPipeError:
        pass


# Whole runs of a program

class CompletedProcess:
    """A program that has ended: its args, returncode, stdout and stderr."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode, self.stdout, self.stderr = args, returncode, stdout, stderr

    def __repr__(self):
        shown = [f"{name}={value!r}" for name in ("args", "returncode", "stdout", "stderr")
                 if (value := getattr(self, name)) is not None or name in ("args", "returncode")]
        return f"{type(self).__name__}({', '.join(shown)})"

    __class_getitem__ = classmethod(types.GenericAlias)

    def check_returncode(self):
        """Raise CalledProcessError unless the returncode is zero."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def _or_kill(child, talk, *args, **kwargs):
    # Nobody is there any more for a child whose talk with us ends by an exception.
    try:
        return talk(*args, **kwargs)
    except BaseException:
        child.kill()
        raise


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a program to its end and give a CompletedProcess; the other arguments are as of Popen().

    input           what the program reads
    capture_output  keep what it writes
    timeout         seconds after which it is killed: TimeoutExpired
    check           whether a status other than zero is a CalledProcessError"""
    taken = {name for name in ("stdin", "stdout", "stderr") if kwargs.get(name) is not None}
    if input is not None:
        if "stdin" in taken:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if taken - {"stdin"}:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs |= {"stdout": PIPE, "stderr": PIPE}
    with Popen(*popenargs, **kwargs) as child:
        written = _or_kill(child, child.communicate, input, timeout=timeout)
    done = CompletedProcess(child.args, child.poll(), *written)
    if check:
        done.check_returncode()
    return done


def call(*popenargs, timeout=None, **kwargs):
    """Run a program and give its status; the arguments are as of Popen()."""
    with Popen(*popenargs, **kwargs) as child:
        return _or_kill(child, child.wait, timeout=timeout)


def check_call(*popenargs, **kwargs):
    """Run a program and give 0; CalledProcessError if its status is another."""
    if status := call(*popenargs, **kwargs):
        given = kwargs.get("args")
        raise CalledProcessError(status, popenargs[0] if given is None else given)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a program and give what it writes; CalledProcessError if its status is not zero."""
    for name in "stdout", "check":
        if name in kwargs:
            raise ValueError(f"{name} argument not allowed, it will be overridden.")
    if kwargs.get("input", b"") is None:
        # Nothing, rather than our own standard input.
        for_text = ("encoding", "errors", "text", "universal_newlines")
        kwargs["input"] = "" if any(map(kwargs.get, for_text)) else b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """The status of a command of the shell and what it writes, errors too, without the last line end."""
    done = run(cmd, shell=True, text=True, stdout=PIPE, stderr=STDOUT, encoding=encoding, errors=errors)
    return done.returncode, done.stdout.removesuffix("\n")


def getoutput(cmd, *, encoding=None, errors=None):
    """What a command of the shell writes, errors too, without the last line end."""
    _, output = getstatusoutput(cmd, encoding=encoding, errors=errors)
    return output


# Command lines

def list2cmdline(seq):
    """The command line that Microsoft's C runtime takes apart into these arguments."""
    return " ".join(_quoted(os.fsdecode(arg)) for arg in seq)


def _quoted(arg):
    # Before a quote backslashes count double.
    *pieces, last = (_doubled_end(piece) for piece in arg.split('"'))
    if arg and not {" ", "\t"} & set(arg):
        return "".join(f'{piece}\\"' for piece in pieces) + arg[arg.rfind('"') + 1:]
    return '"' + "".join(f'{piece}\\"' for piece in pieces) + last + '"'


def _doubled_end(text):
    return text + "\\" * (len(text) - len(text.rstrip("\\")))


def _optim_args_from_interpreter_flags():
    """The options of the command line for this interpreter's level of optimization."""
    return ["-" + "O" * sys.flags.optimize] if sys.flags.optimize > 0 else []


_LETTERS = {"debug": "d", "dont_write_bytecode": "B", "no_site": "S", "verbose": "v", "bytes_warning": "b", "quiet": "q"}
_LETTERS_UNLESS_ISOLATED = {"ignore_environment": "E", "no_user_site": "s", "safe_path": "P"}


def _args_from_interpreter_flags():
    """The options of the command line for this interpreter's flags."""
    flags, named = sys.flags, sys._xoptions
    letters = _LETTERS | ({"isolated": "I"} if flags.isolated else _LETTERS_UNLESS_ISOLATED)
    args = _optim_args_from_interpreter_flags()
    args += ["-" + letter * count for flag, letter in letters.items() if (count := getattr(flags, flag)) > 0]
    # Filters of warnings that -b and the developer mode give anew are left out.
    filters = list(sys.warnoptions)
    implied = ["default"] if named.get("dev") else []
    if flags.bytes_warning:
        implied.append("default::BytesWarning" if flags.bytes_warning == 1 else "error::BytesWarning")
    for one in implied:
        if one in filters:
            filters.remove(one)
    args += ["-W" + one for one in filters]
    options = ["dev"] if named.get("dev") else []
    for name in "faulthandler tracemalloc importtime frozen_modules showrefcount utf8 gil".split():
        value = named.get(name)
        if value is not None:
            options.append(name if value is True else f"{name}={value}")
    for option in options:
        args += ["-X", option]
    return args
