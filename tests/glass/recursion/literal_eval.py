# expect: error: SyntaxError | memory
import ast
print(ast.literal_eval("["*10_000 + "]"*10_000))
