// Command viv runs Python programs, as python3 does.
package main

import (
	"github.com/vivarium-py/vivarium/internal/command"
)

func main() { command.Main() }
