package limits

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// deep are programs that nest natives as deeply as they can. Any Python exception is a good answer, a Go stack that
// overflows is not: that ends the process.
var deep = []struct{ name, src string }{
	{"repr list", "l=[]\nfor i in range(N): l=[l]\nrepr(l)"},
	{"repr tuple", "l=()\nfor i in range(N): l=(l,)\nrepr(l)"},
	{"repr dict", "l={}\nfor i in range(N): l={1:l}\nrepr(l)"},
	{"repr set", "l=frozenset()\nfor i in range(N): l=frozenset([l])\nrepr(l)"},
	{"repr deque", "import collections\nl=()\nfor i in range(N): l=collections.deque([l])\nrepr(l)"},
	{"repr partial", "import functools\nl=print\nfor i in range(N):\n  l=functools.partial(print,l)\nrepr(l)"},
	{"repr slice", "l=0\nfor i in range(N): l=slice(l)\nrepr(l)"},
	{"repr namespace", "import types\nl=0\nfor i in range(N): l=types.SimpleNamespace(a=l)\nrepr(l)"},
	{"repr alias", "l=int\nfor i in range(N): l=list[l]\nrepr(l)"},
	{"repr union", "l=int\nfor i in range(1000): l=l|list[l]\nrepr(l)"},
	{"repr mappingproxy", "import types\nl={}\nfor i in range(N): l=types.MappingProxyType({1:l})\nrepr(l)"},
	{"repr dict views", "l=0\nfor i in range(N): l={1:l}.values()\nrepr(l)"},
	{"repr method", "class A:\n  def f(s): pass\nimport types\nl=0\nfor i in range(N): l=types.MethodType(A.f,l)\nrepr(l)"},
	{"repr exception", "l=0\nfor i in range(N): l=ValueError(l)\nrepr(l)"},
	{"str exception", "l=0\nfor i in range(N): l=ValueError(l)\nstr(l)"},
	{"repr __repr__", "class A:\n  def __repr__(s): return repr(s)\nrepr(A())"},
	{"str __str__", "class A:\n  def __str__(s): return str(s)\nstr(A())"},
	{"format __format__", "class A:\n  def __format__(s,f): return format(s)\nformat(A())"},
	{"eq list", "def mk():\n  l=[]\n  for i in range(N): l=[l]\n  return l\nmk()==mk()"},
	{"lt list", "def mk():\n  l=[]\n  for i in range(N): l=[l]\n  return l\nmk()<mk()"},
	{"eq tuple", "def mk():\n  l=()\n  for i in range(N): l=(l,)\n  return l\nmk()==mk()"},
	{"eq dict", "def mk():\n  l={}\n  for i in range(N): l={1:l}\n  return l\nmk()==mk()"},
	{"eq deque", "import collections\ndef mk():\n  l=0\n  for i in range(N): l=collections.deque([l])\n  return l\nmk()==mk()"},
	{"eq slice", "def mk():\n  l=0\n  for i in range(N): l=slice(l)\n  return l\nmk()==mk()"},
	{"eq alias", "def mk():\n  l=int\n  for i in range(N): l=list[l]\n  return l\nmk()==mk()"},
	{"eq namespace", "import types\ndef mk():\n  l=0\n  for i in range(N): l=types.SimpleNamespace(a=l)\n  return l\nmk()==mk()"},
	{"eq mappingproxy", "import types\ndef mk():\n  l={}\n  for i in range(N): l=types.MappingProxyType({1:l})\n  return l\nmk()==mk()"},
	{"eq __eq__", "class A:\n  def __eq__(s,o): return s==o\nA()==A()"},
	{"hash tuple", "l=()\nfor i in range(N): l=(l,)\nhash(l)"},
	{"hash slice", "l=0\nfor i in range(N): l=slice(l)\nhash(l)"},
	{"hash alias", "l=int\nfor i in range(N): l=list[l]\nhash(l)"},
	{"hash frozenset", "l=frozenset()\nfor i in range(N): l=frozenset([l])"},
	{"hash __hash__", "class A:\n  def __hash__(s): return hash(s)\nhash(A())"},
	{"hash method", "class A:\n  def f(s): pass\nimport types\nl=0\nfor i in range(N): l=types.MethodType(A.f,l)\nhash(l); l==l"},
	{"sort nested", "def f(n): return sorted([n],key=lambda x: f(n+1))\nf(0)"},
	{"sort lt nested", "class A:\n  def __lt__(s,o): return sorted([A(),A()])\nsorted([A(),A()])"},
	{"map map", "l=iter([1])\nfor i in range(N): l=map(abs,l)\nnext(l)"},
	{"map map list", "l=iter([1])\nfor i in range(N): l=map(abs,l)\nlist(l)"},
	{"filter filter", "l=iter([1])\nfor i in range(N): l=filter(None,l)\nnext(l)"},
	{"zip zip", "l=iter([1])\nfor i in range(N): l=zip(l)\nnext(l)"},
	{"enumerate", "l=iter([1])\nfor i in range(N): l=enumerate(l)\nnext(l)"},
	{"reversed", "l=[1]\nfor i in range(N): l=list(reversed([l]))\nrepr(l)"},
	{"chain", "import itertools\nl=iter([1])\nfor i in range(N): l=itertools.chain(l)\nnext(l)"},
	{"chain from_iterable", "import itertools\nl=iter([1])\nfor i in range(N): l=itertools.chain.from_iterable([l])\nnext(l)"},
	{"islice", "import itertools\nl=iter([1])\nfor i in range(N): l=itertools.islice(l,1)\nnext(l)"},
	{"accumulate", "import itertools\nl=iter([1])\nfor i in range(N): l=itertools.accumulate(l)\nnext(l)"},
	{"takewhile", "import itertools\nl=iter([1])\nfor i in range(N): l=itertools.takewhile(abs,l)\nnext(l)"},
	{"dropwhile", "import itertools\nl=iter([1])\nfor i in range(N): l=itertools.dropwhile(lambda x:0,l)\nnext(l)"},
	{"groupby", "import itertools\nl=iter([1])\nfor i in range(N): l=itertools.groupby(l)\nnext(l)"},
	{"tee", "import itertools\nl=iter([1])\nfor i in range(N): l=itertools.tee(map(abs,l))[0]\nnext(l)"},
	{"starmap", "import itertools\nl=iter([(1,)])\nfor i in range(N): l=itertools.starmap(lambda x:(x,),l)\nnext(l)"},
	{"compress", "import itertools\nl=iter([1])\nfor i in range(N): l=itertools.compress(l,[1])\nnext(l)"},
	{"pairwise", "import itertools\nl=itertools.repeat(1)\nfor i in range(N): l=itertools.pairwise(l)\nnext(l)"},
	{"batched", "import itertools\nl=itertools.repeat(1)\nfor i in range(N): l=itertools.batched(l,1)\nnext(l)"},
	{"cycle", "import itertools\nl=itertools.repeat(1)\nfor i in range(N): l=itertools.cycle(l)\nnext(l)"},
	{"zip_longest", "import itertools\nl=itertools.repeat(1)\nfor i in range(N): l=itertools.zip_longest(l)\nnext(l)"},
	{"generators", "def g(x): yield from x\nl=iter([1])\nfor i in range(N): l=g(l)\nnext(l)"},
	{"generator exprs", "l=iter([1])\nfor i in range(N): l=(x for x in l)\nnext(l)"},
	{"generator close", "def g(x): yield from x\nl=g([1])\nfor i in range(900): l=g(l)\nnext(l)\nl.close()"},
	{"coroutines", "async def f(x):\n  if x: await x\nl=f(None)\nfor i in range(N): l=f(l)\ntry: l.send(None)\nexcept StopIteration: pass"},
	{"iter callable", "l=[1].__iter__\nfor i in range(N): l=iter(lambda l=l: next(iter(l,0)),0).__next__\nl()"},
	{"partial call", "import functools\nl=print\nfor i in range(N):\n  l=functools.partial(l); l.__setstate__((l,(),{},None)) if 0 else None\nclass P(functools.partial): pass\nl=abs\nfor i in range(N):\n  q=P(abs); q.__setstate__((l,(),{},{})); l=q\nl(1)"},
	{"method call", "import types\nl=abs\nfor i in range(N): l=types.MethodType(l,1)\nl()"},
	{"method call star", "import types\nl=abs\nfor i in range(N): l=types.MethodType(l,1)\nl(*[1])"},
	{"__call__ chain", "class A: pass\nA.__call__=A()\nA()()"},
	{"callable __call__", "class A:\n  def __call__(s): return s()\nA()()"},
	{"__getattr__", "class A:\n  def __getattr__(s,n): return getattr(s,n)\nA().x"},
	{"__getattribute__", "class A:\n  def __getattribute__(s,n): return getattr(s,n)\nA().x"},
	{"property", "class A:\n  @property\n  def x(s): return s.x\nA().x"},
	{"__getitem__", "class A:\n  def __getitem__(s,n): return s[n]\nA()[1]"},
	{"__missing__", "class A(dict):\n  def __missing__(s,n): return s[n]\nA()[1]"},
	{"__iter__", "class A:\n  def __iter__(s): return iter(s)\nlist(A())"},
	{"__next__", "class A:\n  def __iter__(s): return s\n  def __next__(s): return next(s)\nlist(A())"},
	{"__len__", "class A:\n  def __len__(s): return len(s)\nlen(A())"},
	{"__bool__", "class A:\n  def __bool__(s): return bool(s)\nbool(A())"},
	{"__index__", "class A:\n  def __index__(s): return [1][s]\n[1][A()]"},
	{"__int__", "class A:\n  def __int__(s): return int(s)\nint(A())"},
	{"__add__", "class A:\n  def __add__(s,o): return s+o\nA()+A()"},
	{"__radd__", "class A:\n  def __radd__(s,o): return o+s\n1+A()"},
	{"__contains__", "class A:\n  def __contains__(s,o): return o in s\n1 in A()"},
	{"__instancecheck__", "class M(type):\n  def __instancecheck__(s,o): return isinstance(o,s)\nclass A(metaclass=M): pass\nisinstance(1,A)"},
	{"__subclasscheck__", "class M(type):\n  def __subclasscheck__(s,o): return issubclass(o,s)\nclass A(metaclass=M): pass\nissubclass(int,A)"},
	{"__set_name__", "class D:\n  def __set_name__(s,o,n): type('C',(),{'x':D()})\ntype('C',(),{'x':D()})"},
	{"__init_subclass__", "class A:\n  def __init_subclass__(c): type('B',(A,),{})\ntype('B',(A,),{})"},
	{"__new__", "class A:\n  def __new__(c): return A()\nA()"},
	{"__init__", "class A:\n  def __init__(c): A()\nA()"},
	{"metaclass", "class M(type):\n  def __call__(c): return c()\nclass A(metaclass=M): pass\nA()"},
	{"__del__", "import gc\nclass A:\n  def __del__(s): A(); gc.collect()\nA(); gc.collect()"},
	{"__enter__", "class A:\n  def __enter__(s):\n    with s: pass\n  def __exit__(s,*a): pass\nwith A(): pass"},
	{"isinstance tuples", "t=int\nfor i in range(N): t=(t,)\nisinstance('',t)"},
	{"issubclass tuples", "t=int\nfor i in range(N): t=(t,)\nissubclass(str,t)"},
	{"except tuples", "t=ValueError\nfor i in range(N): t=(t,)\ntry: 1/0\nexcept t: pass"},
	{"bases cycle", "class B:\n  @property\n  def __bases__(s): return (B(),)\nissubclass(B(),B())"},
	{"bases deep", "class B:\n  def __init__(s,x): s.x=x\n  @property\n  def __bases__(s): return (s.x,)\nl=int\nclass E: __bases__=()\nl=E()\nfor i in range(N): l=B(l)\nissubclass(l,E())"},
	{"class hierarchy", "c=object\nfor i in range(2000): c=type('C',(c,),{})\nc().x"},
	{"super chain", "c=type('C',(),{'f':lambda s:1})\nfor i in range(2000):\n  def f(s,c=[c]): return super(k,s).f()\n  k=type('C',(c,),{}); c=k\nc().f()"},
	{"union", "t=int\nfor i in range(3000): t=t|type('C',(),{})\nisinstance('',t)"},
	{"union nested alias", "t=int\nfor i in range(N): t=list[t]|None\nhash(t); repr(t)"},
	{"alias parameters", "from typing import TypeVar\nT=TypeVar('T')\nt=T\nfor i in range(3000): t=list[t]\nt[int]"},
	{"json dumps", "import json\nl=[]\nfor i in range(N): l=[l]\njson.dumps(l)"},
	{"json dumps dict", "import json\nl={}\nfor i in range(N): l={'a':l}\njson.dumps(l)"},
	{"json dumps indent", "import json\nl=[]\nfor i in range(N): l=[l]\njson.dumps(l,indent=1)"},
	{"json default", "import json\njson.dumps(object(),default=lambda o:o)"},
	{"json default nest", "import json\njson.dumps(object(),default=lambda o:[o],check_circular=False)"},
	{"json loads", "import json\njson.loads('['*N)"},
	{"json loads dict", "import json\njson.loads('{\"a\":'*N)"},
	{"marshal dumps", "import marshal\nl=[]\nfor i in range(N): l=[l]\nmarshal.dumps(l)"},
	{"marshal loads", "import marshal\nmarshal.loads(b'('+b'\\x01\\0\\0\\0('*N)"},
	{"marshal loads list", "import marshal\nmarshal.loads(b'[\\x01\\0\\0\\0'*N)"},
	{"deepcopy", "import copy\nl=[]\nfor i in range(N): l=[l]\ncopy.deepcopy(l)"},
	{"deepcopy __deepcopy__", "import copy\nclass A:\n  def __deepcopy__(s,m): return copy.deepcopy(A(),m)\ncopy.deepcopy(A())"},
	{"pickle", "import pickle\nl=[]\nfor i in range(N): l=[l]\npickle.dumps(l)"},
	{"pickle loads", "import pickle\npickle.loads(b']'*N+b'a'*(N-1)+b'.')"},
	{"compile parens", "compile('('*N+')'*N,'','eval')"},
	{"compile brackets", "compile('['*N+']'*N,'','eval')"},
	{"compile braces", "compile('{1:'*N+'1'+'}'*N,'','eval')"},
	{"compile unary", "compile('-'*N+'1','','eval')"},
	{"compile not", "compile('not '*N+'1','','eval')"},
	{"compile tilde", "compile('~'*N+'1','','eval')"},
	{"compile add", "compile('1+'*N+'1','','eval')"},
	{"compile add names", "compile('a+'*N+'1','','eval')"},
	{"compile pow", "compile('1**'*N+'1','','eval')"},
	{"compile attr", "compile('a'+'.a'*N,'','eval')"},
	{"compile call", "compile('a'+'()'*N,'','eval')"},
	{"compile subscript", "compile('a'+'[1]'*N,'','eval')"},
	{"compile lambda", "compile('lambda:'*N+'1','','eval')"},
	{"compile lambda args", "compile('lambda x='*N+'1'+':1'*N,'','eval')"},
	{"compile ifexp", "compile('1 if 1 else '*N+'1','','eval')"},
	{"compile and", "compile('a and '*N+'1','','eval')"},
	{"compile compare", "compile('a<'*N+'1','','eval')"},
	{"compile await", "compile('async def f(): '+'await '*N+'1','','exec')"},
	{"compile yield", "compile('def f(): '+'(yield '*N+'1'+')'*N,'','exec')"},
	{"compile star", "compile('*'*N+'a,','','exec')"},
	{"compile walrus", "compile('(a:='*N+'1'+')'*N,'','exec')"},
	{"compile assign", "compile('a='*N+'1','','exec')"},
	{"compile if", "compile(''.join(' '*i+'if 1:\\n' for i in range(1000))+' '*1000+'1','','exec')"},
	{"compile elif", "compile('if 1: pass\\n'+'elif 1: pass\\n'*N,'','exec')"},
	{"compile def", "compile(''.join(' '*i+'def f():\\n' for i in range(500))+' '*500+'1','','exec')"},
	{"compile class", "compile(''.join(' '*i+'class f:\\n' for i in range(500))+' '*500+'1','','exec')"},
	{"compile decorators", "compile('@a\\n'*N+'def f(): pass','','exec')"},
	{"compile fstring", "s='1'\nfor i in range(200): s=\"f'{\"+s+\"}'\"\ncompile(s,'','eval')"},
	{"compile fstring spec", "compile(\"f'\"+'{1:'*N+'}'*N+\"'\",'','eval')"},
	{"compile comprehension", "compile('['*200+'1'+' for x in y]'*200,'','eval')"},
	{"compile for in", "compile('[1 '+'for x in y '*N+']','','eval')"},
	{"compile match", "compile('match a:\\n case '+'['*N+']'*N+': pass','','exec')"},
	{"compile match class", "compile('match a:\\n case '+'A('*N+')'*N+': pass','','exec')"},
	{"compile match or", "compile('match a:\\n case '+'1|'*N+'1: pass','','exec')"},
	{"compile del", "compile('del '+'('*N+'a'+')'*N,'','exec')"},
	{"compile target", "compile('('*N+'a'+',)'*N+'=1','','exec')"},
	{"compile for target", "compile('for '+'['*N+'a'+']'*N+' in b: pass','','exec')"},
	{"compile with", "compile('with '+'('*N+'a'+')'*N+': pass','','exec')"},
	{"compile string concat", "compile('\"a\" '*N,'','eval')"},
	{"compile type params", "compile('type A['+'T: '+'('*N+'1'+')'*N+']=1','','exec')"},
	{"compile lambda nested locals", "compile('lambda a:'*90+'a','','eval')"},
	{"ast literal", "import ast\nast.literal_eval('['*N+']'*N)"},
	{"ast compile", "import ast\nx=ast.Constant(1)\nfor i in range(N): x=ast.UnaryOp(ast.USub(),x)\ncompile(ast.fix_missing_locations(ast.Expression(ast.Constant(1))) and ast.Expression(x),'','eval')"},
	{"ast compile positions", "import ast\nk=dict(lineno=1,col_offset=0,end_lineno=1,end_col_offset=0)\nx=ast.Constant(1,**k)\nfor i in range(N): x=ast.UnaryOp(ast.USub(),x,**k)\ncompile(ast.Expression(x),'','eval')"},
	{"ast compile lists", "import ast\nk=dict(lineno=1,col_offset=0,end_lineno=1,end_col_offset=0)\nx=ast.Constant(1,**k)\nfor i in range(N): x=ast.List([x],ast.Load(),**k)\ncompile(ast.Expression(x),'','eval')"},
	{"ast compile constant", "import ast\nk=dict(lineno=1,col_offset=0,end_lineno=1,end_col_offset=0)\nt=()\nfor i in range(N): t=(t,)\ncompile(ast.Expression(ast.Constant(t,**k)),'','eval')"},
	{"ast stmts", "import ast\nk=dict(lineno=1,col_offset=0,end_lineno=1,end_col_offset=0)\nx=ast.Pass(**k)\nfor i in range(N): x=ast.If(ast.Constant(1,**k),[x],[],**k)\ncompile(ast.Module([x],[]),'','exec')"},
	{"ast repr", "import ast\nx=ast.Constant(1)\nfor i in range(N): x=ast.UnaryOp(ast.USub(),x)\nrepr(x)"},
	{"ast dump", "import ast\nx=ast.Constant(1)\nfor i in range(N): x=ast.UnaryOp(ast.USub(),x)\nast.dump(x)"},
	{"ast unparse", "import ast\nx=ast.Constant(1)\nfor i in range(N): x=ast.UnaryOp(ast.USub(),x)\nast.unparse(x)"},
	{"ast compare", "import ast\ndef mk():\n  x=ast.Constant(1)\n  for i in range(N): x=ast.UnaryOp(ast.USub(),x)\n  return x\nast.compare(mk(),mk())"},
	{"exec exec", "s='exec(s)'\nexec(s)"},
	{"eval eval", "s='eval(s)'\neval(s)"},
	{"import self", "import sys\nclass F:\n  def find_spec(s,n,*a): __import__(n+'x')\nsys.meta_path.insert(0,F())\nimport zzz"},
	{"regex parens", "import re\nre.compile('('*N+')'*N)"},
	{"regex groups", "import re\nre.compile('(?:'*N+')'*N)"},
	{"regex match deep", "import re\nre.match('(?:a|b)*c','ab'*N)"},
	{"regex match nested", "import re\nre.match('('*90+'a'+')*'*90,'a'*N)"},
	{"regex lazy", "import re\nre.match('(?:a|ab)*?$','ab'*N)"},
	{"regex backref", "import re\nre.match('(a)(?:\\\\1)*b','a'*N)"},
	{"regex sub fn", "import re\ndef f(m): return re.sub('a',f,'a')\nf(0)"},
	{"regex lookahead", "import re\nre.compile('(?=a'*N+')'*N)"},
	{"format nested", "('{'*N).format(1)"},
	{"format spec nested", "('{:'*N+'}'*N).format(1)"},
	{"format attrs", "('{0'+'.a'*N+'}').format(1)"},
	{"format index", "('{0'+'[0]'*N+'}').format([])"},
	{"percent", "('%('*N+')s'*N)%{}"},
	{"exception causes", "e=ValueError()\nfor i in range(N):\n  n=ValueError(); n.__cause__=e; e=n\nraise e"},
	{"exception contexts", "e=ValueError()\nfor i in range(N):\n  n=ValueError(); n.__context__=e; e=n\nraise e"},
	{"exception groups", "e=ValueError()\nfor i in range(N): e=ExceptionGroup('a',[e])\nraise e"},
	{"exception group split", "e=ValueError()\nfor i in range(N): e=ExceptionGroup('a',[e])\ne.split(TypeError)"},
	{"exception group repr", "e=ValueError()\nfor i in range(N): e=ExceptionGroup('a',[e])\nrepr(e)"},
	{"except star deep", "e=ValueError()\nfor i in range(N): e=ExceptionGroup('a',[e])\ntry: raise e\nexcept* TypeError: pass"},
	{"traceback format", "import traceback\ne=ValueError()\nfor i in range(2000):\n  n=ValueError(); n.__cause__=e; e=n\ntraceback.format_exception(e)"},
	{"context cycle", "a=ValueError();b=ValueError()\na.__context__=b;b.__context__=a\ntry: raise a\nexcept ValueError: raise b"},
	{"recursion", "def f(): f()\nf()"},
	{"recursion except", "def f():\n  try: f()\n  except RecursionError: f()\nimport sys; sys.setrecursionlimit(500)\nf()"},
	{"recursion natives", "def f(x): list(map(f,[x]))\nf(1)"},
	{"recursion sorted", "def f(x): sorted([1],key=f)\nf(1)"},
	{"recursion max", "def f(x): return max([1],key=f)\nf(1)"},
	{"recursion reduce", "import functools\ndef f(a,b): return functools.reduce(f,[1,2])\nf(1,2)"},
	{"recursion lru", "import functools\n@functools.lru_cache(None)\ndef f(a): return f(a+1)\nf(1)"},
	{"recursion partial", "import functools\ndef f(a): return p(a)\np=functools.partial(f)\nf(1)"},
	{"recursion cmp", "import functools\ndef c(a,b): return sorted([1,2],key=functools.cmp_to_key(c))\nc(1,2)"},
	{"recursion getattr", "class A:\n  def __getattr__(s,n): return hasattr(s,n+'a')\nA().x"},
	{"recursion call native", "def f(*a): return print(*map(f,[1]))\nf()"},
	{"recursion json", "import json\ndef f(o): return json.dumps(o,default=f)\nf(object())"},
	{"recursion callbacks", "import weakref\nclass A: pass\ndef f(r):\n  a=A(); weakref.ref(a,f); del a\n  import gc; gc.collect()\nf(0)"},
	{"recursion contextvars", "import contextvars\ndef f(): contextvars.copy_context().run(f)\nf()"},
	{"recursion import", "import builtins\ndef f(*a): return __import__('x')\nbuiltins.__import__=f\nimport x"},
	{"recursion trace", "import sys\ndef f(*a): sys.audit('x')\ntry: sys.addaudithook(f)\nexcept Exception: pass\nsys.audit('x')"},
	{"recursion codec", "import codecs\ndef f(e): return ('é'.encode('ascii','zz'),1)\ncodecs.register_error('zz',f)\n'é'.encode('ascii','zz')"},
	{"recursion codec search", "import codecs\ndef f(e): return codecs.lookup(e+'a')\ncodecs.register(f)\n'é'.encode('qqq')"},
	{"recursion write", "import sys\nclass W:\n  def write(s,x): print(x)\n  def flush(s): pass\nsys.stdout=W()\nprint(1)"},
	{"recursion excepthook", "import sys\ndef f(*a): raise ValueError\nsys.excepthook=f\nraise ValueError"},
	{"recursion unraisable", "import sys,gc\nclass A:\n  def __del__(s): raise ValueError\ndef f(*a):\n  A(); gc.collect(); raise ValueError\nsys.unraisablehook=f\nA(); gc.collect()"},
	{"recursion warnings", "import warnings\ndef f(*a,**k): warnings.warn('x')\nwarnings.showwarning=f\nwarnings.simplefilter('always')\nwarnings.warn('x')"},
	{"str subclass join", "class S(str):\n  def __str__(s): return ''.join([s,str(s)])\nstr(S('a'))"},
	{"memoryview nest", "m=memoryview(b'abc')\nfor i in range(N): m=memoryview(m)[0:3]\nm.tolist(); m==m; hash(m)"},
	{"mappingproxy get", "import types\nl={1:1}\nfor i in range(N): l=types.MappingProxyType(l)\nl[1]; len(l); list(l); l==l; 1 in l; l.copy()"},
	{"chainmap", "import collections\nl={}\nfor i in range(N): l=collections.ChainMap(l)\n1 in l"},
	{"defaultdict repr", "import collections\nl=0\nfor i in range(N): l=collections.defaultdict(None,{1:l})\nrepr(l)"},
	{"defaultdict factory", "import collections\nd=collections.defaultdict()\nd.default_factory=lambda: d[len(d)+1]\nd[0]"},
	{"ordereddict repr", "import collections\nl=0\nfor i in range(N): l=collections.OrderedDict({1:l})\nrepr(l)"},
	{"ordereddict eq", "import collections\ndef mk():\n  l=0\n  for i in range(N): l=collections.OrderedDict({1:l})\n  return l\nmk()==mk()"},
	{"property nest", "p=property(lambda s:1)\nfor i in range(N): p=property(p.__get__)\nclass A: x=p\nA().x"},
	{"staticmethod nest", "p=abs\nfor i in range(N): p=staticmethod(p)\np(1)"},
	{"classmethod nest", "p=abs\nfor i in range(N): p=classmethod(p)\nclass A: x=p\nA.x\nrepr(p)\np.__isabstractmethod__"},
	{"staticmethod repr", "p=abs\nfor i in range(N): p=staticmethod(p)\nrepr(p)\np.__isabstractmethod__"},
	{"wrapped", "import inspect\ndef f(): pass\nfor i in range(2000):\n  def g(): pass\n  g.__wrapped__=f; f=g\ninspect.signature(f)"},
	{"weakproxy", "import weakref\nclass A: pass\na=A()\nl=[]\np=a\nfor i in range(1000):\n  p=weakref.proxy(a); l.append(p)\nrepr(p); p==p"},
	{"closures", "f=lambda: 1\nfor i in range(N): f=(lambda f: lambda: f())(f)\nf()"},
	{"nested lists gc", "import gc\nl=[]\nfor i in range(N): l=[l]\ngc.collect(); gc.get_objects(); gc.get_referrers(l)"},
	{"generator chain del", "def g(x):\n  yield x\nl=None\nfor i in range(N): l=g(l)\ndel l"},
	{"operator attrgetter", "import operator\noperator.attrgetter('a'+'.a'*N)(1)"},
	{"operator methodcaller", "import operator\nf=operator.methodcaller('f')\nclass A:\n  def f(s): return f(s)\nf(A())"},
	{"struct_seq", "import time\nl=0\nfor i in range(N): l=time.struct_time((l,)*9)\nrepr(l)"},
	{"template", "l=0\nfor i in range(1000): l=t'{l}'\nrepr(l)"},
	{"typevar", "from typing import TypeVar\nl=int\nfor i in range(N): l=TypeVar('T',bound=l)\nrepr(l); repr(l.__bound__)"},
	{"string formatter", "import string\nstring.Formatter().format('{0:{0:{0:{0}}}}',1)"},
	{"functools total", "import functools\n@functools.total_ordering\nclass A:\n  def __lt__(s,o): return s>=o\nA()<A()"},
	{"abc", "import abc\nclass A(abc.ABC):\n  @classmethod\n  def __subclasshook__(c,o): return issubclass(o,c)\nissubclass(int,A)"},
	{"abc register cycle", "import abc\ncs=[abc.ABCMeta('C',(),{}) for i in range(500)]\nfor a,b in zip(cs,cs[1:]): a.register(b)\nissubclass(int,cs[0])"},
	{"symtable", "import symtable\nsymtable.symtable('lambda:'*N+'1','','eval')"},
	{"tokenize", "import tokenize,io\nlist(tokenize.generate_tokens(io.StringIO('('*N).readline))"},
	{"dict key eq", "class A:\n  def __hash__(s): return 1\n  def __eq__(s,o): return {A():1}.get(A())\n{A():1}.get(A())"},
	{"set nested eq", "class A:\n  def __hash__(s): return 1\n  def __eq__(s,o): return {A()}=={A()}\n{A()}=={A()}"},
	{"list index eq", "class A:\n  def __eq__(s,o): return [A()].index(A())\n[A()].index(A())"},
	{"heap lt", "import heapq\nclass A:\n  def __lt__(s,o): heapq.heapify([A(),A()])\nheapq.heapify([A(),A()])"},
	{"bisect lt", "import bisect\nclass A:\n  def __lt__(s,o): bisect.bisect([A()],A())\nbisect.bisect([A()],A())"},
	{"int str", "class A:\n  def __int__(s): return int(A())\nint(A())"},
	{"float", "class A:\n  def __float__(s): return float(A())\nfloat(A())"},
	{"round", "class A:\n  def __round__(s): return round(A())\nround(A())"},
	{"sum", "class A:\n  def __radd__(s,o): return sum([A()])\nsum([A()])"},
	{"bytes", "class A:\n  def __bytes__(s): return bytes(A())\nbytes(A())"},
	{"fspath", "import os\nclass A:\n  def __fspath__(s): return os.fspath(A())\nos.fspath(A())"},
	{"dir", "class A:\n  def __dir__(s): return dir(A())\ndir(A())"},
	{"length_hint", "import operator\nclass A:\n  def __length_hint__(s): return operator.length_hint(A())\noperator.length_hint(A())"},
	{"array repr", "import array\nclass A:\n  def __index__(s): return array.array('b',[A()])[0]\narray.array('b',[A()])"},
	{"descriptor get", "class D:\n  def __get__(s,o,t): return t.x\nclass A: x=D()\nA.x"},
	{"slots set", "class A:\n  def __setattr__(s,n,v): setattr(s,n,v)\nA().x=1"},
	{"del attr", "class A:\n  def __delattr__(s,n): delattr(s,n)\ndel A().x"},
	{"class_getitem", "class A:\n  def __class_getitem__(c,k): return c[k]\nA[1]"},
	{"mro entries", "class A:\n  def __mro_entries__(s,b): return type('B',(),{}).__bases__\n  def __prepare__(*a): return {}\nclass B(A()): pass"},
	{"prepare", "class M(type):\n  @classmethod\n  def __prepare__(m,n,b): return M.__prepare__(n,b)\nclass A(metaclass=M): pass"},
	{"mro", "class M(type):\n  def mro(c): return M('X',(),{}).__mro__\nM('A',(),{})"},
	{"reduce_ex", "import copy\nclass A:\n  def __reduce_ex__(s,p): return copy.copy(A())\ncopy.copy(A())"},
	{"threads nest", "import threading\ndef f(n):\n  if n: t=threading.Thread(target=f,args=(n-1,)); t.start(); t.join()\nf(200)"},
}

