# expect: error: SyntaxError | memory
s = "{1:" * 3000 + "}" * 3000
print(eval("f'" + s + "'"))
