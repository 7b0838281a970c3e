# tomllib: every kind of value, tables, and where errors are.
import io
import tomllib


def show(s, **options):
    try:
        print(repr(s), tomllib.loads(s, **options))
    except Exception as e:
        print(repr(s), type(e).__name__, e)


for s in [
    '',
    'a=1',
    'a = 1 # c\n',
    'a',
    'a=',
    'a=1 b=2',
    '=1',
    'a=1\na=2',
    '[a]\n[a]',
    '[a.b]\n[a]\nx=1',
    '[[a]]\nx=1\n[[a]]',
    '[a]\n[[a]]',
    '[[a]]\n[a]',
    'a.b=1\na.c=2',
    'a.b=1\n[a]',
    'a={b=1}\n[a.c]',
    'a={b=1,}',
    'a={}',
    'a={b=1,b=2}',
    'a={b.c=1,b.d=2}',
    'a={b={c=1},b.d=2}',
    'a=[1,2,]',
    'a=[1 2]',
    'a=[',
    'a=[1,\n#c\n2\n]',
    'a=[,]',
    'a="x\\ty\\u00e9\\U0001F600"',
    'a="x\\q"',
    'a="x\\uD800"',
    'a="x\\u12"',
    'a="x',
    'a="x\ny"',
    "a='x\\n'",
    "a='x",
    "a='''x\ny'''",
    'a="""\nx\\\n   y"""',
    'a="""x"""""',
    'a="""x',
    "a=''''x''''",
    'a="""x\\ z"""',
    'a="""x\r\ny"""',
    "a='''x",
    'a=0x1F\nb=0o17\nc=0b11\nd=1_000\ne=-0\nf=+5',
    'a=01',
    'a=1__0',
    'a=0x',
    'a=1.5\nb=1e5\nc=-1.5E-3\nd=1_0.0_1\ne=inf\nf=-nan\ng=+inf',
    'a=1.',
    'a=.5',
    'a=1e',
    'a=true\nb=false',
    'a=True',
    'a=tru',
    'a=1979-05-27T07:32:00Z',
    'a=1979-05-27 07:32:00.123456789-07:00\nb=1979-05-27T07:32:00\nc=1979-05-27\nd=07:32:00.5',
    'a=1979-13-27',
    'a=25:00:00',
    'a=1979-05-27T07:32',
    'a=07:32',
    '"a b"=1\n\'c.d\'=2\n1=3\n-=4',
    'a b=1',
    '[a b]',
    '[a',
    '[]',
    '[[a]',
    '[a]]',
    '[ a . "b" ]\nx=1',
    'a=1\r\nb=2',
    'a=1\rb=2',
    'a=\x00',
    '#\x01',
    "a='\x7f'",
    '\xe9=1',
    'a="\xe9"',
    'a=1\n\n\n  b = 2',
    '[a]\nb.c=1\n[a.b]',
    '[a.b.c]\n[a.b]\nx=1\n[a]\ny=2',
    '[[a.b]]\n[a]\nx=1\n[[a.b]]',
    'a=[{b=1},{c=2}]\n',
    'a=[{}]\n[a.b]',
    'a=[]\n[[a]]',
    'a=1\n[a.b]',
    'a="\\x41"',
    'a=1\nb',
    '[a]\nx=1\n[b]\n[a.c]',
    'a={b=1\n}',
    'a=nan',
    'a=infx',
    'a=1e1000',
    'a="\\',
    'a = """\\\n\n  x"""',
    "a = [[1,2],['x']]",
    'a=1979-05-27T07:32:00+24:00',
    'a=2021-02-30',
    'a.b.c=1\na.b=2',
    '[a]\n[a.b]\n[[a.b]]',
    'a={x=[1,{y=2}]}',
    'a={,}',
    'a={b}',
    'a={b=}',
    'a={b=1 c=2}',
    'a={b=1',
    'a=2000-01-01x',
    'a=1979-05-27 ',
    'a=1979-05-27 x',
    '1.2=3',
    'a=1,',
    'a=""""""',
    "a=''",
    'a=""',
    "a=''''''",
    'a=+0x1',
    'a=0X1',
    'a=1E5',
    'a=00:00:60',
]:
    show(s)
show("a=1.5\nb=2.5e3\nc=inf\nd=nan", parse_float=str)
show("a=1.5", parse_float=lambda x: [x])
show("a = " + "[" * 50 + "]" * 50)
for f in (lambda: tomllib.load(io.StringIO("a=1")), lambda: tomllib.load(io.BytesIO(b"a=1\r\nb='\xc3\xa9'"))):
    try:
        print(f())
    except TypeError as e:
        print(e)
print(tomllib.TOMLDecodeError.__mro__[:2], tomllib.TOMLDecodeError.__module__)
with open(__file__, "rb") as f:
    try:
        tomllib.load(f)
    except tomllib.TOMLDecodeError as e:
        print(e)