// nestingRun is how far a run of the programs goes.
type nestingRun struct {
	every  int // 1: all of them
	n      int
	limits []string // of sys.setrecursionlimit
	time   time.Duration
	stack  int // of Go, in bytes
}

var (
	quickNesting = nestingRun{every: 12, n: 20_000, limits: []string{"10**9"}, time: 100 * time.Millisecond, stack: 256 << 20}
	longNesting  = nestingRun{every: 1, n: 100_000, limits: []string{"1000", "10**9"}, time: time.Second, stack: 256 << 20}
)

// TestNesting runs some of them, and with VIVARIUM_LONG=1 all, deeper and at several recursion limits (some minutes), in
// processes with small Go stacks. A program that makes the stack overflow ends the process.
func TestNesting(t *testing.T) {
	run := quickNesting
	if os.Getenv("VIVARIUM_LONG") != "" {
		run = longNesting
	} else if testing.Short() {
		t.Skip("takes seconds")
	}
	if names := os.Getenv("VIVARIUM_NESTING"); names != "" {
		debug.SetMaxStack(run.stack)
		run.child(t, strings.Split(names, ","))
		return
	}
	var all []string
	for i := 0; i < len(deep); i += run.every {
		all = append(all, deep[i].name)
	}
	for names := range slices.Chunk(all, 32) {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestNesting$", "-test.v")
		cmd.Env = append(os.Environ(), "VIVARIUM_NESTING="+strings.Join(names, ","), "GOTRACEBACK=single")
		out, err := cmd.CombinedOutput()
		if err != nil {
			text := string(out)
			if i := strings.Index(text, "goroutine stack exceeds"); i >= 0 {
				text = text[max(0, i-300):min(len(text), i+3000)]
			}
			t.Errorf("%v: %v\n%s", names, err, text[max(0, len(text)-4000):])
		}
	}
}

