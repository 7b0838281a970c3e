# expect: ok: 200001 | memory
print(len(eval("'a'" + "'b'"*200_000)))
