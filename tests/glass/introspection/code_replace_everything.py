# expect: ok: ok | time | memory
import types, sys, marshal
def f(a, b=1, *c, d=2, **e):
    x = [a, b]
    def g(): return x, a
    try:
        for y in x: yield g()
    except ValueError as z: return z
    finally: x = None
code = f.__code__
values = {'co_argcount': (-1, 0, 5, 2**31, 2**70, 'x'), 'co_posonlyargcount': (-1, 1, 9, 2**31), 'co_kwonlyargcount': (-1, 3, 2**31), 'co_nlocals': (0, -1, 1000, 2**31), 'co_stacksize': (0, -1, 2**31 - 1, 2**70), 'co_flags': (0, -1, 0xffff, 0x20, 0x80, 0x200, 0x100, 4, 8, 2**31), 'co_firstlineno': (-1, 0, 2**31, 2**70), 'co_code': (b'', b'\0', b'\xff' * 1000, bytes(10**6), code.co_code * 10, code.co_code[:-2], bytearray(10), 5), 'co_consts': ((), (code,), (f,), (5,) * 100, ([],), (sys,), code.co_consts[::-1], 5), 'co_names': ((), ('x',) * 100, (5,), ('__import__',)), 'co_varnames': ((), ('a',), ('a',) * 100, ('x', 'y', 'z', 'q', 'r', 's', 't')), 'co_freevars': (('q',), ('a',) * 50, (5,)), 'co_cellvars': ((), ('q',), ('a', 'a'), (5,)), 'co_filename': ('', 'x' * 10**6, 5, '\0'), 'co_name': ('', 5), 'co_qualname': ('a' * 10**6, 5), 'co_linetable': (b'', b'\xff' * 1000, bytes(10**5), 5), 'co_exceptiontable': (b'', b'\xff' * 100, bytes(1000), 5)}
made = []
for k, vs in values.items():
    for v in vs:
        for base in (code, code.co_consts[1] if isinstance(code.co_consts[1], types.CodeType) else code):
            try: made.append(base.replace(**{k: v}))
            except Exception: pass
for c in made:
    for g in (lambda: list(types.FunctionType(c, {})(1, 2, 3, d=4)), lambda: types.FunctionType(c, {}, closure=(types.CellType(1),) * len(c.co_freevars))(), lambda: exec(c, {}), lambda: eval(c, {'x': 5}), lambda: list(c.co_lines()), lambda: list(c.co_positions()), lambda: hash(c) and c == code, lambda: marshal.loads(marshal.dumps(c)), lambda: setattr(f, '__code__', c), lambda: next(f(1)), lambda: repr(c), lambda: c._varname_from_oparg(2**20), lambda: __import__('dis').Bytecode(c).dis()):
        try: g()
        except Exception: pass
print('ok')