func (r nestingRun) child(t *testing.T, names []string) {
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[n] = true
	}
	for _, c := range deep {
		if !wanted[c.name] {
			continue
		}
		for _, limit := range r.limits {
			t.Log(c.name, limit)
			began := time.Now()
			s := newSandbox(t, policy.Limits{Time: r.time, Memory: 512 << 20})
			err := s.run(fmt.Sprintf("import sys\nsys.setrecursionlimit(%s)\nN=%d\n%s", limit, r.n, c.src))
			if err == nil {
				err = s.Do(func(t *core.Thread) error { return nil })
			} else if !errors.Is(err, &core.Kill{}) {
				_ = s.Do(func(t *core.Thread) error {
					r := s.BeginRun(core.RunLimits{})
					defer r.End()
					t.ExitStatus(err)
					return nil
				})
			}
			if ie := (*core.InternalError)(nil); errors.As(err, &ie) {
				t.Errorf("%s: %v\n%s", c.name, ie, ie.Stack)
			}
			if errors.Is(err, &core.Kill{Limit: "internal error"}) {
				t.Errorf("%s: %v", c.name, err)
			}
			s.close(t)
			t.Log(time.Since(began))
		}
	}
}

// TestNestingWithinMemory raises the recursion limit in interpreters of little memory, and measures that while repr is deepest:
// it ends in RecursionError whenever the memory is looked at.
func TestNestingWithinMemory(t *testing.T) {
	for _, mb := range []int64{8, 64} {
		s := newSandbox(t, policy.Limits{Memory: mb << 20})
		stop := make(chan struct{})
		go func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(100 * time.Microsecond):
					s.Look()
				}
			}
		}()
		err := s.run("import sys; sys.setrecursionlimit(10**9); a=[]\nfor i in range(30000): a=[a]\n" +
			"class A:\n  def __repr__(s): return f'{s!r}'\n" +
			"for x in a, A():\n  try: repr(x)\n  except RecursionError: print('fine')\n")
		close(stop)
		if out := strings.Fields(s.out.String()); err != nil || len(out) == 0 || out[len(out)-1] != "fine" {
			t.Errorf("%d MiB: %v\n%s", mb, err, s.out.String())
		}
		s.close(t)
	}
}
