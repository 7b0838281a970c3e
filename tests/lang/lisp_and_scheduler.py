"""A tiny Lisp + regex tokenizer + bytecode VM + async scheduler + event bus."""
import re, sys, enum, operator, functools, itertools, collections, contextlib, dataclasses, typing, io, json, string, textwrap, random, math, time, abc, types, copy, weakref
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator, Generic, TypeVar, Protocol, NamedTuple, TypedDict, overload, runtime_checkable

TOKEN = re.compile(r'''(?P<ws>\s+|;[^\n]*)|(?P<num>-?\d+(?:\.\d+)?)|(?P<str>"(?:\\.|[^"\\])*")|(?P<sym>[^\s()'"]+)|(?P<punc>[()'])''')

class LispError(Exception):
    def __init__(self, msg, pos=None):
        super().__init__(msg)
        self.pos = pos
    def __str__(self):
        return f"{super().__str__()}" + (f" @ {self.pos}" if self.pos is not None else "")

class Symbol(str):
    __slots__ = ()
    _table: dict = {}
    def __new__(cls, s):
        return cls._table.setdefault(s, super().__new__(cls, s))
    def __repr__(self): return f"'{self[:]}"

def tokenize(src):
    pos = 0
    while pos < len(src):
        m = TOKEN.match(src, pos)
        if not m: raise LispError(f"bad char {src[pos]!r}", pos)
        if m.lastgroup != 'ws': yield m.lastgroup, m.group(), pos
        pos = m.end()

def parse(src):
    toks = collections.deque(tokenize(src))
    def expr():
        if not toks: raise LispError("unexpected EOF")
        kind, text, pos = toks.popleft()
        match kind, text:
            case 'num', t if '.' in t: return float(t)
            case 'num', t: return int(t)
            case 'str', t: return json.loads(t)
            case 'sym', ('#t' | '#f') as t: return t == '#t'
            case 'sym', t: return Symbol(t)
            case 'punc', "'": return [Symbol('quote'), expr()]
            case 'punc', '(':
                out = []
                while True:
                    if not toks: raise LispError("unclosed paren", pos)
                    if toks[0][1] == ')' and toks[0][0] == 'punc':
                        toks.popleft(); return out
                    out.append(expr())
            case _: raise LispError(f"unexpected {text!r}", pos)
    while toks: yield expr()

class Env(collections.ChainMap):
    def find(self, k):
        for m in self.maps:
            if k in m: return m
        raise LispError(f"unbound: {k}")

@dataclass
class Lambda:
    params: list
    body: list
    env: Env = field(repr=False)
    def __call__(self, *args):
        if len(args) != len(self.params): raise LispError(f"arity: expected {len(self.params)}, got {len(args)}")
        e = self.env.new_child(dict(zip(self.params, args)))
        r = None
        for b in self.body: r = ev(b, e)
        return r

GLOBAL = Env({'+': lambda *a: sum(a), '-': lambda a, *b: a - sum(b) if b else -a, '*': lambda *a: math.prod(a), '/': operator.truediv, '<': operator.lt, '=': operator.eq, 'list': lambda *a: list(a), 'car': lambda l: l[0], 'cdr': lambda l: l[1:], 'cons': lambda a, b: [a, *b], 'null?': lambda l: not l, 'map': lambda f, l: [f(x) for x in l], 'display': lambda *a: print(*a), 'apply': lambda f, a: f(*a), 'mod': operator.mod})

def ev(x, env=GLOBAL):
    while True:
        match x:
            case Symbol(): return env.find(x)[x]
            case [Symbol() as s, q] if s == 'quote': return q
            case ['if', c, a, *rest]:
                if ev(c, env): x = a
                elif rest: x = rest[0]
                else: return None
                continue
            case ['define', [name, *params], *body]: env.maps[0][name] = Lambda(params, body, env); return name
            case ['define', name, v]: env.maps[0][name] = ev(v, env); return name
            case ['lambda', params, *body]: return Lambda(params, body, env)
            case ['let', binds, *body]: return Lambda([b[0] for b in binds], body, env)(*[ev(b[1], env) for b in binds])
            case ['begin', *body]:
                for b in body[:-1]: ev(b, env)
                x = body[-1]; continue
            case [f, *args]:
                fn = ev(f, env); vals = [ev(a, env) for a in args]
                if not callable(fn): raise LispError(f"not callable: {fn!r}")
                return fn(*vals)
            case []: return None
            case _: return x

