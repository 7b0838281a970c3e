# code: an interactive interpreter in Python, to use as it is or to build consoles on.
"""Utilities needed to emulate Python's interactive interpreter."""
import builtins
import sys
import traceback
from codeop import CommandCompiler, compile_command

__all__ = ["InteractiveInterpreter", "InteractiveConsole", "interact", "compile_command"]


class InteractiveInterpreter:
    """Compiles and runs input in a namespace; it knows nothing of prompts and buffers."""

    def __init__(self, locals=None):
        """locals is the namespace; by default one with __name__ and __doc__ like a console's."""
        if locals is None:
            locals = {"__name__": "__console__", "__doc__": None}
        self.locals = locals
        self.compile = CommandCompiler()

    def runsource(self, source, filename="<input>", symbol="single"):
        """Compile source and run it.

        Wrong source is reported and complete source is run: both give False. True says that more input is needed.
        """
        try:
            code = self.compile(source, filename, symbol)
        except (OverflowError, SyntaxError, ValueError):
            self.showsyntaxerror(filename, source=source)
            return False
        if code is None:
            return True
        self.runcode(code)
        return False

    def runcode(self, code):
        """Run a code object; exceptions are reported, but SystemExit passes."""
        try:
            exec(code, self.locals)
        except SystemExit:
            raise
        except:
            self.showtraceback()

    def showsyntaxerror(self, filename=None, **kwargs):
        """Report the syntax error being handled, without a stack trace; filename replaces its file's name."""
        try:
            typ, value, tb = sys.exc_info()
            if filename and issubclass(typ, SyntaxError):
                value.filename = filename
            self._showtraceback(typ, value, None, kwargs.pop("source", ""))
        finally:
            typ = value = tb = None

    def showtraceback(self):
        """Report the exception being handled, without this module's own frame."""
        try:
            typ, value, tb = sys.exc_info()
            self._showtraceback(typ, value, tb.tb_next, "")
        finally:
            typ = value = tb = None

    def _showtraceback(self, typ, value, tb, source):
        sys.last_type = typ
        sys.last_traceback = tb
        value = value.with_traceback(tb)
        lines = source.splitlines()
        if (source and typ is SyntaxError and not value.text and value.lineno is not None
                and len(lines) >= value.lineno):
            value.text = lines[value.lineno - 1]
        sys.last_exc = sys.last_value = value
        if sys.excepthook is sys.__excepthook__:
            self._excepthook(typ, value, tb)
            return
        # A hook of the program's own may fail, and that is reported too.
        try:
            sys.excepthook(typ, value, tb)
        except SystemExit:
            raise
        except BaseException as e:
            e.__context__ = None
            e = e.with_traceback(e.__traceback__.tb_next)
            print("Error in sys.excepthook:", file=sys.stderr)
            sys.__excepthook__(type(e), e, e.__traceback__)
            print(file=sys.stderr)
            print("Original exception was:", file=sys.stderr)
            sys.__excepthook__(typ, value, tb)

    def _excepthook(self, typ, value, tb):
        self.write("".join(traceback.format_exception(typ, value, tb)))

    def write(self, data):
        """Write to sys.stderr; a subclass may send it elsewhere."""
        sys.stderr.write(data)


class InteractiveConsole(InteractiveInterpreter):
    """An interpreter that reads lines, with prompts, until they make a command."""

    def __init__(self, locals=None, filename="<console>", *, local_exit=False):
        """With local_exit, exit() ends the console and not the program."""
        super().__init__(locals)
        self.filename = filename
        self.local_exit = local_exit
        self.resetbuffer()

    def resetbuffer(self):
        """Forget the lines read so far."""
        self.buffer = []

    def interact(self, banner=None, exitmsg=None):
        """Read and run commands until the input ends.

        banner is printed first and exitmsg last; by default a banner like the real interpreter's, and a short
        message. Empty strings print nothing.
        """
        missing = object()
        prompts = {}
        for name, default in ("ps1", ">>> "), ("ps2", "... "):
            prompts[name] = getattr(sys, name, missing)
            if prompts[name] is missing:
                setattr(sys, name, default)
        if banner is None:
            self.write(f'Python {sys.version} on {sys.platform}\nType "help", "copyright", "credits" or "license" '
                       f"for more information.\n({type(self).__name__})\n")
        elif banner:
            self.write(f"{banner}\n")
        quitters = {}
        if self.local_exit:
            for name in "exit", "quit":
                if hasattr(builtins, name):
                    quitters[name] = getattr(builtins, name)
                    setattr(builtins, name, Quitter(name))
        try:
            self._loop()
        except SystemExit as e:
            if not self.local_exit:
                raise
            self.write("\n")
        finally:
            for name, value in quitters.items():
                setattr(builtins, name, value)
            for name, value in prompts.items():
                if value is missing:
                    delattr(sys, name)
            if exitmsg is None:
                self.write(f"now exiting {type(self).__name__}...\n")
            elif exitmsg != "":
                self.write(f"{exitmsg}\n")

    def _loop(self):
        more = False
        while True:
            try:
                try:
                    line = self.raw_input(sys.ps2 if more else sys.ps1)
                except EOFError:
                    self.write("\n")
                    return
                more = self.push(line)
            except KeyboardInterrupt:
                self.write("\nKeyboardInterrupt\n")
                self.resetbuffer()
                more = False

    def push(self, line, filename=None, _symbol="single"):
        """Add a line without newline to the buffer, and run that once it makes a command.

        True says that more input is needed.
        """
        self.buffer.append(line)
        source = "\n".join(self.buffer)
        more = self.runsource(source, self.filename if filename is None else filename, symbol=_symbol)
        if not more:
            self.resetbuffer()
        return more

    def raw_input(self, prompt=""):
        """Write a prompt and read a line, without its newline; EOFError at the end."""
        return input(prompt)


class Quitter:
    """exit and quit of a console that ends alone: calling raises SystemExit, stdin stays open."""

    def __init__(self, name):
        self.name = name
        self.eof = "Ctrl-Z plus Return" if sys.platform == "win32" else "Ctrl-D (i.e. EOF)"

    def __repr__(self):
        return f"Use {self.name} or {self.eof} to exit"

    def __call__(self, code=None):
        raise SystemExit(code)


def interact(banner=None, readfunc=None, local=None, exitmsg=None, local_exit=False):
    """Run a console on a namespace; readfunc replaces its raw_input method."""
    console = InteractiveConsole(local, local_exit=local_exit)
    if readfunc is not None:
        console.raw_input = readfunc
    else:
        try:
            import readline
        except ImportError:
            pass
    console.interact(banner, exitmsg)


if __name__ == "__main__":
    import argparse

    parser = argparse.ArgumentParser(color=True)
    parser.add_argument("-q", action="store_true", help="don't print version and copyright messages")
    args = parser.parse_args()
    interact("" if args.q or sys.flags.quiet else None)
