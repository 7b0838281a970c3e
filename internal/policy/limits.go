// Limits of an interpreter, how a child's are kept within its parent's, and how people write them.
package policy

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Limits bounds what an interpreter may use. A zero field is no limit.
type Limits struct {
	Time         time.Duration // wall time of a run
	Life         time.Duration // wall time of the whole life
	CPU          time.Duration // CPU time of the whole life
	RunCPU       time.Duration // CPU time of a run
	Memory       int64         // live bytes
	Output       int64         // bytes written to standard output and error
	Recursion    int           // depth of Python calls
	Threads      int
	Handles      int   // open files, sockets, pipes, folders
	Children     int   // child interpreters alive
	Instructions int64 // of the whole life: back-edges, calls and iterations of natives; deterministic with one thread
}

// Within returns l with every field no larger than parent's.
func (l Limits) Within(parent Limits) Limits {
	return Limits{
		Time:         least(l.Time, parent.Time),
		Life:         least(l.Life, parent.Life),
		CPU:          least(l.CPU, parent.CPU),
		RunCPU:       least(l.RunCPU, parent.RunCPU),
		Memory:       least(l.Memory, parent.Memory),
		Output:       least(l.Output, parent.Output),
		Recursion:    least(l.Recursion, parent.Recursion),
		Threads:      least(l.Threads, parent.Threads),
		Handles:      least(l.Handles, parent.Handles),
		Children:     least(l.Children, parent.Children),
		Instructions: least(l.Instructions, parent.Instructions),
	}
}

func least[T ~int | ~int64](a, b T) T {
	if a <= 0 {
		return b
	}
	if b <= 0 {
		return a
	}
	return min(a, b)
}

// Exceeded says that an interpreter went over one of its limits; it ends the run and no Python code may catch it.
type Exceeded struct {
	Resource string // "time", "cpu", "memory", "output", "recursion", "threads", "handles", "children", "instructions"
	Limit    int64  // in the resource's unit; nanoseconds for time and cpu
	Used     int64
}

// Error says which limit was exceeded and by how much.
func (e *Exceeded) Error() string {
	switch e.Resource {
	case "time", "cpu":
		return fmt.Sprintf("%s limit of %v exceeded (%v used)", e.Resource, time.Duration(e.Limit), time.Duration(e.Used).Round(time.Millisecond))
	case "memory", "output":
		return fmt.Sprintf("%s limit of %s exceeded (%s used)", e.Resource, FormatSize(e.Limit), FormatSize(e.Used))
	}
	return fmt.Sprintf("%s limit of %d exceeded (%d used)", e.Resource, e.Limit, e.Used)
}

// ParseSize reads a number of bytes: "65536", "64K", "64M", "1.5G", "64MiB". K, M, G and T are powers of 1024.
func ParseSize(s string) (int64, error) {
	bad := fmt.Errorf("invalid size: %s (write it as 65536, 64K, 64M or 1G)", Quote(s))
	t := strings.ToUpper(strings.TrimSpace(s))
	t = strings.TrimSuffix(strings.TrimSuffix(t, "B"), "I")
	shift := 0
	if t != "" {
		if i := strings.IndexByte("KMGT", t[len(t)-1]); i >= 0 {
			shift = 10 * (i + 1)
			t = strings.TrimSpace(t[:len(t)-1])
		} else if strings.ContainsAny(s, "iI") {
			return 0, bad
		}
	}
	if t == "" || strings.Trim(t, "0123456789.") != "" {
		return 0, bad
	}
	if n, err := strconv.ParseInt(t, 10, 64); err == nil {
		if n > math.MaxInt64>>shift {
			return 0, bad
		}
		return n << shift, nil
	}
	f, err := strconv.ParseFloat(t, 64)
	if f *= float64(int64(1) << shift); err != nil || f >= math.MaxInt64 {
		return 0, bad
	}
	return int64(f), nil
}

// FormatSize writes a number of bytes as ParseSize reads it, in the largest unit that keeps it whole or short.
func FormatSize(n int64) string {
	units := []string{"", "K", "M", "G", "T"}
	f, i := float64(n), 0
	for math.Abs(f) >= 1024 && i < len(units)-1 {
		f /= 1024
		i++
	}
	if i == 0 {
		return strconv.FormatInt(n, 10)
	}
	return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0") + units[i]
}

// ParseDuration reads a length of time: Go's form ("2s", "1m30s", "500ms") or a bare number of seconds ("2", "0.5").
func ParseDuration(s string) (time.Duration, error) {
	t := strings.TrimSpace(s)
	if f, err := strconv.ParseFloat(t, 64); err == nil {
		if d := f * float64(time.Second); d >= 0 && d < math.MaxInt64 {
			return time.Duration(d), nil
		}
	} else if d, err := time.ParseDuration(t); err == nil && d >= 0 {
		return d, nil
	}
	return 0, fmt.Errorf("invalid time: %s (write it as 2s, 500ms or 1m30s)", Quote(s))
}
