# compression: a package only; its modules are the compression modules under the names that 3.14 gives them (PEP 784). There is
# no compression.zstd: nothing here speaks that format.
