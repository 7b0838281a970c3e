// Command bench runs every program of bench/programs under two Pythons in turn and prints how many times faster the
// second is than the first, by the minimum of several runs, and the geometric mean.
//
//	go run ./bench                       # python3.13 against a fresh viv
//	go run ./bench -n 5 -only nbody,fib
//	go run ./bench -limits               # viv without limits against viv with all of them: CPU time, what limits cost
package main

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

func main() {
	runs := flag.Int("n", 5, "runs of each program under each Python")
	python := flag.String("python", "python3.13", "the Python to compare with")
	viv := flag.String("viv", "", "the viv to measure; built afresh by default")
	only := flag.String("only", "", "comma-separated names of programs")
	dir := flag.String("dir", "bench/programs", "folder of the programs")
	limits := flag.Bool("limits", false, "compare viv without and with limits")
	flag.Parse()
	if err := bench(*runs, *python, *viv, *only, *dir, *limits); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// underLimits runs a program with every limit set, to values that no benchmark reaches.
var underLimits = []string{"run", "--allow-all", "--time=10m", "--cpu=10m", "--memory=1G", "--output=100M", "--recursion=1000", "--threads=100",
	"--handles=100", "--children=100", "--instructions=1000000000000"}

func bench(runs int, python, viv, only, dir string, limits bool) error {
	if !limits {
		var err error
		if python, err = executable(python); err != nil {
			return err
		}
	}
	if viv == "" {
		tmp, err := os.MkdirTemp("", "viv-bench")
		if err != nil {
			return err
		}
		defer os.RemoveAll(tmp)
		viv = filepath.Join(tmp, "viv")
		if out, err := exec.Command("go", "build", "-o", viv, "./cmd/viv").CombinedOutput(); err != nil {
			return fmt.Errorf("go build: %v\n%s", err, out)
		}
	}
	programs, err := filepath.Glob(filepath.Join(dir, "*.py"))
	if err != nil || len(programs) == 0 {
		return fmt.Errorf("no programs in %s", dir)
	}
	sort.Strings(programs)
	want := map[string]bool{}
	for _, n := range strings.Split(only, ",") {
		if n != "" {
			want[n] = true
		}
	}
	var logs float64
	var n int
	cmds, cost := [2][]string{{python}, {viv}}, func(wall, cpu time.Duration) time.Duration { return wall }
	names := [2]string{"python", "viv"}
	if limits { // the difference is small: CPU time says more than the clock of a machine with other work
		cmds, cost = [2][]string{{viv}, append([]string{viv}, underLimits...)}, func(wall, cpu time.Duration) time.Duration { return cpu }
		names = [2]string{"viv", "limits"}
	}
	fmt.Printf("%-16s %10s %10s %8s\n", "program", names[0], names[1], "times")
	for _, p := range programs {
		name := strings.TrimSuffix(filepath.Base(p), ".py")
		if len(want) > 0 && !want[name] {
			continue
		}
		best := [2]time.Duration{math.MaxInt64, math.MaxInt64}
		var outs [2][]byte
		failed := false
		for r := 0; r < runs && !failed; r++ {
			for i, cmd := range cmds {
				wall, cpu, out, err := once(append(cmd[:len(cmd):len(cmd)], p))
				if err != nil {
					fmt.Printf("%-16s %s: %v\n", name, names[i], err)
					failed = true
					break
				}
				best[i] = min(best[i], cost(wall, cpu))
				outs[i] = out
			}
		}
		if failed {
			continue
		}
		if !bytes.Equal(outs[0], outs[1]) {
			fmt.Printf("%-16s the outputs differ\n  %s\n  %s\n", name, bytes.TrimSpace(outs[0]), bytes.TrimSpace(outs[1]))
			continue
		}
		ratio := float64(best[0]) / float64(best[1])
		logs += math.Log(ratio)
		n++
		fmt.Printf("%-16s %8.0fms %8.0fms %7.2fx\n", name, ms(best[0]), ms(best[1]), ratio)
	}
	if n > 0 {
		fmt.Printf("%-16s %30.2fx over %d programs\n", "geometric mean", math.Exp(logs/float64(n)), n)
	}
	return nil
}

// executable is the interpreter that a command runs: a launcher in front of it, as version managers put there, can take
// longer than the programs measured.
func executable(python string) (string, error) {
	out, err := exec.Command(python, "-I", "-c", "import sys; print(sys.executable)").Output()
	if err != nil {
		return "", fmt.Errorf("%s does not run (%w); name another Python with -python", python, err)
	}
	return strings.TrimSpace(string(out)), nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// once runs a command and gives its wall time, its CPU time and its output.
func once(args []string) (wall, cpu time.Duration, out []byte, err error) {
	var text, errs bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = &text, &errs
	start := time.Now()
	err = cmd.Run()
	wall = time.Since(start)
	if err != nil {
		return 0, 0, nil, fmt.Errorf("%v: %s", err, bytes.TrimSpace(errs.Bytes()))
	}
	return wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), text.Bytes(), nil
}
