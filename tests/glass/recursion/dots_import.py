# expect: error: ImportError | memory
exec("from " + "."*1_000_000 + " import x")
