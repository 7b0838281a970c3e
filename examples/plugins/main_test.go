package main

import (
	"context"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	var out strings.Builder
	if err := run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	want := `crashing:
  failed: IndexError: string index out of range, in initial, line 5
endless:
  was ended: it used up its time
good:
  good says: greeting Ada
  replied "Hallo, Ada!", 3 letters
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}
