# subprocess: programs in child processes, with pipes to their streams.  Invariant: a child is waited for once, under its
# _waitpid_lock, and then has its returncode; one that was dropped before is waited for in _cleanup().

"""Start programs, talk to them through pipes, and learn how they ended."""

import builtins
import errno
import io
import os
import signal
import sys
import threading
import time
import warnings
from time import monotonic as _time
from types import GenericAlias as _GenericAlias

__all__ = ["Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput", "check_output", "run",
           "CalledProcessError", "DEVNULL", "SubprocessError", "TimeoutExpired", "CompletedProcess"]

_mswindows = False
_can_fork_exec = sys.platform not in {"emscripten", "wasi", "ios", "tvos", "watchos"}

try:
    from _posixsubprocess import fork_exec as _fork_exec
except ImportError:
    _fork_exec = None

# What a pipe surely takes at once.
_PIPE_BUF = 4096

PIPE = -1
STDOUT = -2
DEVNULL = -3

# Children that were dropped while they ran.
_active = []

# They change nothing: what starts programs is neither fork nor posix_spawn.
_USE_POSIX_SPAWN = False
_USE_VFORK = True


def __getattr__(name):
    if name == "_PopenSelector":
        global _PopenSelector
        import selectors
        _PopenSelector = getattr(selectors, "PollSelector", selectors.SelectSelector)
        return _PopenSelector
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class SubprocessError(Exception):
    "The base of this module's exceptions."


class CalledProcessError(SubprocessError):
    """A program that was to succeed gave a status other than zero: see returncode, cmd, output and stderr."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        code = self.returncode
        if code and code < 0:
            try:
                return f"Command '{self.cmd}' died with {signal.Signals(-code)!r}."
            except ValueError:
                return f"Command '{self.cmd}' died with unknown signal {-code}."
        return f"Command '{self.cmd}' returned non-zero exit status {code}."

    @property
    def stdout(self):
        """Another name of output."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A program has not ended in time: see cmd, timeout, output and stderr."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    @property
    def stdout(self):
        """Another name of output."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


def _cleanup():
    # Ask for those dropped children that have ended.
    if _active is None:
        return
    for child in _active[:]:
        if child._internal_poll(_deadstate=sys.maxsize) is not None:
            try:
                _active.remove(child)
            except ValueError:
                # Another thread was faster.
                pass


def _optim_args_from_interpreter_flags():
    """The options of the command line for this interpreter's level of optimization."""
    level = sys.flags.optimize
    return ["-" + "O" * level] if level > 0 else []


def _args_from_interpreter_flags():
    """The options of the command line for this interpreter's flags."""
    options = {
        "debug": "d", "dont_write_bytecode": "B", "no_site": "S", "verbose": "v", "bytes_warning": "b", "quiet": "q",
    }
    args = _optim_args_from_interpreter_flags()
    flags = sys.flags
    for name, letter in options.items():
        if (count := getattr(flags, name)) > 0:
            args.append("-" + letter * count)
    if flags.isolated:
        args.append("-I")
    else:
        if flags.ignore_environment:
            args.append("-E")
        if flags.no_user_site:
            args.append("-s")
        if flags.safe_path:
            args.append("-P")
    # Filters of warnings that -b and the developer mode give anew are left out.
    filters = sys.warnoptions[:]
    developer = sys._xoptions.get("dev")
    for given in [{0: None, 1: "default::BytesWarning"}.get(flags.bytes_warning, "error::BytesWarning"),
                  "default" if developer else None]:
        if given in filters:
            filters.remove(given)
    args += ["-W" + given for given in filters]
    if developer:
        args += ["-X", "dev"]
    for option in ("faulthandler", "tracemalloc", "importtime", "frozen_modules", "showrefcount", "utf8", "gil"):
        if option in sys._xoptions:
            value = sys._xoptions[option]
            args += ["-X", option if value is True else f"{option}={value}"]
    return args


def _text_encoding():
    # The encoding of pipes that are text: the locale's, or UTF-8 in that mode.
    if sys.flags.warn_default_encoding:
        # The warning is of who called this module.
        frame = sys._getframe()
        level = 1
        while frame := frame.f_back:
            if frame.f_globals is not globals():
                break
            level += 1
        warnings.warn("'encoding' argument not specified.", EncodingWarning, level + 1)
    return "utf-8" if sys.flags.utf8_mode else "locale"


