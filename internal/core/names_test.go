package core

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
)

// Names that nothing uses any more do not stay in the table.
func TestInternForgets(t *testing.T) {
	newTestThread(t)
	kept := Intern("a_name_that_is_used")
	for round := range 5 {
		for i := range 20_000 {
			Intern(fmt.Sprintf("a_name_of_round_%d_%d", round, i))
		}
		runtime.GC()
	}
	interns.mu.RLock()
	n := len(interns.late.m)
	interns.mu.RUnlock()
	if n > 60_000 {
		t.Errorf("%d names of 100,000 dropped ones are in the table", n)
	}
	if Intern("a_name_that_is_used") != kept {
		t.Error("a name in use was made again")
	}
	if p := Intern("__init__"); p != nInit {
		t.Error("one of the bootstrap's names was made again")
	}
	runtime.KeepAlive(kept)
}

// All who intern a text at once get one Str.
func TestInternConcurrent(t *testing.T) {
	newTestThread(t)
	const workers = 8
	var got [workers][]*Str
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 2000 {
				got[w] = append(got[w], Intern(fmt.Sprintf("concurrent_%d", i)))
			}
		}()
	}
	wg.Wait()
	for w := range workers {
		for i, p := range got[w] {
			if p != got[0][i] {
				t.Fatalf("two Strs for %q", p.s)
			}
		}
	}
}
