# expect: error: RecursionError | memory
import ast
k = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)
b = [ast.Pass(**k)]
for _ in range(50_000): b = [ast.ClassDef("f", [], [], b, [], [], **k)]
compile(ast.Module(b, []), "x", "exec")