prog = '''
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(define (range a b) (if (< a b) (cons a (range (+ a 1) b)) '()))
(display "fact" (fact 20)) ; comment
(display (map (lambda (x) (* x x)) (range 0 6)))
(let ((x 3) (y 4.5)) (display (+ x y) '(a b "c\\n" #t)))
(fib 12)
'''
for e in parse(prog):
    r = ev(e)
    if r is not None: print('=>', repr(r))
for bad in ['(', ')', '(car', '(undefined 1)', '("x" 1)', '((lambda (x) x))', '(/ 1 0)', '\x00 (']:
    try: print([ev(e) for e in parse(bad)])
    except (LispError, ZeroDivisionError) as e: print(type(e).__name__, e, getattr(e, 'pos', None))

# --- cooperative scheduler with own loop
class Sleep:
    def __init__(self, t): self.t = t
    def __await__(self): return (yield self)
class Join:
    def __init__(self, task): self.task = task
    def __await__(self):
        yield self
        if self.task.exc: raise self.task.exc
        return self.task.result
class Task:
    ids = itertools.count(1)
    def __init__(self, coro): self.coro, self.id, self.done, self.result, self.exc, self.waiters = coro, next(Task.ids), False, None, None, []
class Loop:
    def __init__(self): self.now, self.heap, self.log, self.seq = 0, [], [], itertools.count()
    def spawn(self, coro): t = Task(coro); self.push(0, t); return t
    def push(self, dt, t, v=None):
        import heapq; heapq.heappush(self.heap, (self.now + dt, next(self.seq), t, v))
    def run(self):
        import heapq
        while self.heap:
            self.now, _, t, v = heapq.heappop(self.heap)
            try: r = t.coro.send(v)
            except StopIteration as s: t.result = s.value
            except Exception as e: t.exc = e
            else:
                match r:
                    case Sleep(t=dt): self.push(dt, t)
                    case Join(task=other): (self.push(0, t) if other.done else other.waiters.append(t))
                continue
            t.done = True
            for w in t.waiters: self.push(0, w)
loop = Loop()
async def worker(n, d):
    for i in range(3):
        await Sleep(d); print(f"t={loop.now:g} worker {n} step {i}")
    if n == 'c': raise ValueError(n)
    return n * 2
async def agen(n):
    for i in range(n):
        await Sleep(0.5); yield i
@contextlib.asynccontextmanager
async def res(name):
    print('open', name); await Sleep(0.1)
    try: yield name.upper()
    finally: print('close', name, loop.now)
async def main():
    ts = [loop.spawn(worker(n, d)) for n, d in [('a', 1), ('b', 1.5), ('c', 0.7)]]
    for t in ts:
        try: print('joined', await Join(t))
        except ValueError as e: print('task failed', repr(e))
    async with res('db') as r, res('net') as q: print(r, q)
    print([x async for x in agen(4) if x % 2], {x: y async for x in agen(2) for y in 'z'})
    return 'main done'
m = loop.spawn(main()); loop.run(); print(m.result, loop.now)

# --- events/plugins/descriptors
class Event:
    def __set_name__(self, owner, name): self.name = name; self.subs = weakref.WeakKeyDictionary()
    def __get__(self, obj, t=None): return self if obj is None else functools.partial(self.fire, obj)
    def on(self, obj, f): self.subs.setdefault(obj, []).append(f); return f
    def fire(self, obj, *a): return [f(*a) for f in self.subs.get(obj, ())]
class PluginMeta(abc.ABCMeta):
    registry: dict[str, type] = {}
    def __new__(mcs, name, bases, ns, *, key=None, **kw):
        cls = super().__new__(mcs, name, bases, ns, **kw)
        if key: mcs.registry[key] = cls
        return cls
    def __getitem__(cls, key): return cls.registry[key]
    def __contains__(cls, key): return key in cls.registry
class Plugin(metaclass=PluginMeta):
    loaded = Event()
    @abc.abstractmethod
    def run(self, x): ...
    def __init_subclass__(cls, **kw): super().__init_subclass__(**kw); cls.order = len(PluginMeta.registry)
class Up(Plugin, key='up'):
    def run(self, x): return x.upper()
class Rev(Plugin, key='rev'):
    def run(self, x): return x[::-1]
class Abs(Plugin, key='abs'): pass
u = Plugin['up'](); Plugin.loaded.on(u, lambda *a: ('heard', a)); print(u.loaded(1, 2), 'rev' in Plugin, [c().run('abc') for k, c in PluginMeta.registry.items() if k != 'abs'], [c.order for c in PluginMeta.registry.values()])
try: Plugin['abs']()
except TypeError as e: print(e)
