# expect: memory
import textwrap
textwrap.indent("a\n" * 100_000, "x" * 100_000)
