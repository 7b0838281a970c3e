# expect: exit: 0
class S(str):
    def __len__(s): return 10**9
    def __getitem__(s, i): return 'z'*100
    def __iter__(s): return iter(int, 1)
    def __hash__(s): return 1
    def __eq__(s, o): return o
s = S('abc')
print(''.join([s, s]), s.replace('a', S('xy')), s.join(s) if 0 else 1, len('x' + s), s in 'abcd', f'{"x":{S(">5")}}', '%s' % S('q') if 0 else 2)
class B(bytes):
    def __len__(s): return 10**9
    def __bytes__(s): return 5
b = B(b'abc'); print(b''.join([b, b]), b + b)
try: print(bytes(b))
except TypeError as e: print(e)
class I(int):
    def __index__(s): return 'x'
    def __int__(s): return 'x'
    def __add__(s, o): return 'x'
print([1,2,3][I(1)], range(I(3)), 'a' * I(3), bytes(I(2)), hex(I(5)), I(3) + 1)
class L(list):
    def __len__(s): return 2**62
    def __getitem__(s, i): raise KeyError
    def __iter__(s): return iter([9])
l = L([1,2]); print(list.__len__(l), sorted(l), [*l], (lambda *a: a)(*l), tuple(l), sum(l), max(l), dict.fromkeys(l), set(l), [0] + l, ''.join(L('ab')) if 0 else 3)
class T(tuple):
    def __iter__(s): return iter([7])
    def __len__(s): return 1
t = T((1,2,3)); print('%s %s %s' % t, [*t], isinstance(1, T((str, int))), 'abc'.startswith(T(('a',))))
a, *c = t; print(a, c)
