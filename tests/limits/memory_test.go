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
	{"repr shared", "l=[]\nfor i in range(40): l=[l,l]\nrepr(l)", "any"},
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
	{"intern", "import sys\nl=[]\nwhile 1: l.append(sys.intern('a%d'%len(l)))", "kill"},
	{"struct", "import struct\nstruct.pack('1000000000x')", "refused"},
	{"structs", "import struct\nl=[]\nwhile 1: l.append(struct.Struct('%dI'%(len(l)%1000+1)))", "kill"},
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

// TestMemory runs each with 64 MiB: it ends as it must, and the process does not grow by much more than 300 MiB.
func TestMemory(t *testing.T) {
	for _, c := range hungry {
		t.Run(c.name, func(t *testing.T) {
			resetPeak()
			before := peakRSS()
			s := newSandbox(t, policy.Limits{Memory: 64 << 20, Time: 8 * time.Second})
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
			case errors.Is(err, &core.Kill{Limit: "time"}):
				got = "time"
			case err != nil:
				got = err.Error()
			}
			ok := got == c.want || (c.want == "kill" || c.want == "refused") && (got == "refused" || got == "kill") || c.want == "any" && (got == "kill" || got == "refused" || strings.HasPrefix(got, "RecursionError")) ||
				c.want == "any-slow" && (got == "kill" || got == "time" || got == "refused") || c.want == "fine" && got == "refused\nfine"
			if !ok {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if peak > 2*before+300<<20 { // what earlier tests left is not this one's, nor the collector's slack for it
				t.Errorf("the process had %d MiB (%d before)", peak>>20, before>>20)
			}
			if took > 5*time.Second && got != "time" {
				t.Errorf("took %v", took)
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
