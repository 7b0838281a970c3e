package limits

import (
	"strings"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// uncatchable are programs that try to run something after a kill; none may write SURVIVED.
var uncatchable = []struct{ name, src string }{
	{"except", "try:\n  while 1: pass\nexcept BaseException: print('SURVIVED')"},
	{"bare except", "try:\n  while 1: pass\nexcept: print('SURVIVED')"},
	{"except star", "try:\n  while 1: pass\nexcept* BaseException: print('SURVIVED')"},
	{"finally", "try:\n  while 1: pass\nfinally: print('SURVIVED')"},
	{"else", "for i in iter(int,1): pass\nelse: print('SURVIVED')"},
	{"nested finally", "def f():\n  try:\n    while 1: pass\n  finally: print('SURVIVED')\ntry: f()\nfinally: print('SURVIVED')"},
	{"finally return", "def f():\n  try:\n    while 1: pass\n  finally: return print('SURVIVED')\nf()\nprint('SURVIVED')"},
	{"finally loop", "while 1:\n  try:\n    while 1: pass\n  finally:\n    print('SURVIVED')\n    continue"},
	{"with", "class C:\n  def __enter__(s): pass\n  def __exit__(s,*a): print('SURVIVED'); return True\nwith C():\n  while 1: pass"},
	{"with native", "class C:\n  def __enter__(s): pass\n  def __exit__(s,*a): print('SURVIVED'); return True\nwith C():\n  sum(range(10**18))"},
	{"suppress", "import contextlib\nwith contextlib.suppress(BaseException):\n  while 1: pass\nprint('SURVIVED')"},
	{"exitstack", "import contextlib\nwith contextlib.ExitStack() as s:\n  s.callback(print,'SURVIVED')\n  while 1: pass"},
	{"contextmanager", "import contextlib\n@contextlib.contextmanager\ndef c():\n  try: yield\n  finally: print('SURVIVED')\nwith c():\n  while 1: pass"},
	{"del", "class C:\n  def __del__(s): print('SURVIVED')\ndef f():\n  c=C()\n  while 1: pass\nf()"},
	{"del in handler", "import gc\nclass C:\n  def __del__(s): print('SURVIVED')\ndef f():\n  c=C()\n  c.c=c\n  while 1: pass\ntry: f()\nfinally: gc.collect()"},
	{"del loop", "class C:\n  def __del__(s):\n    global n\n    if n: print('SURVIVED')\nn=0\ntry:\n  while 1: C()\nfinally: n=1"},
	{"weakref callback", "import weakref\nclass C: pass\nc=C()\nw=weakref.ref(c,lambda r:print('SURVIVED'))\ndef f():\n  global c\n  while 1: pass\nf()"},
	{"weakref finalize", "import weakref\nclass C: pass\nc=C()\nweakref.finalize(c,print,'SURVIVED')\nwhile 1: pass"},
	{"atexit", "import atexit\natexit.register(print,'SURVIVED')\nwhile 1: pass"},
	{"excepthook", "import sys\nsys.excepthook=lambda *a:print('SURVIVED')\nwhile 1: pass"},
	{"unraisablehook", "import sys\nsys.unraisablehook=lambda *a:print('SURVIVED')\nclass C:\n  def __del__(s):\n    while 1: pass\nimport gc\nwhile 1:\n  C(); gc.collect()"},
	{"threading excepthook", "import threading\nthreading.excepthook=lambda *a:print('SURVIVED')\ndef f():\n  while 1: pass\nt=threading.Thread(target=f); t.start(); t.join()\nprint('SURVIVED')"},
	{"other thread", "import threading,time\ndef f():\n  try:\n    time.sleep(1000)\n  except BaseException: print('SURVIVED')\n  finally: print('SURVIVED')\nt=threading.Thread(target=f); t.start()\nwhile 1: pass"},
	{"waiting threads", "import threading\nl=threading.Lock(); l.acquire()\ndef f():\n  try: l.acquire()\n  finally: print('SURVIVED')\nfor i in range(5): threading.Thread(target=f).start()\nl.acquire()\nprint('SURVIVED')"},
	{"daemon thread", "import threading\ndef f():\n  while 1:\n    try:\n      while 1: pass\n    except: print('SURVIVED')\nthreading.Thread(target=f,daemon=True).start()\nwhile 1: pass"},
	{"thread starts", "import threading\ndef f():\n  try:\n    while 1: pass\n  finally: threading.Thread(target=print,args=('SURVIVED',)).start()\nf()"},
	{"settrace", "import sys\nseen=[]\ndef tr(f,e,a):\n  if e in('exception','return') and f.f_code.co_name=='loop': print('SURVIVED')\n  return tr\ndef loop():\n  while 1: pass\ntry: sys.settrace(tr)\nexcept NotImplementedError: pass\nloop()"},
	{"setprofile", "import sys\ndef tr(f,e,a):\n  if e=='return' and f.f_code.co_name=='loop': print('SURVIVED')\ntry: sys.setprofile(tr)\nexcept NotImplementedError: pass\ndef loop():\n  while 1: pass\nloop()"},
	{"generator close", "def g():\n  try: yield\n  finally: print('SURVIVED')\nx=g(); next(x)\nwhile 1: pass"},
	{"generator running", "def g():\n  try:\n    while 1: pass\n  except GeneratorExit: print('SURVIVED')\n  finally: print('SURVIVED')\n  yield\nfor i in g(): pass"},
	{"generator in loop", "def g():\n  try:\n    while 1: yield 1\n  finally: print('SURVIVED')\nfor i in g(): pass"},
	{"yield from", "def g():\n  while 1: yield 1\ndef h():\n  try: yield from g()\n  finally: print('SURVIVED')\nfor i in h(): pass"},
	{"generator throw", "def g():\n  try: yield\n  except ValueError:\n    try:\n      while 1: pass\n    finally: print('SURVIVED')\nx=g(); next(x)\ntry: x.throw(ValueError)\nfinally: print('SURVIVED')"},
	{"coroutine", "async def f():\n  try:\n    while 1: pass\n  finally: print('SURVIVED')\nc=f()\ntry: c.send(None)\nfinally: print('SURVIVED')"},
	{"async with", "class C:\n  async def __aenter__(s): pass\n  async def __aexit__(s,*a): print('SURVIVED'); return True\nasync def f():\n  async with C():\n    while 1: pass\nf().send(None)"},
	{"async generator", "async def g():\n  try:\n    while 1: yield 1\n  finally: print('SURVIVED')\nasync def f():\n  async for i in g(): pass\nf().send(None)"},
	{"signal", "import signal,os\ntry: signal.signal(signal.SIGTERM,lambda *a:print('SURVIVED'))\nexcept Exception: pass\ntry:\n  while 1: pass\nfinally: signal.raise_signal(signal.SIGTERM)"},
	{"getattr hook", "class C:\n  def __getattr__(s,n):\n    while 1: pass\nhasattr(C(),'x')\nprint('SURVIVED')"},
	{"getattr default", "class C:\n  def __getattr__(s,n):\n    while 1: pass\ngetattr(C(),'x',None)\nprint('SURVIVED')"},
	{"eq swallow", "class C:\n  def __eq__(s,o):\n    while 1: pass\n  __hash__=None\nC() in [1]\nprint('SURVIVED')"},
	{"repr swallow", "class C:\n  def __repr__(s):\n    while 1: pass\ntry: raise ValueError(C())\nexcept ValueError as e:\n  import traceback\n  traceback.format_exception(e)\nprint('SURVIVED')"},
	{"uncaught str", "class E(Exception):\n  def __str__(s):\n    try:\n      while 1: pass\n    finally: print('SURVIVED')\nstr(E())"},
	{"length hint", "class C:\n  def __length_hint__(s):\n    while 1: pass\n  def __iter__(s): return iter(())\nlist(C())\nprint('SURVIVED')"},
	{"set_name", "class D:\n  def __set_name__(s,o,n):\n    while 1: pass\ntry:\n  class C: d=D()\nfinally: print('SURVIVED')"},
	{"import", "import sys\nclass F:\n  def find_spec(s,*a):\n    while 1: pass\nsys.meta_path.insert(0,F())\ntry: import nothing_like_it\nfinally: print('SURVIVED')"},
	{"import fallback", "import sys,builtins\nclass F:\n  def find_spec(s,*a):\n    while 1: pass\nsys.meta_path.insert(0,F())\ntry: import nothing_like_it\nexcept ImportError: pass\nprint('SURVIVED')"},
	{"sort key", "try: sorted([1,2],key=lambda x: [0 for i in iter(int,1)])\nfinally: print('SURVIVED')"},
	{"sort lt", "class C:\n  def __lt__(s,o):\n    while 1: pass\nsorted([C(),C()])\nprint('SURVIVED')"},
	{"dict eq", "class C:\n  def __hash__(s): return 1\n  def __eq__(s,o):\n    while 1: pass\nd={C():1}\nd.get(C())\nprint('SURVIVED')"},
	{"print file", "class F:\n  def write(s,x):\n    while 1: pass\nimport sys\ntry: print('a',file=F())\nfinally: print('SURVIVED')"},
	{"stdout", "import sys\no=sys.stdout\nclass F:\n  def write(s,x): o.write('SURVIVED')\n  def flush(s): o.write('SURVIVED')\nsys.stdout=F()\nsys.stderr=F()\nwhile 1: pass"},
	{"displayhook", "import sys\ntry: sys.displayhook(type('C',(),{'__repr__':lambda s:[0 for i in iter(int,1)]})())\nfinally: print('SURVIVED')"},
	{"iter sentinel", "def f():\n  while 1: pass\ntry: next(iter(f,1))\nfinally: print('SURVIVED')"},
	{"map", "def f(x):\n  while 1: pass\nfor x in map(f,[1]): pass\nprint('SURVIVED')"},
	{"reduce", "import functools\ndef f(x,y):\n  while 1: pass\nfunctools.reduce(f,[1,2])\nprint('SURVIVED')"},
	{"re sub", "import re\ndef f(m):\n  while 1: pass\ntry: re.sub('a',f,'a')\nfinally: print('SURVIVED')"},
	{"json default", "import json\ndef f(m):\n  while 1: pass\ntry: json.dumps(f,default=f)\nfinally: print('SURVIVED')"},
	{"deepcopy", "import copy\nclass C:\n  def __deepcopy__(s,m):\n    while 1: pass\ntry: copy.deepcopy([C()])\nfinally: print('SURVIVED')"},
	{"abc hook", "import abc\nclass M(type):\n  def __instancecheck__(s,o):\n    while 1: pass\nclass C(metaclass=M): pass\nisinstance(1,C)\nprint('SURVIVED')"},
	{"subclasshook", "import collections.abc\nclass C(collections.abc.Sized):\n  @classmethod\n  def __subclasshook__(c,o):\n    while 1: pass\nissubclass(int,C)\nprint('SURVIVED')"},
	{"descriptor", "class D:\n  def __get__(s,o,t):\n    while 1: pass\nclass C: x=D()\nhasattr(C(),'x')\nprint('SURVIVED')"},
	{"slow native", "try: 3**(10**9)\nfinally: print('SURVIVED')"},
	{"sleep", "import time\ntry: time.sleep(100)\nexcept BaseException: print('SURVIVED')\nfinally: print('SURVIVED')"},
	{"queue", "import queue\ntry: queue.Queue().get()\nfinally: print('SURVIVED')"},
	{"condition", "import threading\nc=threading.Condition()\nwith c:\n  try: c.wait()\n  finally: print('SURVIVED')"},
	{"exec", "try: exec('while 1: pass')\nfinally: print('SURVIVED')"},
	{"eval class", "try: type('C',(),{'__init_subclass__':classmethod(lambda c:[0 for i in iter(int,1)])}).__init_subclass__()\nfinally: print('SURVIVED')"},
	{"os._exit", "import os,sys\ntry:\n  while 1: pass\nfinally:\n  print('SURVIVED')\n  os._exit(0)"},
	{"recursion", "import sys\nsys.setrecursionlimit(10**6)\ndef f():\n  try: f()\n  finally: f()\ntry: f()\nexcept RecursionError: pass\nwhile 1: pass\nprint('SURVIVED')"},
	{"faulthandler", "import faulthandler\ntry: faulthandler.enable()\nexcept Exception: pass\nwhile 1: pass"},
	{"audit hook", "import sys\nk=0\ndef h(*a):\n  if k: print('SURVIVED')\nsys.addaudithook(h)\nk=1\nwhile 1: pass"},
	{"codec error", "import codecs\ndef h(e):\n  while 1: pass\ncodecs.register_error('x',h)\ntry: 'é'.encode('ascii','x')\nfinally: print('SURVIVED')"},
	{"context run", "import contextvars\ndef f():\n  while 1: pass\ntry: contextvars.copy_context().run(f)\nfinally: print('SURVIVED')"},
	{"lru_cache", "import functools\n@functools.lru_cache\ndef f():\n  while 1: pass\ntry: f()\nfinally: print('SURVIVED')"},
	{"io destructor", "import io\nclass R(io.RawIOBase):\n  def writable(s): return True\n  def write(s,b): print('SURVIVED'); return len(b)\n  def close(s): print('SURVIVED')\nb=io.BufferedWriter(R()); b.write(b'x')\nwhile 1: pass"},
	{"groupby", "import itertools\ndef k(x):\n  while 1: pass\nfor a in itertools.groupby([1],k): pass\nprint('SURVIVED')"},
	{"warnings", "import warnings\ndef f(*a,**k):\n  while 1: pass\nwarnings.showwarning=f\nwarnings.warn('x')\nprint('SURVIVED')"},
	{"ast parse hook", "import ast\nclass V(ast.NodeVisitor):\n  def visit(s,n):\n    while 1: pass\nV().visit(ast.parse('1'))\nprint('SURVIVED')"},
	{"del of error", "class C:\n  def __del__(s):\n    try:\n      while 1: pass\n    finally: print('SURVIVED')\nimport gc\nC()\nwhile 1: gc.collect()"},
}

// TestUncatchable runs each under a short limit of time: nothing may run after the kill, at the end neither.
func TestUncatchable(t *testing.T) {
	for _, c := range uncatchable {
		t.Run(c.name, func(t *testing.T) {
			s := newSandbox(t, policy.Limits{Time: 60 * time.Millisecond})
			done := make(chan error, 1)
			go func() { done <- s.run(c.src) }()
			var err error
			select {
			case err = <-done:
			case <-time.After(hangs): // how soon a kill ends what runs is TestKillEndsNatives's
				t.Fatalf("still runs %v after its time", hangs)
			}
			if err != nil && strings.Contains(err.Error(), "No module named") {
				t.Skip(err)
			}
			k := wantKill(t, err, "time")
			if k != nil && (k.Max != int64(60*time.Millisecond) || k.Used < k.Max) {
				t.Errorf("%+v", k)
			}
			s.close(t)
			time.Sleep(5 * time.Millisecond)
			if strings.Contains(s.out.String(), "SURVIVED") {
				t.Errorf("ran on after the kill: %s", s.out.String())
			}
		})
	}
}