def call(*popenargs, timeout=None, **kwargs):
    """Run a program and give its status; the arguments are as of Popen()."""
    with Popen(*popenargs, **kwargs) as child:
        try:
            return child.wait(timeout=timeout)
        except:
            child.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Run a program and give 0; CalledProcessError if its status is another."""
    status = call(*popenargs, **kwargs)
    if status:
        cmd = kwargs.get("args")
        raise CalledProcessError(status, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a program and give what it writes; CalledProcessError if its status is not zero."""
    for name in "stdout", "check":
        if name in kwargs:
            raise ValueError(f"{name} argument not allowed, it will be overridden.")
    if "input" in kwargs and kwargs["input"] is None:
        # Nothing, rather than our own standard input.
        text = kwargs.get("universal_newlines") or kwargs.get("text") or kwargs.get("encoding") or kwargs.get("errors")
        kwargs["input"] = "" if text else b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


class CompletedProcess:
    """A program that has ended: its args, returncode, stdout and stderr."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        parts = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        if self.stdout is not None:
            parts.append(f"stdout={self.stdout!r}")
        if self.stderr is not None:
            parts.append(f"stderr={self.stderr!r}")
        return f"{type(self).__name__}({', '.join(parts)})"

    __class_getitem__ = classmethod(_GenericAlias)

    def check_returncode(self):
        """Raise CalledProcessError unless the returncode is zero."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a program to its end and give a CompletedProcess; the other arguments are as of Popen().

    input           what the program reads
    capture_output  keep what it writes
    timeout         seconds after which it is killed: TimeoutExpired
    check           whether a status other than zero is a CalledProcessError"""
    if input is not None:
        if kwargs.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if kwargs.get("stdout") is not None or kwargs.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs["stdout"] = kwargs["stderr"] = PIPE
    with Popen(*popenargs, **kwargs) as child:
        try:
            stdout, stderr = child.communicate(input, timeout=timeout)
        except TimeoutExpired:
            child.kill()
            # What it has written so far is in the exception.
            child.wait()
            raise
        except:
            child.kill()
            raise
        status = child.poll()
        if check and status:
            raise CalledProcessError(status, child.args, output=stdout, stderr=stderr)
    return CompletedProcess(child.args, status, stdout, stderr)


def list2cmdline(seq):
    """The command line that Microsoft's C runtime takes apart into these arguments."""
    result = []
    for arg in map(os.fsdecode, seq):
        quoted = not arg or " " in arg or "\t" in arg
        parts, slashes = [], 0
        for c in arg:
            if c == "\\":
                slashes += 1
                continue
            # Before a quote backslashes count double.
            parts.append("\\" * (2 * slashes + 1 if c == '"' else slashes) + c)
            slashes = 0
        parts.append("\\" * (2 * slashes if quoted else slashes))
        text = "".join(parts)
        result.append(f'"{text}"' if quoted else text)
    return " ".join(result)


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """The status of a command of the shell and what it writes, errors too, without the last line end."""
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
        status = 0
    except CalledProcessError as e:
        data, status = e.output, e.returncode
    return status, data.removesuffix("\n")


