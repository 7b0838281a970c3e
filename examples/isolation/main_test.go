package main

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium"
)

func TestMain(m *testing.M) {
	vivarium.WorkerMain()
	os.Exit(m.Run())
}

func TestRun(t *testing.T) {
	var out strings.Builder
	if err := run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	want := "program 0 printed \"285\\n\"\nprogram 1 lost its process: signal: killed\nprogram 2 printed \"42\\n\"\n"
	if out.String() != want {
		t.Errorf("%s", out.String())
	}
}
