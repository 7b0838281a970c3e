"""A small language: lexer, Pratt parser, bytecode compiler and VM, with errors that carry places."""
from __future__ import annotations
import re, sys, traceback, enum, functools, typing as t
from dataclasses import dataclass
from collections import ChainMap, namedtuple
from contextlib import ExitStack, suppress

Token = namedtuple("Token", "kind text line col", defaults=[0, 0])
SPEC = [("num", r"\d+(?:\.\d+)?(?:e[+-]?\d+)?"), ("str", r'"(?:\\.|[^"\\])*"'), ("id", r"[^\W\d]\w*"), ("op", r"\*\*|[-+*/%<>=!]=?|&&|\|\||[(){}\[\],;:.?]"), ("nl", r"\n"), ("ws", r"[ \t]+|#.*"), ("bad", r".")]
MASTER = re.compile("|".join(f"(?P<{n}>{p})" for n, p in SPEC))


class LangError(Exception):
    def __init__(self, message, token=None):
        super().__init__(message)
        self.token = token
        if token:
            self.add_note(f"at line {token.line}, column {token.col}")


def lex(src):
    line, start = 1, 0
    for m in MASTER.finditer(src):
        kind = m.lastgroup
        tok = Token(kind, m.group(), line, m.start() - start + 1)
        match kind:
            case "nl":
                line += 1
                start = m.end()
            case "ws":
                continue
            case "bad":
                raise LangError(f"unexpected {m.group()!r}", tok)
            case _:
                yield tok
    yield Token("end", "", line, 0)


class Op(enum.IntEnum):
    PUSH, LOAD, STORE, POP, JUMP, JFALSE, CALL, RET, MAKE, ADD, SUB, MUL, DIV, MOD, POW, LT, GT, LE, GE, EQ, NE, NEG, NOT, LIST, INDEX = range(25)


@dataclass
class Fn:
    name: str
    params: list[str]
    code: list
    closure: t.Any = None

    def __repr__(self):
        return f"<fn {self.name}/{len(self.params)}>"