def getoutput(cmd, *, encoding=None, errors=None):
    """What a command of the shell writes, errors too, without the last line end."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def _account(module, function, field, name):
    # The number of a user or group by its name.
    try:
        accounts = __import__(module)
    except ImportError:
        raise ValueError(f"{module}.{function} is not supported on the current platform") from None
    return getattr(getattr(accounts, function)(name), field)


def _user_id(user):
    if isinstance(user, str):
        return _account("pwd", "getpwnam", "pw_uid", user)
    if not isinstance(user, int):
        raise TypeError("User must be a string or an integer")
    if user < 0:
        raise ValueError(f"User ID cannot be negative, got {user}")
    return user


def _group_id(group):
    if isinstance(group, str):
        return _account("grp", "getgrnam", "gr_gid", group)
    if not isinstance(group, int):
        raise TypeError(f"Group must be a string or an integer, not {type(group)}")
    if group < 0:
        raise ValueError(f"Group ID cannot be negative, got {group}")
    return group


def _extra_group_ids(groups):
    if isinstance(groups, str):
        raise ValueError("Groups must be a list, not a string")
    ids = []
    for group in groups:
        if isinstance(group, str):
            group = _account("grp", "getgrnam", "gr_gid", group)
        elif not isinstance(group, int):
            raise TypeError(f"Items in extra_groups must be a string or integer, not {type(group)}")
        ids.append(group)
    for group in ids:
        if group < 0:
            raise ValueError(f"Group ID cannot be negative, got {group}")
        if group > 0xFFFFFFFF:
            raise ValueError("invalid group id")
    return ids


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

    # Set once there is a process: what __del__ looks at.
    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None, group=None,
                 extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1, process_group=None):
        if not _can_fork_exec:
            raise OSError(errno.ENOTSUP, f"{sys.platform} does not support processes.")
        _cleanup()
        self._waitpid_lock = threading.Lock()
        self._input = None
        self._communication_started = False
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if stdout is STDOUT:
            raise ValueError("STDOUT can only be used for stderr")
        if pipesize is None:
            pipesize = -1
        if not isinstance(pipesize, int):
            raise TypeError("pipesize must be an integer")
        if pass_fds and not close_fds:
            warnings.warn("pass_fds overriding close_fds.", RuntimeWarning)
            close_fds = True
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        self.args = args
        self.stdin = self.stdout = self.stderr = None
        self.pid = None
        self.returncode = None
        self.encoding = encoding
        self.errors = errors
        self.pipesize = pipesize
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but "
                                  "different. Pass one or the other.")
        self.text_mode = encoding or errors or text or universal_newlines
        if self.text_mode and encoding is None:
            self.encoding = encoding = _text_encoding()
        # How long to wait for a child at Ctrl-C, which has had it too.
        self._sigint_wait_secs = 0.25
        self._closed_child_pipe_fds = False
        line_buffering = False
        if self.text_mode and bufsize == 1:
            line_buffering = True
            bufsize = -1
        if process_group is None:
            process_group = -1
        gid = None if group is None else _group_id(group)
        gids = None if extra_groups is None else _extra_group_ids(extra_groups)
        uid = None if user is None else _user_id(user)
        p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite = self._get_handles(stdin, stdout, stderr)
        try:
            if p2cwrite != -1:
                self.stdin = io.open(p2cwrite, "wb", bufsize)
                if self.text_mode:
                    self.stdin = io.TextIOWrapper(self.stdin, write_through=True, line_buffering=line_buffering,
                                                  encoding=encoding, errors=errors)
            if c2pread != -1:
                self.stdout = io.open(c2pread, "rb", bufsize)
                if self.text_mode:
                    self.stdout = io.TextIOWrapper(self.stdout, encoding=encoding, errors=errors)
            if errread != -1:
                self.stderr = io.open(errread, "rb", bufsize)
                if self.text_mode:
                    self.stderr = io.TextIOWrapper(self.stderr, encoding=encoding, errors=errors)
            self._execute_child(args, executable, preexec_fn, close_fds, pass_fds, cwd, env, startupinfo, creationflags,
                                shell, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, restore_signals,
                                gid, gids, uid, umask, start_new_session, process_group)
        except:
            for file in self.stdin, self.stdout, self.stderr:
                if file:
                    try:
                        file.close()
                    except OSError:
                        pass
            if not self._closed_child_pipe_fds:
                # The ends of the child's, and those that no file has taken over.
                ends = [end for given, end in ((stdin, p2cread), (stdout, c2pwrite), (stderr, errwrite)) if given == PIPE]
                if hasattr(self, "_devnull"):
                    ends.append(self._devnull)
                for end in ends:
                    try:
                        os.close(end)
                    except OSError:
                        pass
            raise

    def __repr__(self):
        text = f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return text if len(text) <= 80 else text[:76] + "...>"

    __class_getitem__ = classmethod(_GenericAlias)

    @property
    def universal_newlines(self):
        """text_mode, by its old name."""
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def _translate_newlines(self, data, encoding, errors):
        return data.decode(encoding, errors).replace("\r\n", "\n").replace("\r", "\n")

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        if self.stdout:
            self.stdout.close()
        if self.stderr:
            self.stderr.close()
        # Closing what the program reads may fail, and it is waited for all the same.
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            if exc_type != KeyboardInterrupt:
                self.wait()
            elif self._sigint_wait_secs > 0:
                try:
                    self._wait(timeout=self._sigint_wait_secs)
                except TimeoutExpired:
                    pass
                self._sigint_wait_secs = 0

    def __del__(self, _maxsize=sys.maxsize, _warn=warnings.warn):
        if not self._child_created:
            return
        if self.returncode is None:
            _warn(f"subprocess {self.pid} is still running", ResourceWarning, source=self)
        self._internal_poll(_deadstate=_maxsize)
        if self.returncode is None and _active is not None:
            # It must be waited for some day.
            _active.append(self)

    def _get_devnull(self):
        if not hasattr(self, "_devnull"):
            self._devnull = os.open(os.devnull, os.O_RDWR)
        return self._devnull

    def _stdin_write(self, input):
        # All of the input, then the end; the program may not want it.
        if input:
            try:
                self.stdin.write(input)
            except BrokenPipeError:
                pass
            except OSError as e:
                if e.errno != errno.EINVAL:
                    raise
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass
        except OSError as e:
            if e.errno != errno.EINVAL:
                raise

    def communicate(self, input=None, timeout=None):
        """Send input, read all that the program writes, and wait for its end; gives (stdout, stderr).

        After a TimeoutExpired it can be called again, and nothing is lost."""
        if self._communication_started and input:
            raise ValueError("Cannot send input after starting communication")
        # With one pipe there is nothing to watch.
        if timeout is None and not self._communication_started and [self.stdin, self.stdout, self.stderr].count(None) >= 2:
            stdout = stderr = None
            if self.stdin:
                self._stdin_write(input)
            elif self.stdout:
                stdout = self.stdout.read()
                self.stdout.close()
            elif self.stderr:
                stderr = self.stderr.read()
                self.stderr.close()
            self.wait()
            return stdout, stderr
        endtime = None if timeout is None else _time() + timeout
        try:
            stdout, stderr = self._communicate(input, endtime, timeout)
        except KeyboardInterrupt:
            self._wait_after_interrupt(endtime)
            raise
        finally:
            self._communication_started = True
        self.wait(timeout=self._remaining_time(endtime))
        return stdout, stderr

    def _wait_after_interrupt(self, endtime):
        # The child has had the Ctrl-C too and may be about to end.
        wait = self._sigint_wait_secs if endtime is None else min(self._sigint_wait_secs, self._remaining_time(endtime))
        self._sigint_wait_secs = 0
        try:
            self._wait(timeout=wait)
        except TimeoutExpired:
            pass

    def poll(self):
        """The returncode if the program has ended, else None."""
        return self._internal_poll()

    def _remaining_time(self, endtime):
        return None if endtime is None else endtime - _time()

    def _check_timeout(self, endtime, orig_timeout, stdout_seq, stderr_seq, skip_check_and_raise=False):
        # Raises if the time is over, with what was read.
        if endtime is None:
            return
        if skip_check_and_raise or _time() > endtime:
            raise TimeoutExpired(self.args, orig_timeout, output=b"".join(stdout_seq) if stdout_seq else None,
                                 stderr=b"".join(stderr_seq) if stderr_seq else None)

    def wait(self, timeout=None):
        """Wait for the program's end, at most for the timeout (then TimeoutExpired), and give the returncode."""
        endtime = None if timeout is None else _time() + timeout
        try:
            return self._wait(timeout=timeout)
        except KeyboardInterrupt:
            self._wait_after_interrupt(endtime)
            raise

    def _get_handles(self, stdin, stdout, stderr):
        # Both ends of the three streams, the child's and ours: -1 where there is none.
        opened = []
        try:
            p2cread, p2cwrite = self._stream_ends(stdin, 0, opened)
            c2pwrite, c2pread = self._stream_ends(stdout, 1, opened)
            if stderr is STDOUT or isinstance(stderr, int) and stderr == STDOUT:
                errread = -1
                errwrite = c2pwrite if c2pwrite != -1 else sys.__stdout__.fileno()
            else:
                errwrite, errread = self._stream_ends(stderr, 2, opened)
        except:
            for fd in opened:
                os.close(fd)
            raise
        return p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite

    def _stream_ends(self, given, number, opened):
        # The child's end and ours of one stream.
        if given is None:
            return -1, -1
        if given == PIPE:
            reading, writing = os.pipe()
            opened += [reading, writing]
            if self.pipesize > 0:
                import fcntl
                if hasattr(fcntl, "F_SETPIPE_SZ"):
                    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, self.pipesize)
            return (reading, writing) if number == 0 else (writing, reading)
        if given == DEVNULL:
            return self._get_devnull(), -1
        if isinstance(given, int):
            return given, -1
        return given.fileno(), -1

    def _execute_child(self, args, executable, preexec_fn, close_fds, pass_fds, cwd, env, startupinfo, creationflags,
                       shell, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, restore_signals, gid, gids, uid,
                       umask, start_new_session, process_group):
        # Start the program; what keeps it from starting comes back over a pipe.
        if isinstance(args, (str, bytes)):
            args = [args]
        elif isinstance(args, os.PathLike):
            if shell:
                raise TypeError("path-like args is not allowed when shell is true")
            args = [args]
        else:
            args = list(args)
        if shell:
            args = ["/system/bin/sh" if hasattr(sys, "getandroidapilevel") else "/bin/sh", "-c", *args]
            if executable:
                args[0] = executable
        if executable is None:
            executable = args[0]
        sys.audit("subprocess.Popen", executable, args, cwd, env)
        named = executable
        errpipe_read, errpipe_write = os.pipe()
        # The child's standard streams will have the low numbers.
        low = []
        while errpipe_write < 3:
            low.append(errpipe_write)
            errpipe_write = os.dup(errpipe_write)
        for fd in low:
            os.close(fd)
        try:
            try:
                if env is None:
                    env_list = None
                else:
                    env_list = []
                    for key, value in env.items():
                        key = os.fsencode(key)
                        if b"=" in key:
                            raise ValueError("illegal environment variable name")
                        env_list.append(key + b"=" + os.fsencode(value))
                executable = os.fsencode(executable)
                if os.path.dirname(executable):
                    candidates = (executable,)
                else:
                    candidates = tuple(os.path.join(os.fsencode(folder), executable) for folder in os.get_exec_path(env))
                keep = set(pass_fds)
                keep.add(errpipe_write)
                self.pid = _fork_exec(
                    args, candidates, close_fds, tuple(sorted(map(int, keep))), cwd, env_list,
                    p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write,
                    restore_signals, start_new_session, process_group, gid, gids, uid, umask, preexec_fn, _USE_VFORK)
                self._child_created = True
            finally:
                os.close(errpipe_write)
            self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)
            failure = bytearray()
            while part := os.read(errpipe_read, 50000):
                failure += part
                if len(failure) > 50000:
                    break
        finally:
            os.close(errpipe_read)
        if failure:
            self._not_started(failure, cwd, named)

    def _not_started(self, failure, cwd, named):
        # Raise what kept the program from starting, and be rid of the child.
        try:
            pid, status = os.waitpid(self.pid, 0)
            if pid == self.pid:
                self._handle_exitstatus(status)
            else:
                self.returncode = sys.maxsize
        except ChildProcessError:
            pass
        try:
            kind, number, text = failure.split(b":", 2)
            text = text.decode(errors="surrogatepass")
            number = int(number, 16) if number else 0
            kind = getattr(builtins, kind.decode("ascii"), SubprocessError)
        except ValueError:
            kind, number = SubprocessError, 0
            text = f"Bad exception data from child: {bytes(failure)!r}"
        if issubclass(kind, OSError) and number:
            filename = named
            if text == "noexec:chdir":
                filename = cwd
            elif text == "noexec":
                filename = None
            raise kind(number, os.strerror(number), filename)
        raise kind(text)

    def _close_pipe_fds(self, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite):
        # The child's ends are not ours any more.
        if p2cread != -1 and p2cwrite != -1:
            os.close(p2cread)
        if c2pwrite != -1 and c2pread != -1:
            os.close(c2pwrite)
        if errwrite != -1 and errread != -1:
            os.close(errwrite)
        if hasattr(self, "_devnull"):
            os.close(self._devnull)
        self._closed_child_pipe_fds = True

    def _handle_exitstatus(self, sts):
        # The returncode for a status of waitpid().
        if os.WIFSTOPPED(sts):
            self.returncode = -os.WSTOPSIG(sts)
        else:
            self.returncode = os.waitstatus_to_exitcode(sts)

    def _internal_poll(self, _deadstate=None, _waitpid=os.waitpid, _WNOHANG=os.WNOHANG, _ECHILD=errno.ECHILD):
        # poll(); with _deadstate for a child of which nothing may be known.  Parameters, since it may run at the very end.
        if self.returncode is None:
            if not self._waitpid_lock.acquire(False):
                # Another thread waits for it.
                return None
            try:
                if self.returncode is None:
                    pid, status = _waitpid(self.pid, _WNOHANG)
                    if pid == self.pid:
                        self._handle_exitstatus(status)
            except OSError as e:
                if _deadstate is not None:
                    self.returncode = _deadstate
                elif e.errno == _ECHILD:
                    # Somebody else has waited for it, and its status is lost.
                    self.returncode = 0
            finally:
                self._waitpid_lock.release()
        return self.returncode

    def _try_wait(self, wait_flags):
        try:
            return os.waitpid(self.pid, wait_flags)
        except ChildProcessError:
            # Somebody else has waited for it, and its status is lost.
            return self.pid, 0

    def _wait(self, timeout):
        if self.returncode is not None:
            return self.returncode
        if timeout is None:
            while self.returncode is None:
                with self._waitpid_lock:
                    if self.returncode is not None:
                        break
                    pid, status = self._try_wait(0)
                    if pid == self.pid:
                        self._handle_exitstatus(status)
            return self.returncode
        endtime = _time() + timeout
        delay = 0.0005
        while True:
            if self._waitpid_lock.acquire(False):
                try:
                    if self.returncode is not None:
                        break
                    pid, status = self._try_wait(os.WNOHANG)
                    if pid == self.pid:
                        self._handle_exitstatus(status)
                        break
                finally:
                    self._waitpid_lock.release()
            remaining = self._remaining_time(endtime)
            if remaining <= 0:
                raise TimeoutExpired(self.args, timeout)
            delay = min(delay * 2, remaining, 0.05)
            time.sleep(delay)
        return self.returncode

    def _communicate(self, input, endtime, orig_timeout):
        # Write and read whatever is ready, until all pipes are at their ends or the time is over.
        if self.stdin and not self._communication_started:
            try:
                self.stdin.flush()
            except BrokenPipeError:
                pass
            if not input:
                try:
                    self.stdin.close()
                except BrokenPipeError:
                    pass
        outputs = [file for file in (self.stdout, self.stderr) if file]
        if not self._communication_started:
            self._read_parts = {file: [] for file in outputs}
        stdout, stderr = (self._read_parts[file] if file else None for file in (self.stdout, self.stderr))
        self._save_input(input)
        # Bytes are counted, whatever the buffer has as items.
        rest = memoryview(self._input).cast("b") if self._input else None
        from selectors import EVENT_READ, EVENT_WRITE
        selector_class = globals().get("_PopenSelector") or __getattr__("_PopenSelector")
        with selector_class() as selector:
            if self.stdin and rest and not self.stdin.closed:
                selector.register(self.stdin, EVENT_WRITE)
            for file in outputs:
                if not file.closed:
                    selector.register(file, EVENT_READ)
            while selector.get_map():
                timeout = self._remaining_time(endtime)
                if timeout is not None and timeout < 0:
                    self._check_timeout(endtime, orig_timeout, stdout, stderr, skip_check_and_raise=True)
                    raise RuntimeError("_check_timeout(..., skip_check_and_raise=True) failed to raise TimeoutExpired.")
                ready = selector.select(timeout)
                self._check_timeout(endtime, orig_timeout, stdout, stderr)
                for key, _ in ready:
                    file = key.fileobj
                    if file is not self.stdin:
                        data = os.read(key.fd, 32768)
                        if data:
                            self._read_parts[file].append(data)
                            continue
                    else:
                        try:
                            self._input_offset += os.write(key.fd, rest[self._input_offset:self._input_offset + _PIPE_BUF])
                        except BrokenPipeError:
                            pass
                        else:
                            if self._input_offset < len(rest):
                                continue
                    selector.unregister(file)
                    file.close()
        self.wait(timeout=self._remaining_time(endtime))
        results = []
        for file, parts in (self.stdout, stdout), (self.stderr, stderr):
            if parts is not None:
                parts = b"".join(parts)
                if self.text_mode:
                    parts = self._translate_newlines(parts, file.encoding, file.errors)
            results.append(parts)
        return tuple(results)

    def _save_input(self, input):
        # The input as bytes, kept for when communicate() is called again.
        if self.stdin and self._input is None:
            self._input_offset = 0
            self._input = input
            if input is not None and self.text_mode:
                self._input = input.encode(self.stdin.encoding, self.stdin.errors)

    def send_signal(self, sig):
        """Send the program a signal, unless it has ended."""
        # Its number may be another's by now: ask first.
        self.poll()
        if self.returncode is not None:
            return
        try:
            os.kill(self.pid, sig)
        except ProcessLookupError:
            pass

    def terminate(self):
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)
