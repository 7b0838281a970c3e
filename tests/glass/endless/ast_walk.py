# expect: time | memory
import ast
t = ast.parse('x')
t.body.append(t)
for n in ast.walk(t): pass
