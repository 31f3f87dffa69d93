//go:build tools

// The program that the tests build beside this one, so that go.sum pins it.
package main

import _ "github.com/hashicorp/hcl/v2/cmd/hclfmt"
