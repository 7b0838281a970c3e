# expect: error: ValueError | memory | time
import ast
print(ast.literal_eval("1" + "+1j"*100_000))
