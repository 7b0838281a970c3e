"""Writes the goldens into the folder given (its own by default). Run with CPython 3.14."""
import _string, json, os, random, sys
here = globals().get('OUT') or (sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
rnd = random.Random(3)
pick = lambda *a: rnd.choice(a)
def attempt(f):
    try: return ['ok', f()]
    except Exception as e: return [type(e).__name__, str(e)]
def text(v): return v.hex() if isinstance(v, float) else [v.real.hex(), v.imag.hex()] if isinstance(v, complex) else str(v)
ints = [0, 1, -1, 42, -12345, 1234567, 255, -2**63, 2**63 - 1, 2**64, -10**30, 65, 0x20ac, 0x110000, 10**400]
floats = [0.0, -0.0, 1.0, -1.5, 3.14159, 1234567.891, 1e16, 1e-7, -1e100, float('inf'), float('-inf'), float('nan'), 0.05, -0.004, 123456789012.5, 999999.9999999, 5e-324, 0.5, 100.0]
comps = [0j, complex(-0.0, 0.0), 1.5+2j, -1-1j, complex(0, -0.0), 1e20+1e-9j, complex(float('inf'), float('nan')), -0.0-3j, 1234567.5+7654321.25j]
strs = ['', 'a', 'hello', 'h\xe9llo', '\u20ac\U0001f600']
def spec(types):
    s = ''
    if rnd.random() < .4: s += pick('', '', '*', '0', 'é', ' ', '<', '\U0001f600', '\x00') + pick(*'<>=^')
    if rnd.random() < .3: s += pick(*'+- ')
    if rnd.random() < .15: s += 'z'
    if rnd.random() < .2: s += '#'
    if rnd.random() < .3: s += '0'
    if rnd.random() < .6: s += str(pick(0, 1, 5, 8, 9, 10, 11, 12, 13, 20, 37))
    if rnd.random() < .3: s += pick(',', '_')
    if rnd.random() < .4:
        s += '.' + pick('0', '1', '2', '3', '5', '10', '17', '25')
        if rnd.random() < .3: s += pick(',', '_')
    if rnd.random() < .8: s += pick(*types)
    if rnd.random() < .03: s += pick(*'<q0.,_\n')
    return s
specs = ["","10","s","d","x",",",",s",",x","_x","_b","_c",",c",",,","__",",_","_,",",d_",".,f","._f",".2,f",".2_f",".2,_f",".2_,f",",.2_f","_.2,f",".2,,f",".f",".","..","10.","99999999999999999999",".99999999999999999999d","+s"," s","zs","z","zd","zc","zx","#s","#c","+c","=s","=10","010","<010","*<010","0=10","=010c","+010c","-c"," c",".2d",".2x",".2c",".2","q","xx","10xx","é","*","**","<<","é<10","z#010","#z","+-","Z","%","n",",n","_n",".3n",".3,n",",%",",.3%","e","g","r","c","\x00","10\x00","\x00<10","\n","c,",".3s",".3,s",".,s",".,",".3,d",".,d",".3_x","_.3_x",",.3,","N","E","F","G","X","o","z.2f","z.0f","0<10","0>10","0^10","^010",".0",".0s","#.0f","#g","#x","#b","#o","#010x","#_x","#018_b","018_b","018,d","017,d","016,d","015,d","07,d","08,d","09,d",",.10_f","020,.3_f","021,.3,f","0,"," ,",".,e",".9_e",".9,g",".9_%","#.9,g"]
out = []
for kind, values, types in (('str', strs, 'sssdx'), ('int', ints, 'dbxXocneEfFgG%s'), ('float', floats, 'eEfFgGn%drs'), ('complex', comps, 'eEfFgGn%r')):
    for v in values:
        for s in ([x for x in specs if rnd.random() < .25] if v is not values[-1] else specs) + [spec(types) for _ in range(60)]:
            if kind == 'int' and v == 10**400 and ('10\x00' in s): continue
            out.append([kind, text(v), s] + attempt(lambda: format(v, s)))
json.dump(out, open(os.path.join(here, 'format.json'), 'w'), separators=(',', ':'))
def directive(codes):
    s = '%'
    for _ in range(rnd.randrange(3)): s += pick(*'-+ #0')
    if rnd.random() < .6: s += str(pick(0, 1, 5, 8, 20))
    if rnd.random() < .4: s += '.' + pick('', '0', '1', '3', '10')
    if rnd.random() < .05: s += pick(*'hlL')
    return s + pick(*codes)
out = []
for kind, values, codes in (('str', strs, 'sc'), ('int', [v for v in ints if v < 10**60], 'diuoxX'), ('float', floats, 'eEfFgG')):
    for v in values:
        for _ in range(40):
            s = directive(codes)
            if kind == 'str' and s[-1] == 'c' and len(v) != 1: continue
            out.append([kind, text(v), s] + attempt(lambda: s % (v,)))
for s in ['%', '%5', '%y', '%\xe9', '%hhd', '%5%', '%-%', '%99999999999999999999d', '%.99999999999999999999d', '%.', '\xe9\xe9%z', 'abc%!', '%l', '%-', '%.5', '%%', 'x%%y', '%n', '%\u0661d']:
    out.append(['int', '7', s] + attempt(lambda: s % (7,)))
json.dump(out, open(os.path.join(here, 'percent.json'), 'w'), separators=(',', ':'))
out = []
marks = ['', 'abc', '{', '}', '{}', '{{', '}}', '{{}}', 'a{b}c', '{a!r}', '{a!r:>10}', '{a!}', '{a!', '{a!rr}', '{a!r', '{a!r:', '{a:', '{a:{b}}', '{a:{b}', '{a:{b}}}', '{a[}]}', '{a[}', '{a[b]', '{a[b]}', '{a{b}}', '{a.b[c]!s:d}', '{:}', '{!r}', '{:}}', '}}}', '{{{', '{{{a}}}', '{a:b!c}', '{a:b{c!r}d}', 'x{', 'x}y', '{0[{]}', '{a[:!]}', '{a!\xe9}', '{a!:x}', '{a!}}', '\xe9{\u20ac}\U0001f600', '{a b}', '{a!s }', '{\n}', '{a:{{}}}', '{a:}}x', '{[}]}', '{[}', '{a!r:{{}}', '{{}', '{}}']
alphabet = ['{', '}', '!', ':', '[', ']', '.', 'a', '0', '{{', '}}', '{a']
for _ in range(500): marks.append(''.join(rnd.choice(alphabet) for _ in range(rnd.randrange(1, 9))))
for m in marks:
    got = []
    try:
        for t in _string.formatter_parser(m): got.append(list(t))
        out.append(['parse', m, got, ''])
    except Exception as e: out.append(['parse', m, got, str(e)])
names = ['', '0', '12', 'a', 'a.b', 'a[0]', 'a[b]', '0.x', '0[1].y[z]', 'a.', 'a..b', 'a[]', 'a[', 'a[0]b', 'a]b', '.b', '[0]', '-1', '99999999999999999999', 'a[99999999999999999999]', 'a[-1]', 'a[0', '01', 'a[01]', 'a[1.5]', 'a.b.c', 'a[[]', 'a[]]', 'a b', '0x', 'a.0', '\xe9.\u20ac', 'a[.]', 'a.[']
for n in names:
    got = []
    try:
        first, rest = _string.formatter_field_name_split(n)
        got.append(first)
        for t in rest: got.append(list(t))
        out.append(['split', n, got, ''])
    except Exception as e: out.append(['split', n, got, str(e)])
json.dump(out, open(os.path.join(here, 'markup.json'), 'w'), separators=(',', ':'))
