package limits

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// hungry are programs that take more memory than they may have; each must be killed for it, or get a MemoryError that it
// prints as "refused".
var hungry = []struct{ name, src, want string }{
	{"list append", "l=[]\nwhile 1: l.append(None)", "kill"},
	{"list of ints", "l=list(range(10**9))", "any"},
	{"nested lists", "l=[]\nwhile 1: l=[l]", "kill"},
	{"list of lists", "l=[]\nwhile 1: l.append([])", "kill"},
	{"list of tuples", "l=[]\nwhile 1: l.append((1,2,3))", "kill"},
	{"list of floats in tuples", "l=[]\nwhile 1: l.append((1.5,l))", "kill"},
	{"list of strings", "l=[]\nwhile 1: l.append(str(len(l))*10)", "kill"},
	{"list of large strings", "l=[]\nwhile 1: l.append('a'*1000000+str(len(l)))", "kill"},
	{"list of bytes", "l=[]\nwhile 1: l.append(bytes(1000))", "kill"},
	{"list of bytearrays", "l=[]\nwhile 1: l.append(bytearray(100000))", "kill"},
	{"list of instances", "class C:\n  def __init__(s): s.a=1; s.b=2\nl=[]\nwhile 1: l.append(C())", "kill"},
	{"many attributes", "class C: pass\nc=C()\ni=0\nwhile 1: setattr(c,'a%d'%i,i); i+=1", "kill"},
	{"slots", "class C: __slots__=('a','b','c')\nl=[]\nwhile 1: l.append(C())", "kill"},
	{"dict", "d={}\nwhile 1: d[len(d)]=1", "kill"},
	{"dict of dicts", "d={}\nwhile 1: d={1:d}", "kill"},
	{"dict str keys", "d={}\nwhile 1: d[str(len(d))]=1", "kill"},
	{"set", "s=set()\nwhile 1: s.add(len(s))", "kill"},
	{"frozensets", "l=[]\nwhile 1: l.append(frozenset([len(l)]))", "kill"},
	{"sets", "l=[]\nwhile 1: l.append({1,2,3})", "kill"},
	{"comprehension", "[[i] for i in range(10**9)]", "kill"},
	{"dict comprehension", "{i:i for i in range(10**9)}", "any"},
	{"set comprehension", "{i for i in range(10**9)}", "any"},
	{"str +=", "s=''\nwhile 1: s+='abcdefgh'", "any"},
	{"str double", "s='a'\nwhile 1: s+=s", "refused"},
	{"bytes double", "s=b'a'\nwhile 1: s+=s", "refused"},
	{"list double", "s=[1]\nwhile 1: s+=s", "refused"},
	{"tuple double", "s=(1,)\nwhile 1: s+=s", "refused"},
	{"list mul", "[0]*10**9", "refused"},
	{"str mul", "'a'*10**9", "refused"},
	{"bytes mul", "b'a'*10**9", "refused"},
	{"bytearray", "bytearray(10**9)", "refused"},
	{"bytes", "bytes(10**9)", "refused"},
	{"bytearray append", "b=bytearray()\nwhile 1: b.extend(b'abcdefgh')", "any"},
	{"int double", "a=3\nwhile 1: a=a*a", "any-slow"},
	{"int shift", "1<<(10**10)", "refused"},
	{"int pow", "7**(10**9)", "refused"},
	{"list of ints big", "l=[]\na=1<<5000\nwhile 1: l.append(a+len(l))", "kill"},
	{"str join", "','.join(['a'*1000]*10**6)", "refused"},
	{"str replace", "('a'*10**6).replace('a','b'*1000)", "refused"},
	{"str format", "'{:1000000000}'.format(1)", "refused"},
	{"percent", "'%1000000000d'%1", "refused"},
	{"fstring", "f'{1:1000000000}'", "refused"},
	{"center", "'a'.center(10**9)", "refused"},
	{"zfill", "'a'.zfill(10**9)", "refused"},
	{"expandtabs", "('\\t'*1000).expandtabs(10**7)", "refused"},
	{"translate", "('a'*10**6).translate({97:'b'*1000})", "refused"},
	{"encode", "('é'*2*10**7).encode('utf-32')", "any"},
	{"split", "('a,'*10**7).split(',')", "any"},
	{"splitlines", "('\\n'*2*10**7).splitlines()", "any"},
	{"list of str", "list('a'*3*10**7)", "any"},
	{"repr", "repr('\\x00'*3*10**7)", "refused"},
	{"re sub", "import re; re.sub('a','b'*1000,'a'*10**6)", "any"},
	{"re findall", "import re; re.findall('a','a'*10**7*3)", "any"},
	{"re groups", "import re; [m for m in re.finditer('a','a'*10**7)]", "any"},
	{"re compile", "import re; re.compile('a{1000}'*100000)", "any"},
	{"re cache", "import re\nl=[]\nwhile 1: l.append(re.compile('abc%d'%len(l)))", "any-slow"},
	{"json", "import json; json.dumps([0]*10**7*3)", "any"},
	{"json loads", "import json; json.loads('['+'[],'*10**7+'1]')", "any"},
	{"json nested", "import json\nl=[]\nfor i in range(40): l=[l,l]\njson.dumps(l)", "any"},
	{"repr shared", "l=[]\nfor i in range(40): l=[l,l]\nrepr(l)", "any-slow"},
	{"deque", "import collections\nd=collections.deque()\nwhile 1: d.append(1)", "kill"},
	{"deque mul", "import collections\ncollections.deque([1])*10**9", "refused"},
	{"defaultdict", "import collections\nd=collections.defaultdict(list)\ni=0\nwhile 1: d[i].append(i); i+=1", "kill"},
	{"OrderedDict", "import collections\nd=collections.OrderedDict()\nwhile 1: d[len(d)]=1", "kill"},
	{"Counter", "import collections\nd=collections.Counter(range(10**9))", "any"},
	{"array", "import array\na=array.array('d')\nwhile 1: a.append(1.0)", "any"},
	{"array mul", "import array\narray.array('d',[0])*10**9", "refused"},
	{"arrays", "import array\nl=[]\nwhile 1: l.append(array.array('d',[0])*1000)", "kill"},
	{"heap", "import heapq\nl=[]\nwhile 1: heapq.heappush(l,len(l))", "kill"},
	{"bytesio", "import io\nb=io.BytesIO()\nwhile 1: b.write(b'a'*1000)", "any"},
	{"bytesio seek", "import io\nb=io.BytesIO()\nb.seek(10**9); b.write(b'a')", "refused"},
	{"bytesios", "import io\nl=[]\nwhile 1: l.append(io.BytesIO(bytes(1000)))", "kill"},
	{"stringio", "import io\nb=io.StringIO()\nwhile 1: b.write('a'*1000)", "any"},
	{"stringio seek", "import io\nb=io.StringIO()\nb.seek(10**9); b.write('a')", "refused"},
	{"textiowrapper", "import io\nl=[]\nwhile 1: l.append(io.TextIOWrapper(io.BytesIO(bytes(100))))", "kill"},
	{"buffered", "import io\nl=[]\nwhile 1: l.append(io.BufferedReader(io.BytesIO(b'a'),100000)); l[-1].read(1)", "kill"},
	{"buffer size", "import io\nio.BufferedReader(io.BytesIO(b'a'),10**10).read(1)", "refused"},
	{"memoryview", "l=[]\nwhile 1: l.append(memoryview(bytes(1000)))", "kill"},
	{"memoryview tolist", "memoryview(bytes(3*10**7)).tolist()", "any"},
	{"generators", "def g():\n  a=[1]\n  yield\nl=[]\nwhile 1:\n  x=g(); next(x); l.append(x)", "kill"},
	{"coroutines", "async def g(): pass\nl=[]\nimport warnings; warnings.simplefilter('ignore')\nwhile 1: l.append(g())", "kill"},
	{"closures", "def f(x): return lambda: x\nl=[]\nwhile 1: l.append(f(len(l)))", "kill"},
	{"lambdas", "l=[]\nwhile 1: l.append(lambda: 0)", "kill"},
	{"classes", "l=[]\nwhile 1: l.append(type('C',(),{}))", "kill"},
	{"exec codes", "l=[]\nwhile 1: l.append(compile('x=%d'%len(l),'','exec'))", "any-slow"},
	{"exec functions", "l=[]\nwhile 1: exec('def f(): return %d\\nl.append(f); f()'%len(l))", "any-slow"},
	{"modules", "import types\nl=[]\nwhile 1: l.append(types.ModuleType('m'))", "kill"},
	{"exceptions", "l=[]\nwhile 1:\n  try: raise ValueError(1)\n  except ValueError as e: l.append(e)", "kill"},
	{"exception chain", "e=None\nwhile 1:\n  n=ValueError(); n.__cause__=e; e=n", "kill"},
	{"bound methods", "l=[]\nwhile 1: l.append(l.append)", "kill"},
	{"partials", "import functools\nl=[]\nwhile 1: l.append(functools.partial(print,1))", "kill"},
	{"partial chain", "import functools\nf=print\nwhile 1: f=functools.partial(f,1)", "any-slow"},
	{"lru_cache", "import functools\n@functools.lru_cache(None)\ndef f(x): return x\ni=0\nwhile 1: f(i); i+=1", "kill"},
	{"itertools tee", "import itertools\na,b=itertools.tee(itertools.count())\nfor x in a: pass", "kill"},
	{"itertools cycle", "import itertools\nfor x in itertools.cycle(range(10**9)): pass", "kill"},
	{"itertools product", "import itertools\nitertools.product(range(10**8))", "any"},
	{"itertools combinations", "import itertools\nitertools.combinations(range(10**8),2)", "any"},
	{"itertools chain", "import itertools\nc=iter(())\nwhile 1: c=itertools.chain(c,())", "kill"},
	{"batched", "import itertools\nnext(itertools.batched(itertools.count(),10**9))", "any"},
	{"iterators", "l=[]\nwhile 1: l.append(iter(l))", "kill"},
	{"slices", "l=[]\nwhile 1: l.append(slice(1,2,3))", "kill"},
	{"ranges", "l=[]\nwhile 1: l.append(range(len(l)))", "kill"},
	{"complex", "l=[]\nwhile 1: l.append(complex(1,2))", "kill"},
	{"weakrefs", "import weakref\nclass C: pass\nl=[]\nwhile 1:\n  c=C(); l.append((c,weakref.ref(c)))", "kill"},
	{"weak values", "import weakref\nclass C: pass\nd=weakref.WeakValueDictionary(); l=[]\nwhile 1:\n  c=C(); l.append(c); d[len(l)]=c", "kill"},
	{"locks", "import threading\nl=[]\nwhile 1: l.append(threading.Lock())", "kill"},
	{"contextvars", "import contextvars\nl=[]\nwhile 1: l.append(contextvars.ContextVar('x'))", "kill"},
	{"contexts", "import contextvars\nl=[]\nwhile 1: l.append(contextvars.copy_context())", "kill"},
	{"intern", "import sys\nl=[]\nwhile 1: l.append(sys.intern('a%d'%len(l)))", "any-slow"},
	{"struct", "import struct\nstruct.pack('1000000000x')", "refused"},
	{"structs", "import struct\nl=[]\nwhile 1: l.append(struct.Struct('%dI'%(len(l)%1000+1)))", "any-slow"},
	{"unpack", "import struct\nstruct.unpack('30000000B',bytes(3*10**7))", "any"},
	{"randbytes", "import random\nrandom.randbytes(10**9)", "refused"},
	{"getrandbits", "import random\nrandom.getrandbits(10**10)", "refused"},
	{"urandom", "import os\nos.urandom(10**9)", "refused"},
	{"factorial", "import math\nmath.factorial(10**8)", "any"},
	{"str of int", "import sys\nsys.set_int_max_str_digits(0)\nstr(1<<(3*10**8))", "any"},
	{"recursion", "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()", "any"},
	{"recursion locals", "import sys\nsys.setrecursionlimit(10**9)\ndef f(n):\n  l=[0]*1000\n  f(n+1)\nf(0)", "any"},
	{"threads", "import threading\nl=threading.Lock(); l.acquire()\nwhile 1: threading.Thread(target=l.acquire,daemon=True).start()", "any"},
	{"queue", "import queue\nq=queue.SimpleQueue()\nwhile 1: q.put('a'*1000+'b')", "kill"},
	{"globals", "i=0\nwhile 1: globals()['x%d'%i]=i; i+=1", "kill"},
	{"ast", "import ast\nast.parse('x=1\\n'*10**6)", "any"},
	{"compile", "compile('x=1\\n'*10**6,'','exec')", "any"},
	{"compile list", "compile('['+'1,'*10**6+']','','eval')", "any"},
	{"constant fold", "compile('\"a\"*10**9','','eval')\neval('\"a\"*10**9')", "refused"},
	{"pickle", "import pickle\npickle.dumps([0.5]*10**7)", "any"},
	{"deepcopy", "import copy\nl=[[0]*100]*10**4\ncopy.deepcopy([list(x) for x in l])\nwhile 1: l=[l,copy.deepcopy([list(x) for x in l])]", "any"},
	{"marshal", "import marshal\ntry: marshal.loads(b'\\xdb\\xff\\xff\\xff\\x7f')\nexcept EOFError: print('fine')", "fine"},
	{"union types", "t=int\nl=[]\nwhile 1: l.append(list[len(l)])", "kill"},
	// caches, registries, buffers and scratch of all kinds
	{"source string", "l=[]\nwhile 1: l.append(compile('x=\"'+'a'*1000000+str(len(l))+'\"','f','exec'))", "any"},
	{"source dict", "s='{'+','.join('%d:%d'%(i,i) for i in range(1000000))+'}'\neval(s)", "any"},
	{"source funcs", "s='def f(): pass\\n'*1000000\ncompile(s,'f','exec')", "any"},
	{"source lambda", "s='x=['+'lambda:0,'*1000000+']'\ncompile(s,'f','exec')", "any"},
	{"source fstr", "s='f\"'+'{a}'*3000000+'\"'\ncompile(s,'f','exec')", "any"},
	{"json indent", "import json\njson.dumps([[[]]]*100000,indent=1000)", "any"},
	{"json indent2", "import json\nl=[]\nfor i in range(900): l=[l]\njson.dumps([l]*100,indent=10000)", "any"},
	{"json sep", "import json\njson.dumps([1]*100000,separators=('a'*100000,':'))", "any"},
	{"json key", "import json\njson.dumps({'a'*10000000:['b'*10000000]*100})", "any"},
	{"json dict", "import json\njson.loads('{'+','.join('\"%d\":{}'%i for i in range(2000000))+'}')", "any"},
	{"json esc", "import json\njson.loads('\"'+'\\\\u0041'*8000000+'\"')", "any"},
	{"re sub fn", "import re\nre.sub('a',lambda m:'b'*1000,'a'*1000000)", "any"},
	{"re sub tmpl", "import re\nre.sub('(a+)','\\\\1'*1000,'a'*1000000)", "any"},
	{"re split", "import re\nre.split('(a)(b)?','a'*10000000)", "any"},
	{"re alt", "import re\nre.compile('|'.join('a%d'%i for i in range(500000)))", "any"},
	{"re class", "import re\nre.compile('['+''.join(chr(i) for i in range(0x100,0xd000,2))*100+']')", "any"},
	{"re scanner", "import re\nl=[]\np=re.compile('a')\nwhile 1: l.append(p.finditer('a'*100000+str(len(l))))", "any"},
	{"tb deep", "def f(n):\n  if n: f(n-1)\n  else: raise ValueError\nl=[]\nwhile 1:\n  try: f(500)\n  except ValueError as e: l.append(e.__traceback__)", "any-slow"},
	{"gens locals", "def g():\n  a=b'a'*100000\n  b=len(a)\n  yield a\nl=[]\nwhile 1:\n  x=g(); next(x); l.append(x)", "any"},
	{"gen args", "def g(*a): yield a\nl=[]\nwhile 1: l.append(g(*range(10000)))", "any"},
	{"closure chain", "f=lambda:0\ndef mk(g,x): return lambda: (g,x)\nwhile 1: f=mk(f,b'a'*1000)", "any-slow"},
	{"weakkey", "import weakref\nclass C: pass\nd=weakref.WeakKeyDictionary();l=[]\nwhile 1:\n  c=C(); l.append(c); d[c]=len(l)", "any"},
	{"weakset", "import weakref\nclass C: pass\nd=weakref.WeakSet();l=[]\nwhile 1:\n  c=C(); l.append(c); d.add(c)", "any"},
	{"finalize", "import weakref\nclass C: pass\nl=[]\nwhile 1:\n  c=C(); l.append(c); weakref.finalize(c,print)", "any-slow"},
	{"classes attrs", "l=[]\nwhile 1: l.append(type('C',(),{'a%d'%i:i for i in range(100)}))", "any-slow"},
	{"classes sub", "class B: pass\nl=[]\nwhile 1: l.append(type('C',(B,),{'__slots__':('a','b')}))", "any"},
	{"class shapes", "l=[]\nwhile 1:\n  class C: pass\n  c=C()\n  for i in range(50): setattr(c,'x%d'%i,i)\n  l.append(c)", "any-slow"},
	{"shape tree", "class C: pass\nimport random\nwhile 1:\n  c=C()\n  for i in range(30): setattr(c,'a%d'%random.randrange(100000),1)", "any-slow"},
	{"notes", "e=ValueError()\nwhile 1: e.add_note('a'*100)", "any"},
	{"exc group", "l=[ValueError()]\nwhile 1: l.append(ExceptionGroup('a',l[-1:]))", "any-slow"},
	{"exc group split", "e=ExceptionGroup('a',[ValueError(i) for i in range(100000)])\nl=[]\nwhile 1: l.append(e.split(ValueError))", "any"},
	{"import cache", "import sys,types\ni=0\nwhile 1: sys.modules['m%d'%i]=types.ModuleType('a'*1000); i+=1", "any"},
	{"path cache", "import sys\ni=0\nwhile 1: sys.path_importer_cache['a%d'%i+'b'*100]=None; i+=1", "any"},
	{"sys path", "import sys\nwhile 1: sys.path.append('a'*1000+str(len(sys.path)))", "any"},
	{"ctx chain", "import contextvars\nv=contextvars.ContextVar('v')\nl=[]\nwhile 1: l.append(v.set(len(l)))", "any"},
	{"ctx vars", "import contextvars\nl=[]\nwhile 1:\n  v=contextvars.ContextVar('v'); v.set(b'a'*1000); l.append(v)", "any-slow"},
	{"threads local", "import threading\nl=threading.local()\ni=0\nwhile 1: setattr(l,'a%d'%i,i); i+=1", "any-slow"},
	{"threads locals", "import threading\nl=[]\nwhile 1:\n  x=threading.local(); x.a=b'a'*100; l.append(x)", "any"},
	{"timers", "import threading\nl=[]\nwhile 1:\n  t=threading.Timer(1000,print); l.append(t)", "any-slow"},
	{"atexit", "import atexit\nwhile 1: atexit.register(print,'a'*100+'b')", "any-slow"},
	{"gc cb", "import gc\nwhile 1: gc.callbacks.append([1])", "any-slow"},
	{"audit", "import sys\nwhile 1: sys.addaudithook(lambda *a: None)", "any-slow"},
	{"codecs search", "import codecs\nwhile 1: codecs.register(lambda n: None)", "any-slow"},
	{"copyreg", "import copy\nl=[]\nfor i in range(22): l=[l,l]\ncopy.deepcopy([list(range(100)) for i in range(100000)])", "any"},
	{"struct fmt", "import struct\nstruct.Struct('b'*10000000)", "any"},
	{"fmt args", "'{}'*10000000\n('{:100}'*1000000).format(*range(1000000))", "any"},
	{"fmt nested", "'{:{}}'.format('a',10**9)", "any"},
	{"fmt prec", "'%.*f'%(10**8,1.5)", "any"},
	{"fmt prec2", "format(1.5,'.100000000f')", "any"},
	{"fmt complex", "format(1+2j,'.100000000f')", "any"},
	{"split iter", "('a b '*5000000).split()", "any"},
	{"join gen", "''.join('a'*1000+str(i) for i in range(10**7))", "any"},
	{"bytes join", "b''.join([b'a'*10**6]*1000)", "any"},
	{"sort key", "sorted(range(3000000),key=lambda x:(x,x))", "any"},
	{"sort strs", "sorted(str(i) for i in range(10**7))", "any"},
	{"zip big", "list(zip(*[range(10**6)]*100))", "any"},
	{"zip args", "zip(*range(10**7))", "any"},
	{"star call", "def f(*a): return a\nl=[]\nwhile 1: l.append(f(*range(100000)))", "any"},
	{"star kw", "def f(**k): return k\nl=[]\nd={str(i):i for i in range(10000)}\nwhile 1: l.append(f(**d))", "any-slow"},
	{"star list", "[*range(10**8)]", "any"},
	{"star set", "{*range(10**8)}", "any"},
	{"unpack big", "a,*b=range(10**8)", "any"},
	{"slice assign", "l=[]\nwhile 1: l[0:0]=range(100000)", "any"},
	{"insert", "l=[]\nwhile 1: l.insert(0,None); l.extend(l)", "any"},
	{"set ops", "s=set(range(500000))\nl=[]\nwhile 1: l.append(s|{len(l)})", "any"},
	{"dict or", "s=dict.fromkeys(range(200000))\nl=[]\nwhile 1: l.append(s|{len(l):1})", "any"},
	{"dict views", "d=dict.fromkeys(range(1000000))\nlist(d.items())\nl=[]\nwhile 1: l.append(list(d.items()))", "any"},
	{"memview", "l=[]\nwhile 1: l.append(memoryview(bytearray(100000)).cast('I').tolist())", "any"},
	{"shake", "import hashlib\nhashlib.shake_128(b'').hexdigest(5*10**8)", "any"},
	{"scrypt", "import hashlib\nhashlib.scrypt(b'a',salt=b'b',n=2**17,r=8,p=1,maxmem=2**30)", "any"},
	{"pbkdf", "import hashlib\nhashlib.pbkdf2_hmac('sha256',b'',b'',1,10**8)", "any"},
	{"tee many", "import itertools\nl=list(itertools.tee(iter(range(10**8)),100))\nfor x in l[0]: pass", "any"},
	{"islice", "import itertools\nlist(itertools.islice(itertools.count(),10**9))", "any"},
	{"product2", "import itertools\nlist(itertools.product(range(1000),repeat=3))", "any"},
	{"accumulate", "import itertools\nlist(itertools.accumulate(itertools.repeat('a'*100)))", "any"},
	{"cache strs", "import functools\n@functools.cache\ndef f(x): return x*1000\ni=0\nwhile 1: f(str(i)); i+=1", "any"},
	{"cmp key", "import functools\nk=functools.cmp_to_key(lambda a,b:0)\nl=[]\nwhile 1: l.append(k(len(l)))", "any-slow"},
	{"abc cache", "import collections.abc\nl=[]\nwhile 1:\n  C=type('C',(),{}); isinstance(C(),collections.abc.Sized); l.append(C)", "any-slow"},
	{"namedtuple", "import collections\nl=[]\nwhile 1: l.append(collections.namedtuple('T','a b'))", "any-slow"},
	{"typing", "import typing\nl=[]\nwhile 1: l.append(typing.Union[int,type('C',(),{})])", "any-slow"},
	{"int str", "import sys\nsys.set_int_max_str_digits(0)\nint('7'*(3*10**7))", "any"},
	{"int bytes", "l=[]\nx=1<<(8*10**6)\nwhile 1: l.append(x.to_bytes(10**6+1,'big'))", "any"},
	{"int div", "x=(1<<(2*10**8))-1\ny=(1<<(10**8))-7\nx//y", "any"},
	{"int pow", "pow(3,10**8)", "any"},
	{"prio", "import queue\nq=queue.PriorityQueue()\ni=0\nwhile 1: q.put((i,'a'*100)); i+=1", "any-slow"},
	{"hash copy", "import hashlib\nh=hashlib.sha256()\nl=[]\nwhile 1: l.append(h.copy())", "any-slow"},
	{"random state", "import random\nl=[]\nwhile 1: l.append(random.getstate())", "any"},
	{"random sample", "import random\nrandom.sample(range(10**9),10**7)", "any"},
	{"choices", "import random\nrandom.choices([1],k=10**8)", "any-slow"},
	{"tokenize", "import tokenize,io\nlist(tokenize.generate_tokens(io.StringIO('x '*10000000).readline))", "any-slow"},
	{"ast big", "import ast\nast.parse('['+'a,'*3000000+']')", "any"},
	{"fold nested", "eval('(\"a\"*4000)*4000*4000')", "any"},
	{"fold shift", "l=[]\nwhile 1: l.append(eval('1<<%d'%(10000+len(l))))", "any"},
	{"fold tuple", "l=[]\nwhile 1: l.append(eval('(1,2,3)*80+(%d,)'%len(l)))", "any-slow"},
	{"source comments", "compile('#\\n'*20000000,'f','exec')", "any"},
	{"source lines", "compile('\\n'*30000000,'f','exec')", "any"},
	{"source names", "s='\\n'.join('x%d=%d'%(i,i) for i in range(1000000))\nexec(s)", "any"},
	{"source hex", "compile('x=0x'+'7'*30000000,'f','exec')", "any"},
	{"text noflush", "import io\nb=io.TextIOWrapper(io.BufferedWriter(io.BytesIO(),10**8))\nb._CHUNK_SIZE=10**9\nwhile 1: b.write('a'*100000)", "any"},
	{"text write", "import io\nb=io.TextIOWrapper(io.BytesIO())\nwhile 1: b.write('a'*100000)", "any"},
	{"stdout", "import sys\nsys.stdout.write('a'*50000000)", "any"},
	{"globals dict", "while 1: globals().update({str(i)+'x'*len(globals()):i for i in range(1000)})", "any"},
	{"iter sentinel", "l=[]\nwhile 1: l.append(iter(lambda: 0,1))", "any"},
	{"zip chain", "it=iter([0])\nwhile 1: it=zip(it)", "any"},
	{"chained", "import itertools\nit=iter([0])\nwhile 1: it=map(str,it)", "any-slow"},
	{"code cache", "i=0\nwhile i<20000:\n  compile('x%d=1'%i,'','exec'); i+=1\nprint('fine')", "fine"},
	{"exec cache", "i=0\nwhile i<10000:\n  exec('x%d=1'%i,{}); i+=1\nprint('fine')", "fine"},
	{"class drop", "i=0\nwhile i<10000:\n  type('C%d'%i,(),{})(); i+=1\nprint('fine')", "fine"},
	{"dict tomb", "d={}\ni=0\nwhile i<500000: d[i]=i; del d[i]; i+=1\nprint('fine')", "fine"},
	{"deque rot", "import collections\nd=collections.deque()\ni=0\nwhile i<500000: d.append(i); d.popleft(); i+=1\nprint('fine')", "fine"},
	{"list pop", "l=[]\ni=0\nwhile i<500000: l.append(i); l.pop(); i+=1\nprint('fine')", "fine"},
	{"bytearray fifo", "b=bytearray(1000)\ni=0\nwhile i<300000: b+=b'a'*100; del b[:100]; i+=1\nprint('fine')", "fine"},
	{"struct cache", "import struct\ni=0\nwhile i<300000: struct.calcsize('%ds'%i); i+=1\nprint('fine')", "fine"},
	{"eval fn", "i=0\nwhile i<10000:\n  eval('lambda: %d'%i)(); i+=1\nprint('fine')", "fine"},
	{"catching", "l=[]\nwhile 1:\n  try: l.append('a'*5000000+'b')\n  except MemoryError: pass", "any-slow"},
	{"catching small", "l=[]\nwhile 1:\n  try:\n    while 1: l.append([])\n  except MemoryError: pass", "kill"},
	{"garbage", "import time\ne=time.monotonic()+1\nwhile time.monotonic()<e: [0]*1000000\nprint('fine')", "fine"},
	{"garbage large", "import time\ne=time.monotonic()+1\nwhile time.monotonic()<e: bytes(30000000)\nprint('fine')", "fine"},
	{"garbage small", "import time\ne=time.monotonic()+1\nwhile time.monotonic()<e:\n  for i in range(1000): [[],{},(i,i)]\nprint('fine')", "fine"},
	{"garbage cycles", "import time\ne=time.monotonic()+1\nwhile time.monotonic()<e:\n  for i in range(1000):\n    l=[0]*100; l.append(l)\nprint('fine')", "fine"},
	{"large and garbage", "import time\nk=bytes(30000000)\ne=time.monotonic()+1\nwhile time.monotonic()<e: bytes(20000000)\nprint('fine')", "fine"},
	{"within", "l=[[] for i in range(200000)]\nprint('fine')", "fine"},
	{"handled", "try: 'a'*10**9\nexcept MemoryError: print('refused'); print('fine')", "fine"},
}

