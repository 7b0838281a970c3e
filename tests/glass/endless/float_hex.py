# expect: error: OverflowError
while True: float.fromhex('0x' + 'f' * 1_000_000); float('1' * 1_000_000); complex('1' * 100_000 + 'j'); int('0x' + 'f' * 1_000_000, 16); (1 << 3_000_000).__str__ if 0 else hex(1 << 3_000_000)
