# expect: error: RecursionError | memory
import ast, copy
n = ast.Name("x", ast.Load())
for _ in range(100_000): n = ast.Attribute(n, "a", ast.Load())
copy.deepcopy(n)
