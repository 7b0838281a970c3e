// Command viv runs Python programs, as python3 does.
package main

import (
	"github.com/vivarium-py/vivarium"
	"github.com/vivarium-py/vivarium/internal/command"
)

func main() {
	vivarium.WorkerMain() // viv serves as the worker process of programs that embed the runtime
	command.Main()
}