// peakRSS gives the most memory that the process had resident since the last resetPeak, 0 where that is not known.
func peakRSS() int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(b), "\n") {
		var kb int64
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kb); err == nil {
			return kb << 10
		}
	}
	return 0
}

func resetPeak() {
	runtime.GC()
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
}

// TestMemory runs each with 32 MiB, or 64 where it must fit: it ends as it must, and the process does not grow by much more than five
// times that.
func TestMemory(t *testing.T) {
	for _, c := range hungry {
		t.Run(c.name, func(t *testing.T) {
			resetPeak()
			before := peakRSS()
			memory := int64(32 << 20)
			if c.want == "fine" {
				memory = 64 << 20
			}
			// What is dropped and not collected yet is bounded as viv run does it: by a soft limit of the process.
			defer debug.SetMemoryLimit(debug.SetMemoryLimit(before + 3*memory))
			lim := policy.Limits{Memory: memory, Time: 5 * time.Minute} // it is over in a second or two, on a machine that has nothing else to do
			if c.want == "any-slow" {
				lim.CPU = 600 * time.Millisecond
			}
			s := newSandbox(t, lim)
			began := time.Now()
			err := s.run("try:\n" + "    exec(" + pyQuote(c.src) + ", {})\nexcept MemoryError:\n    print('refused')\n")
			took := time.Since(began)
			peak := peakRSS()
			if err != nil && strings.Contains(err.Error(), "No module named") {
				t.Skip(err)
			}
			got := strings.TrimSpace(s.out.String())
			switch {
			case errors.Is(err, &core.Kill{Limit: "memory"}):
				got = "kill"
			case errors.Is(err, &core.Kill{Limit: "cpu"}):
				got = "cpu"
			case err != nil:
				got = err.Error()
			}
			ok := got == c.want || (c.want == "kill" || c.want == "refused") && (got == "refused" || got == "kill") || c.want == "any" && (got == "kill" || got == "refused" || strings.HasPrefix(got, "RecursionError")) ||
				c.want == "any-slow" && (got == "kill" || got == "cpu" || got == "refused") || c.want == "fine" && got == "refused\nfine"
			if !ok {
				t.Errorf("got %q after %v, want %q", got, took, c.want)
			}
			if peak > 2*before+5*memory { // what earlier tests left is not this one's, nor the collector's slack for it
				t.Errorf("the process had %d MiB (%d before)", peak>>20, before>>20)
			}
			s.close(t)
			if testing.Verbose() {
				t.Logf("%s in %v, peak %d MiB", got, took.Round(time.Millisecond), peak>>20)
			}
		})
	}
}

// pyQuote is a Python literal of s.
func pyQuote(s string) string {
	r := strings.NewReplacer("\\", "\\\\", "'", "\\'", "\n", "\\n")
	return "'" + r.Replace(s) + "'"
}
