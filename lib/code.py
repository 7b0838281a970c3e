# code: an interactive interpreter in Python, to be used as it is or to build consoles on.
# Invariant: only SystemExit leaves the running of a command; all else is reported by write().
"""Interactive interpreters: a bare one that is fed source, and a console that reads lines."""
import builtins
import sys
from codeop import CommandCompiler, compile_command
from traceback import format_exception

__all__ = "InteractiveInterpreter InteractiveConsole interact compile_command".split()


class InteractiveInterpreter:
    """What compiles and runs commands in a namespace, without prompts or a buffer."""

    def __init__(self, locals=None):
        """Without a namespace there is a new one, whose __name__ is "__console__"."""
        self.compile = CommandCompiler()
        self.locals = dict(__name__="__console__", __doc__=None) if locals is None else locals

    def write(self, data):
        """Where reports go, by default sys.stderr; meant to be overridden."""
        sys.stderr.write(data)

    def runsource(self, source, filename="<input>", symbol="single"):
        """Run source if it is whole, report it if it is wrong.

        True is the answer to source that can go on: nothing has been done with it yet.
        """
        try:
            command = self.compile(source, filename, symbol)
        except (SyntaxError, ValueError, OverflowError):
            self.showsyntaxerror(filename, source=source)
        else:
            if command is None:
                return True
            self.runcode(command)
        return False

    def runcode(self, code):
        """Run a code object and report what it raises, except for SystemExit."""
        try:
            exec(code, self.locals)
        except BaseException as error:
            if isinstance(error, SystemExit):
                raise
            self.showtraceback()

    def showtraceback(self):
        """Report the exception that is being handled, leaving out the frame that called exec."""
        error = sys.exception()
        try:
            self._report(error, error.__traceback__.tb_next)
        finally:
            del error  # it refers to this frame

    def showsyntaxerror(self, filename=None, **kwargs):
        """Report the error of compiling that is being handled; no stack is shown.

        filename is said to be where the error is.  The source, a keyword, gives the text of
        the line if the error has none.
        """
        error = sys.exception()
        try:
            if isinstance(error, SyntaxError):
                if filename:
                    error.filename = filename
                if type(error) is SyntaxError and not error.text and error.lineno is not None:
                    # The line may well be the one after the last.
                    found = kwargs.get("source", "").splitlines()[error.lineno - 1:error.lineno]
                    error.text = found[0] if found else error.text
            self._report(error, None)
        finally:
            del error

    def _report(self, error, trace):
        # For post-mortem debugging it is left in sys.
        sys.last_exc = sys.last_value = error.with_traceback(trace)
        sys.last_type, sys.last_traceback = type(error), trace
        report = type(error), error, trace
        if sys.excepthook is sys.__excepthook__:
            self._excepthook(*report)
            return
        try:
            sys.excepthook(*report)
        except SystemExit:
            raise
        except BaseException as failure:
            # The hook is the program's own, and what is wrong with it is reported first.
            failure.__context__ = None
            failure.__traceback__ = failure.__traceback__.tb_next
            for title, shown in (("Error in sys.excepthook:", failure),
                                 ("\nOriginal exception was:", error)):
                sys.stderr.write(title + "\n")
                sys.__excepthook__(type(shown), shown, shown.__traceback__)

    def _excepthook(self, typ, value, tb):
        self.write("".join(format_exception(typ, value, tb)))


class InteractiveConsole(InteractiveInterpreter):
    """An interpreter that prompts for lines and runs them as soon as they are a command."""

    def __init__(self, locals=None, filename="<console>", *, local_exit=False):
        """filename is where commands are said to be from; with local_exit, exit() and quit()
        end interact() rather than the program."""
        InteractiveInterpreter.__init__(self, locals)
        self.local_exit, self.filename = local_exit, filename
        self.resetbuffer()

    def resetbuffer(self):
        """Drop what has been read of a command."""
        self.buffer = []

    def push(self, line, filename=None, _symbol="single"):
        """Take one more line (or several), and run what there is if it is a command.

        True means that it is not yet: the next line will be a continuation.
        """
        self.buffer.append(line)
        unfinished = self.runsource("\n".join(self.buffer), filename or self.filename, _symbol)
        if not unfinished:
            self.resetbuffer()
        return unfinished

    def raw_input(self, prompt=""):
        """Prompt for a line and give it without its end; EOFError if there is none."""
        return input(prompt)

    def interact(self, banner=None, exitmsg=None):
        """Read and run commands until there is no more input.

        The banner is written first (by default one like the interpreter's own) and exitmsg
        last; where one is empty, nothing is.
        """
        kind = type(self).__name__
        if banner is None:
            banner = (f"Python {sys.version} on {sys.platform}\n"
                      'Type "help", "copyright", "credits" or "license" for more information.\n'
                      f"({kind})")
        if exitmsg is None:
            exitmsg = f"now exiting {kind}..."
        prompts = {attribute: text for attribute, text in (("ps1", ">>> "), ("ps2", "... "))
                   if not hasattr(sys, attribute)}
        vars(sys).update(prompts)
        replaced = {}
        if self.local_exit:
            replaced = {each: value for each, value in vars(builtins).items()
                        if each in ("exit", "quit")}
            vars(builtins).update({each: Quitter(each) for each in replaced})
        try:
            self._say(banner)
            self._converse()
        except SystemExit:
            if not self.local_exit:
                raise
            self._say("", always=True)
        finally:
            vars(builtins).update(replaced)
            for attribute in prompts:
                delattr(sys, attribute)
            self._say(exitmsg)

    def _say(self, text, always=False):
        if text or always:
            self.write(f"{text}\n")

    def _converse(self):
        unfinished = False
        while True:
            try:
                prompt = sys.ps2 if unfinished else sys.ps1
                unfinished = self.push(self.raw_input(prompt))
            except EOFError:
                return self._say("", always=True)
            except KeyboardInterrupt:
                self.resetbuffer()
                unfinished = False
                self._say("\nKeyboardInterrupt")


class Quitter:
    """What exit and quit are in a console that ends alone: unlike site's, stdin stays open."""

    eof = "Ctrl-Z plus Return" if sys.platform == "win32" else "Ctrl-D (i.e. EOF)"

    def __init__(self, name):
        self.name = name

    def __call__(self, code=None):
        raise SystemExit(code)

    def __repr__(self):
        return f"Use {self.name} or {self.eof} to exit"


def interact(banner=None, readfunc=None, local=None, exitmsg=None, local_exit=False):
    """Have a console on a namespace; readfunc(prompt), if given, gives it its lines."""
    console = InteractiveConsole(local, local_exit=local_exit)
    if readfunc is None:
        _line_editing()
    else:
        console.raw_input = readfunc
    console.interact(banner, exitmsg)


def _line_editing():
    # Its import is what makes input() edit lines.
    try:
        __import__("readline")
    except ImportError:
        return


if __name__ == "__main__":
    from argparse import ArgumentParser

    command_line = ArgumentParser(color=True)
    command_line.add_argument("-q", action="store_true",
                              help="don't print version and copyright messages")
    quiet = command_line.parse_args().q or sys.flags.quiet
    interact("" if quiet else None)
