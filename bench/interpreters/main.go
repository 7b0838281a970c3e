// Command interpreters measures what interpreters cost under two Pythons in turn, each measure in a fresh process, and prints
// the best of several rounds side by side. It fails where viv misses a figure of promise.
//
//	go run ./bench/interpreters            # python3.13 against a fresh viv
//	go run ./bench/interpreters -n 5
//	go run ./bench/interpreters -n 1 -only alive,many_cycles -cycles 1000000
package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// measures are the functions of measures.py, in the order of the report.
var measures = []string{"life", "create", "cycles", "alive", "many_cycles", "execute", "call", "round_trip", "one_thread", "parallel", "channel"}

// promise is the figure that viv must reach: at most it, or at least it where more is better.
var promise = map[string]struct {
	value float64
	more  bool
}{
	"create, exec('pass'), close":                   {value: 60},
	"create":                                        {value: 25},
	"resident, each":                                {value: 32},
	"left behind by create and close":               {value: 1},
	"resident, each of many":                        {value: 32},
	"threads more after all cycles":                 {value: 8},
	"handles more after all cycles":                 {value: 4},
	"queue, there and back":                         {value: 30},
	"1 MiB put and got in one thread":               {value: 10},
	"two on two cores, against one after the other": {value: 1.8, more: true},
}

type result struct {
	value float64
	unit  string
}

func main() {
	rounds := flag.Int("n", 3, "rounds of each measure under each Python")
	python := flag.String("python", "python3.13", "the Python to compare with")
	viv := flag.String("viv", "", "the viv to measure; built afresh by default")
	alive := flag.Int("alive", 100_000, "interpreters alive at once")
	cycles := flag.Int("cycles", 20_000, "times that an interpreter is made, run and closed; a million takes minutes")
	only := flag.String("only", "", "the measures to take, separated by commas; all by default")
	flag.Parse()
	if *only != "" {
		measures = strings.Split(*only, ",")
	}
	os.Setenv("ALIVE", strconv.Itoa(*alive))
	os.Setenv("CYCLES", strconv.Itoa(*cycles))
	if err := run(*rounds, *python, *viv); err != nil {
		fmt.Fprintln(os.Stderr, "interpreters:", err)
		os.Exit(1)
	}
}

func run(rounds int, python, viv string) error {
	if viv == "" {
		dir, err := os.MkdirTemp("", "viv-bench")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		viv = filepath.Join(dir, "viv")
		if out, err := exec.Command("go", "build", "-o", viv, "./cmd/viv").CombinedOutput(); err != nil {
			return fmt.Errorf("building viv: %v\n%s", err, out)
		}
	}
	theirs, ours := map[string]result{}, map[string]result{}
	var order []string
	for range rounds {
		for _, m := range measures {
			if _, err := exec.LookPath(python); err == nil {
				if _, err := measure(python, m, theirs); err != nil {
					return err
				}
			}
			names, err := measure(viv, m, ours)
			if err != nil {
				return err
			}
			for _, n := range names {
				if !contains(order, n) {
					order = append(order, n)
				}
			}
		}
	}
	missed := 0
	fmt.Printf("%-46s %14s %14s %9s  %s\n", "", filepath.Base(python), "viv", "ratio", "promised")
	for _, n := range order {
		o, line := ours[n], ""
		if t, ok := theirs[n]; ok {
			ratio := t.value / max(o.value, 1e-9)
			if o.unit == "x" {
				ratio = o.value / t.value
			}
			line = fmt.Sprintf("%-46s %10.2f %-3s %10.2f %-3s %8.1fx", n, t.value, t.unit, o.value, o.unit, ratio)
		} else {
			line = fmt.Sprintf("%-46s %14s %10.2f %-3s %9s", n, "-", o.value, o.unit, "-")
		}
		if p, ok := promise[n]; ok {
			met := o.value <= p.value
			if p.more {
				met = o.value >= p.value
			}
			line += fmt.Sprintf("  %v %s", p.value, o.unit)
			if !met {
				line += "  MISSED"
				missed++
			}
		}
		fmt.Println(line)
	}
	if missed > 0 {
		return fmt.Errorf("%d figures missed", missed)
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// measure runs one function of measures.py and keeps the better of each value and what was there.
func measure(bin, name string, into map[string]result) ([]string, error) {
	cmd := exec.Command(bin, "bench/interpreters/measures.py", name)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s measures.py %s: %v\n%s", bin, name, err, stderr.String())
	}
	var names []string
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		f := strings.Split(s.Text(), "\t")
		if len(f) != 3 {
			continue
		}
		v, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return nil, err
		}
		old, ok := into[f[0]]
		more := f[2] == "x" || f[2] == "million"
		if !ok || (v < old.value) != more {
			into[f[0]] = result{v, f[2]}
		}
		names = append(names, f[0])
	}
	return names, nil
}
