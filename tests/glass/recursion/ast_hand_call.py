# expect: error: RecursionError | memory
import ast
n = ast.Name("x", ast.Load())
for _ in range(100_000): n = ast.Call(n, [], [])
compile(ast.fix_missing_locations(ast.Expression(n)), "x", "eval")
