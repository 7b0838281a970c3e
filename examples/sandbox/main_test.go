package main

import (
	"context"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	var out strings.Builder
	if err := run(context.Background(), &out, samples); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"ended well\n285\n",
		"was denied: [Errno 13] read access to '/etc/passwd' is not granted",
		"\"while True: pass\" was stopped: over its limit of cpu\n",
		"was stopped: over its limit of output\nspam",
		"ended itself\n",
		"failed: ZeroDivisionError: division by zero\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	if !strings.Contains(out.String(), "x += x\" failed: MemoryError") && !strings.Contains(out.String(), "x += x\" was stopped: over its limit of memory") {
		t.Errorf("the memory bomb:\n%s", out.String())
	}
}
