# Child processes by subprocess: run, Popen, pipes, errors and messages.
import os
import subprocess as s
import sys

print(s.run(["echo", "hi"], capture_output=True))
print(repr(s.check_output("echo a; echo b >&2", shell=True, text=True, stderr=s.STDOUT)))
print(s.run(["cat"], input="x\ny", text=True, capture_output=True))
print(len(s.run(["cat"], input=b"z" * 300_000, capture_output=True).stdout))
for call in (
    lambda: s.run(["no_such_program"]),
    lambda: s.run(["true"], cwd="/no/such/folder"),
    lambda: s.Popen(["/etc/passwd"]),
    lambda: s.run("exit 3", shell=True, check=True),
    lambda: s.run("kill -9 $$", shell=True, check=True),
    lambda: s.run(["x"], env={"a=b": "c"}),
    lambda: s.check_call("exit 2", shell=True),
    lambda: s.check_output("x", stdout=1),
    lambda: s.run("x", capture_output=True, stdout=1),
    lambda: s.run("x", input=b"", stdin=0),
    lambda: s.Popen("x", stdout=s.STDOUT),
    lambda: s.Popen("x", user=-1),
    lambda: s.Popen("x", user=1.5),
    lambda: s.Popen("x", group=-1),
    lambda: s.Popen("x", extra_groups="a"),
    lambda: s.Popen("x", text=True, universal_newlines=False),
    lambda: s.Popen("x", bufsize="y"),
    lambda: s.Popen("x", creationflags=1),
    lambda: s.Popen([]),
    lambda: s.Popen(5),
    lambda: s.Popen(["a\0b"]),
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)

child = s.Popen(["sh", "-c", "read x; echo got $x; echo err >&2; exit 5"], stdin=s.PIPE, stdout=s.PIPE, stderr=s.PIPE)
print(child.returncode, child.communicate(b"yo\n"), child, child.poll())
child.terminate()
with s.Popen(["cat"], stdin=s.PIPE, stdout=s.PIPE, text=True, bufsize=1) as cat:
    cat.stdin.write("line\n")
    print(cat.stdout.readline(), end="")
print(cat.returncode)

sleeper = s.Popen(["sleep", "60"])
try:
    sleeper.wait(timeout=0.05)
except s.TimeoutExpired as e:
    print(e, e.cmd, e.timeout)
sleeper.kill()
print(sleeper.wait())
try:
    s.run("echo early; exec sleep 60", shell=True, capture_output=True, timeout=1)
except s.TimeoutExpired as e:
    print(e.stdout, e.stderr)

reading, writing = os.pipe()
print(s.call(["sh", "-c", f"echo through >&{writing}"], pass_fds=[writing]))
os.close(writing)
print(os.read(reading, 100))
print(s.run(["sh", "-c", "echo $A $B; umask"], env={"A": "1"}, capture_output=True, umask=0o27).stdout)
print(s.run(["sh", "-c", "pwd"], cwd="/", capture_output=True, text=True).stdout)
print(s.getstatusoutput("echo x; exit 2"), s.getoutput("echo y"))
print(s.list2cmdline(["a b", 'c"d', "e\\", "f g\\", ""]))
print(s.Popen(["echo", "x" * 100], stdout=s.DEVNULL, stdin=s.DEVNULL), s.call("exit 4", shell=True))
for thing in s.Popen, s.run, s.CompletedProcess, s.TimeoutExpired:
    print(thing.__module__, thing.__qualname__, bool(thing.__doc__))
