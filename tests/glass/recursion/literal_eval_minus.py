# expect: memory | memory
import ast
print(ast.literal_eval("-"*100_000 + "1"))