class Parser:
    BINARY = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6, "**": 8}

    def __init__(self, src):
        self.toks = list(lex(src))
        self.i = 0
        self.code = []

    @property
    def cur(self):
        return self.toks[self.i]

    def take(self, *texts):
        if self.cur.text in texts and self.cur.kind in ("op", "id"):
            self.i += 1
            return self.toks[self.i - 1]

    def want(self, text):
        return self.take(text) or self.fail(f"expected {text!r}, got {self.cur.text!r}")

    def fail(self, msg):
        raise LangError(msg, self.cur)

    def emit(self, op, arg=None):
        self.code.append([op, arg])
        return len(self.code) - 1

    def program(self):
        while self.cur.kind != "end":
            self.statement()
        return self.code

    def block(self):
        self.want("{")
        while not self.take("}"):
            if self.cur.kind == "end":
                self.fail("unclosed block")
            self.statement()

    def statement(self):
        if self.take("let"):
            name = self.ident()
            self.want("=")
            self.expr()
            self.emit(Op.STORE, name)
            self.take(";")
        elif self.take("if"):
            self.expr()
            j = self.emit(Op.JFALSE)
            self.block()
            if self.take("else"):
                k = self.emit(Op.JUMP)
                self.code[j][1] = len(self.code)
                self.statement() if self.cur.text == "if" else self.block()
                self.code[k][1] = len(self.code)
            else:
                self.code[j][1] = len(self.code)
        elif self.take("while"):
            top = len(self.code)
            self.expr()
            j = self.emit(Op.JFALSE)
            self.block()
            self.emit(Op.JUMP, top)
            self.code[j][1] = len(self.code)
        elif self.take("return"):
            self.expr()
            self.emit(Op.RET)
            self.take(";")
        elif self.take("fn"):
            name = self.ident()
            self.function(name)
            self.emit(Op.STORE, name)
        else:
            self.expr()
            if self.take("="):
                op, arg = self.code.pop()
                if op is not Op.LOAD:
                    self.fail("cannot assign")
                self.expr()
                self.emit(Op.STORE, arg)
            else:
                self.emit(Op.POP)
            self.take(";")

    def ident(self):
        if self.cur.kind != "id":
            self.fail("expected a name")
        self.i += 1
        return self.toks[self.i - 1].text

    def function(self, name):
        self.want("(")
        params = []
        while not self.take(")"):
            params.append(self.ident())
            self.take(",")
        outer, self.code = self.code, []
        self.block()
        self.emit(Op.PUSH, None)
        self.emit(Op.RET)
        fn = Fn(name, params, self.code)
        self.code = outer
        self.emit(Op.MAKE, fn)

    def expr(self, level=0):
        self.unary()
        while (p := self.BINARY.get(self.cur.text, -1)) > level and self.cur.kind == "op":
            op = self.toks[self.i].text
            self.i += 1
            if op in ("&&", "||"):
                if op == "||":
                    self.emit(Op.NOT)
                j = self.emit(Op.JFALSE)
                self.expr(p)
                k = self.emit(Op.JUMP)
                self.code[j][1] = len(self.code)
                self.emit(Op.PUSH, op == "||")
                self.code[k][1] = len(self.code)
                continue
            self.expr(p - (op == "**"))
            self.emit({"+": Op.ADD, "-": Op.SUB, "*": Op.MUL, "/": Op.DIV, "%": Op.MOD, "**": Op.POW, "<": Op.LT, ">": Op.GT, "<=": Op.LE, ">=": Op.GE, "==": Op.EQ, "!=": Op.NE}[op])

    def unary(self):
        if self.take("-"):
            self.unary()
            self.emit(Op.NEG)
        elif self.take("!"):
            self.unary()
            self.emit(Op.NOT)
        else:
            self.postfix()

    def postfix(self):
        tok = self.cur
        self.i += 1
        match tok:
            case Token("num", text):
                self.emit(Op.PUSH, float(text) if {*text} & {*".e"} else int(text))
            case Token("str", text):
                self.emit(Op.PUSH, text[1:-1].encode().decode("unicode_escape"))
            case Token("id", "true" | "false" as b):
                self.emit(Op.PUSH, b == "true")
            case Token("id", "fn"):
                self.function("lambda")
            case Token("id", name):
                self.emit(Op.LOAD, name)
            case Token("op", "("):
                self.expr()
                self.want(")")
            case Token("op", "["):
                n = 0
                while not self.take("]"):
                    self.expr()
                    n += 1
                    self.take(",")
                self.emit(Op.LIST, n)
            case _:
                self.i -= 1
                self.fail(f"unexpected {tok.text!r}" if tok.kind != "end" else "unexpected end")
        while True:
            if self.take("("):
                n = 0
                while not self.take(")"):
                    self.expr()
                    n += 1
                    if not self.take(",") and self.cur.text != ")":
                        self.fail("expected ',' or ')'")
                self.emit(Op.CALL, n)
            elif self.take("["):
                self.expr()
                self.want("]")
                self.emit(Op.INDEX)
            else:
                return


class Return(Exception):
    pass


