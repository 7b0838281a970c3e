# expect: time
sum([[1]] * 200_000, [])
