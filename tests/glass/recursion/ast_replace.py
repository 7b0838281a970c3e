# expect: ok: b | memory
import ast, copy
n = ast.Name("x", ast.Load())
for _ in range(100_000): n = ast.Attribute(n, "a", ast.Load())
m = copy.replace(n, attr='b'); print(m.attr)
