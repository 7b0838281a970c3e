# expect: error: RecursionError | memory
import ast
n = ast.Name("x", ast.Load())
for _ in range(100_000): n = ast.Attribute(n, "a", ast.Load())
print(len(ast.unparse(n)))
