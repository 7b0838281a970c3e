# expect: error: ValueError: Exceeds the limit (4300 digits) for integer string conversion
int("9" * 10_000_000)
