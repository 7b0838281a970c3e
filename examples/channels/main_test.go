package main

import (
	"context"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	for _, workers := range []int{1, 3} {
		var out strings.Builder
		if err := run(context.Background(), &out, workers); err != nil {
			t.Fatal(err)
		}
		if want := "the    7\nalong  3\nblew   3\nlines  3\n"; out.String() != want {
			t.Errorf("got\n%swant\n%s", out.String(), want)
		}
	}
}
