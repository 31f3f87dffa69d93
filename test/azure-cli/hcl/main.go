// Command blocks reads files of HCL by HashiCorp's own parser, and prints their blocks as JSON: what is a value as its
// value, and what refers to something as the text of the reference.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

type block struct {
	Type       string         `json:"type"`
	Labels     []string       `json:"labels"`
	Attributes map[string]any `json:"attributes"`
}

func main() {
	source, err := io.ReadAll(os.Stdin)
	if err != nil {
		fail(err)
	}
	file, diagnostics := hclsyntax.ParseConfig(source, "<stdin>", hcl.InitialPos)
	if diagnostics.HasErrors() {
		fail(diagnostics)
	}
	blocks := []block{}
	for _, each := range file.Body.(*hclsyntax.Body).Blocks {
		one := block{Type: each.Type, Labels: append([]string{}, each.Labels...), Attributes: map[string]any{}}
		for name, attribute := range each.Body.Attributes {
			if len(attribute.Expr.Variables()) > 0 {
				one.Attributes[name] = map[string]string{"reference": string(attribute.Expr.Range().SliceBytes(source))}
				continue
			}
			value, diagnostics := attribute.Expr.Value(nil)
			if diagnostics.HasErrors() {
				fail(diagnostics)
			}
			one.Attributes[name] = asJSON(value)
		}
		blocks = append(blocks, one)
	}
	if err := json.NewEncoder(os.Stdout).Encode(blocks); err != nil {
		fail(err)
	}
}

func asJSON(value cty.Value) json.RawMessage {
	raw, err := ctyjson.Marshal(value, value.Type())
	if err != nil {
		fail(err)
	}
	return raw
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
