module github.com/vivarium-py/vivarium

go 1.26
