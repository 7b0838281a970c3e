# expect: ok: True
# grant: children
import interpreters
L, P = interpreters.Limits, interpreters.Policy
n = 0
for k in ('time', 'cpu', 'memory', 'output', 'recursion', 'threads', 'handles'):
    for v in (0, -1, 2**63, 2**64, 2**200, float('inf'), float('nan'), -1.5, '1', None, True, [], 1e300, 5e-324, -2**63):
        try:
            i = interpreters.create(limits=L(**{k: v})); i.exec('x = 1'); i.close()
        except Exception as e: n += 1
for k in ('read', 'write', 'net', 'env', 'run', 'modules'):
    for v in (['*'], ['/'], '/', ['..'], ['\0'], [''], [5], None, True, ['/etc'], ['*:*'], [':'], ['a:b:c'], ['x' * 10**5]):
        try:
            i = interpreters.create(policy=P(**{k: v}))
            i.exec("import os\ntry: open('/etc/passwd'); print('OPENED')\nexcept OSError: pass\nif os.environ: print('ENV')")
            i.close()
        except Exception as e: n += 1
try:
    i = interpreters.create(policy=P.inherit()); i.exec("open('/etc/passwd')"); print('OPENED')
except interpreters.ExecutionFailed: pass
print(n > 30)
