// Command etcd is the upstream server under its own flags, built here so that a test machine needs only Go.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	etcdmain.Main(os.Args)
}