BIN = {Op.ADD: lambda a, b: a + b, Op.SUB: lambda a, b: a - b, Op.MUL: lambda a, b: a * b, Op.DIV: lambda a, b: a // b if isinstance(a, int) and isinstance(b, int) else a / b, Op.MOD: lambda a, b: a % b, Op.POW: pow, Op.LT: lambda a, b: a < b, Op.GT: lambda a, b: a > b, Op.LE: lambda a, b: a <= b, Op.GE: lambda a, b: a >= b, Op.EQ: lambda a, b: a == b, Op.NE: lambda a, b: a != b, Op.INDEX: lambda a, b: a[b]}


def run(code, env, depth=0):
    if depth > 60:
        raise LangError("stack overflow")
    stack, pc = [], 0
    push, pop = stack.append, stack.pop
    while pc < len(code):
        op, arg = code[pc]
        pc += 1
        match op:
            case Op.PUSH: push(arg)
            case Op.LOAD:
                try:
                    push(env[arg])
                except KeyError:
                    raise LangError(f"{arg} is not defined") from None
            case Op.STORE:
                for m in env.maps:
                    if arg in m:
                        m[arg] = pop()
                        break
                else:
                    env[arg] = pop()
            case Op.POP: pop()
            case Op.JUMP: pc = arg
            case Op.JFALSE:
                if not pop(): pc = arg
            case Op.CALL:
                args = stack[len(stack) - arg:]
                del stack[len(stack) - arg:]
                f = pop()
                if isinstance(f, Fn):
                    if len(args) != len(f.params):
                        raise LangError(f"{f.name} takes {len(f.params)} arguments, got {len(args)}")
                    push(run(f.code, f.closure.new_child(dict(zip(f.params, args, strict=True))), depth + 1))
                elif callable(f):
                    push(f(*args))
                else:
                    raise LangError(f"{f!r} cannot be called")
            case Op.RET: return pop()
            case Op.MAKE: push(Fn(arg.name, arg.params, arg.code, env))
            case Op.NEG: push(-pop())
            case Op.NOT: push(not pop())
            case Op.LIST:
                items = stack[len(stack) - arg:] if arg else []
                del stack[len(stack) - arg:]
                push(items)
            case _:
                b, a = pop(), pop()
                push(BIN[op](a, b))


PROGRAMS = {
    "fib": 'fn fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) } print("fib", fib(15))',
    "closures": 'fn counter(start) { let n = start; fn next() { n = n + 1; return n } return next } let c = counter(10); c(); c(); print(c(), c)',
    "loops": 'let i = 0; let out = []; while i < 5 { out = out + [i ** 2]; i = i + 1 } print(out, out[2] * -3 ** 2, 7 / 2, 7.0 / 2)',
    "logic": 'print(1 < 2 && 3 || false, !(1 == 1) || "x" != "y", true && false)',
    "higher": 'fn map(f, l) { let i = 0; let r = []; while i < len(l) { r = r + [f(l[i])]; i = i + 1 } return r } print(map(fn(x) { return x * x }, [1, 2, 3]), map(str, [1.5, "a\\n", []]))',
    "undefined": "print(x)",
    "syntax": "let = 3",
    "syntax2": "if 1 {\n  print(1)\n",
    "lexical": "let a = 1\nlet b = $2",
    "arity": "fn f(a, b) { return a } f(1)",
    "overflow": "fn f(n) { return f(n + 1) } f(0)",
    "types": 'print("a" + 1)',
    "zero": "fn g() { return [] + 0 } g()",
    "index": "[1, 2][5]",
    "call": "3(4)",
    "else if": 'fn k(n) { if n < 0 { return "neg" } else if n == 0 { return "zero" } else { return "pos" } } print(k(-1), k(0), k(1))',
}
for name, src in PROGRAMS.items():
    print("==", name)
    env = ChainMap({}, {"print": print, "len": len, "str": repr})
    try:
        run(Parser(src).program(), env)
    except LangError as e:
        print("error:", e, *getattr(e, "__notes__", ()))
    except Exception as e:
        lines = traceback.format_exception(e)
        print(re.sub(r'File ".*?"', 'File "X"', "".join(lines)).replace("\n\n", "\n"))
try:
    run(Parser("fn f(n) { return [1][n] } f(f(0))").program(), ChainMap({}))
except IndexError as e:
    frames = traceback.extract_tb(e.__traceback__)
    print([(f.name, f.line, f.colno, f.end_colno) for f in frames])
    print(traceback.format_exception_only(e))
    st = traceback.TracebackException.from_exception(e, capture_locals=True)
    print(sorted(st.stack[-1].locals.items()), st.exc_type_str if hasattr(st, "exc_type_str") else "")
