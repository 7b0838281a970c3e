module github.com/vivarium-py/vivarium

go 1.26.0

require (
	golang.org/x/sys v0.49.0
	golang.org/x/text v0.43.0
)

require (
	github.com/fxamacker/cbor/v2 v2.10.0
	github.com/reeflective/readline v1.3.0
	github.com/ulikunitz/xz v0.5.17
	go.uber.org/goleak v1.3.0
)

require (
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/x448/float16 v0.8.4 // indirect
)
