"""Reads Bicep from standard input, and prints as JSON its resources, and where the grammar does not take it."""

import json
import sys

import tree_sitter_bicep
from tree_sitter import Language, Parser

source = sys.stdin.buffer.read()
tree = Parser(Language(tree_sitter_bicep.language())).parse(source)
faults, resources = [], []
nodes = [tree.root_node]
while nodes:
    node = nodes.pop()
    if node.is_error or node.is_missing:
        faults.append({"line": node.start_point[0] + 1, "text": node.text.decode(errors="replace")})
    if node.type == "resource_declaration":
        resources.append(node.text.decode().split("=")[0].strip())
    nodes.extend(reversed(node.children))
json.dump({"faults": faults, "resources": resources}, sys.stdout)
