# expect: ok: contained
# grant: children
import interpreters
i = interpreters.create(policy=interpreters.Policy.inherit())
try:
    i.exec("open('/etc/passwd')")
except interpreters.ExecutionFailed as e:
    print("contained" if "not granted" in str(e) else e)
