# expect: output
x = 'y' * 500_000
raise ValueError(x * 10)
