# What code does in one interpreter is not seen in another, nor in the one that made both.
import os
import resource
import signal

import interpreters


def two(does, checks, name):
    """One interpreter does something; a sibling and this one look."""
    i, j = interpreters.create(), interpreters.create()
    i.exec(does)
    try:
        j.exec(checks)
        exec(checks, {})
    except Exception as e:
        raise AssertionError(name) from e
    i.close()
    j.close()


# (what, how to see that it is not here, name)
two("import os; os.environ['Q'] = '1'; os.putenv('QQ', '1')", "import os; assert 'Q' not in os.environ and os.getenv('QQ') is None", 'environment')
two("import builtins; builtins.len=lambda x: 99; builtins.evil=1","assert len([1])==1\nimport builtins; assert not hasattr(builtins,'evil')",'builtins')
two("import json; json.loads=None; json.dumps=3","import json; assert json.loads('1')==1",'json')
two("import sys; sys.modules.clear()","import sys; assert 'sys' in sys.modules",'modules')
two("import sys; sys.path.append('/evil'); sys.argv=['x']; sys.setrecursionlimit(77); sys.setswitchinterval(0.5)","import sys; assert '/evil' not in sys.path and sys.getrecursionlimit()!=77; assert sys.argv!=['x']; assert sys.getswitchinterval()!=0.5",'sys')
two("import os; os.chdir('/')","import os; assert os.getcwd()!='/'",'cwd')
two("import os; os.umask(0o53)","import os; u=os.umask(0o22); os.umask(u); assert u!=0o53, oct(u)",'umask')
two("import random; random.seed(1)","import random; a=random.random(); assert a!=0.13436424411240122",'random')
two("import warnings; warnings.simplefilter('error'); warnings.filters[:]=[]","import warnings; assert warnings.filters",'warnings')
two("import signal; signal.signal(signal.SIGUSR1, lambda *a:0)","import signal; assert signal.getsignal(signal.SIGUSR1)==signal.SIG_DFL",'signal')
two("import sys,io; sys.stdout=io.StringIO(); sys.stderr=None","import sys; assert not hasattr(sys.stdout,'getvalue') and sys.stderr is not None",'stdout')
two("import sys; sys.excepthook=1; sys.displayhook=2; sys.meta_path.clear(); sys.path_hooks.clear()","import sys; assert callable(sys.excepthook) and sys.meta_path",'hooks')
two("import collections.abc as c\nc.Sequence.register(int)","import collections.abc as c; assert not isinstance(3,c.Sequence)",'abc')
two("class A(int): pass","assert not [c for c in int.__subclasses__() if c.__name__=='A']",'subclasses')
two("import sys; sys.flags; sys.dont_write_bytecode=True; sys.tracebacklimit=0","import sys; assert not hasattr(sys,'tracebacklimit')",'tb')
two("import sys; sys.settrace(lambda *a: None); sys.setprofile(lambda *a: None)","import sys; assert sys.gettrace() is None and sys.getprofile() is None",'trace')
two("import gc; gc.disable(); gc.set_threshold(7)","import gc; assert gc.isenabled() and gc.get_threshold()[0]!=7",'gc')
two("import sys; sys.set_int_max_str_digits(640)","import sys; assert sys.get_int_max_str_digits()!=640",'maxdigits')
two("import time,os; os.environ['TZ']='Asia/Tokyo'; time.tzset()","import time; assert time.tzname[0]!='JST'",'tz')
two("import codecs; codecs.register_error('evil', lambda e:('',1)); codecs.register(lambda n: None)","import codecs\ntry: codecs.lookup_error('evil')\nexcept LookupError: pass\nelse: assert 0",'codecs')
two("import copyreg; copyreg.pickle(complex, lambda c: 1)","import copyreg; assert complex not in copyreg.dispatch_table or copyreg.dispatch_table[complex].__name__!='<lambda>'",'copyreg')
two("import sys; sys.intern('abcq'); import threading; threading.excepthook=1; threading.stack_size(65536)","import threading; assert callable(threading.excepthook); assert threading.stack_size()==0",'threading')
two("import sys; sys.addaudithook(lambda *a: (_ for _ in ()).throw(RuntimeError('x')) if a[0]=='zz' else None)","import sys; sys.audit('zz')",'audit')
two("import resource; n, m = resource.getrlimit(resource.RLIMIT_NOFILE)\ntry: resource.setrlimit(resource.RLIMIT_NOFILE, (n - 1, m))\nexcept ValueError: pass\nelse: assert 0",
    f"import resource; assert resource.getrlimit(resource.RLIMIT_NOFILE) == {resource.getrlimit(resource.RLIMIT_NOFILE)}", 'limits of the process')
two("import os\nfor f in (os.setsid, lambda: os.setpgid(0, 0), lambda: os.nice(1), lambda: os.kill(0, 15), lambda: os.killpg(os.getpgrp(), 15)):\n try: f()\n except PermissionError: pass\n else: assert 0",
    f"import os; assert os.getpgrp() == {os.getpgrp()} and os.nice(0) == {os.nice(0)}", 'the process')

for typ in "int", "list", "type", "object", "Exception", "type(lambda: 0)":
    i = interpreters.create()
    try:
        i.exec(f"{typ}.x = 1")
    except interpreters.ExecutionFailed as e:
        assert e.excinfo.type.__name__ == "TypeError", e
    else:
        raise AssertionError(typ)

# A descriptor is one interpreter's own.
q = interpreters.create_queue()
i = interpreters.create()
i.prepare_main(q=q)
i.exec("import os; made = *os.pipe(), os.open('/dev/null', 0); q.put(made)")
for fd in q.get():
    try:
        os.fstat(fd)
    except OSError as e:
        assert e.errno == 9
    else:
        raise AssertionError(f"descriptor {fd} of another")
i.close()

# Who ends himself ends nobody else.
for code, status in {
    "import os; os._exit(3)": 3,
    "import os; os.abort()": 134,
    "import os, signal; os.kill(os.getpid(), signal.SIGTERM)": 143,
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": 137,
    "import signal; signal.raise_signal(signal.SIGSEGV)": 139,
    "import os, threading; t = threading.Thread(target=os._exit, args=(4,)); t.start(); t.join()": 4,
}.items():
    i = interpreters.create()
    try:
        i.exec(code)
    except interpreters.InterpreterKilled as e:
        assert f"status {status}" in str(e), e
    else:
        raise AssertionError(code)
    i.close()
i = interpreters.create()
i.exec("import os, signal; os.kill(os.getpid(), signal.SIGCHLD); os.kill(os.getpid(), 0)")
i.exec("got = []; signal.signal(signal.SIGUSR1, lambda *a: got.append(a[0])); os.kill(os.getpid(), signal.SIGUSR1); assert got == [10]")
try:
    i.exec("signal.raise_signal(signal.SIGSTOP)")
except interpreters.ExecutionFailed as e:
    assert e.excinfo.type.__name__ == "PermissionError", e
i.close()

# os.fork is there to be refused, and what programs take to be beside it, asyncio among them.
i = interpreters.create()
i.exec("""
import os
try:
    os.fork()
except RuntimeError:
    pass
else:
    raise AssertionError
os.register_at_fork(before=len, after_in_child=len)
for wrong in {}, {"before": 1}:
    try:
        os.register_at_fork(**wrong)
    except TypeError:
        pass
    else:
        raise AssertionError(wrong)
""")
i.close()
print("ok")
