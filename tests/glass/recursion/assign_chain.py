# expect: ok: 1 | memory
exec("a=" * 200_000 + "1\nprint(a)")
