// Outsider checks what Earmark proves with Go's own packages for transparency logs, and with no code of ours.
//
//	outsider < claims.json    a line for each claim: "holds", or why it does not
//	outsider 64 > made.txt    roots and proofs of trees of 1 to 64 leaves and a signed note, for tests without Go
//
// To build (Debian: golang-go, golang-golang-x-mod-dev):
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go build -o outsider outsider.go
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"os"
	"strconv"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A Claim says that a leaf, or an older tree, is in a tree; or that a note is signed with all of these keys.
type Claim struct {
	Kind string // inclusion, consistency, note
	Size int64
	Root []byte
	At   int64  // the leaf's place, or the older tree's size
	Hash []byte // the leaf's hash, or the older tree's root
	Path [][]byte
	Note string
	Keys []string
}

func (c Claim) check() error {
	var path []tlog.Hash
	for _, step := range c.Path {
		path = append(path, hashOf(step))
	}
	switch c.Kind {
	case "inclusion":
		return tlog.CheckRecord(path, c.Size, hashOf(c.Root), c.At, hashOf(c.Hash))
	case "consistency":
		return tlog.CheckTree(path, c.Size, hashOf(c.Root), c.At, hashOf(c.Hash))
	case "note":
		return c.checkNote()
	}
	return fmt.Errorf("no claim: %q", c.Kind)
}

func (c Claim) checkNote() error {
	var verifiers []note.Verifier
	for _, key := range c.Keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return err
		}
		verifiers = append(verifiers, verifier)
	}
	opened, err := note.Open([]byte(c.Note), note.VerifierList(verifiers...))
	if err == nil && len(opened.Sigs) != len(c.Keys) {
		return fmt.Errorf("%d signatures of %d keys", len(opened.Sigs), len(c.Keys))
	}
	return err
}

func hashOf(data []byte) (found tlog.Hash) {
	copy(found[:], data)
	return found
}

// A Tree holds what tlog keeps of a tree.
type Tree []tlog.Hash

// ReadHashes implements tlog.HashReader.
func (t Tree) ReadHashes(indexes []int64) (found []tlog.Hash, err error) {
	for _, index := range indexes {
		found = append(found, t[index])
	}
	return found, nil
}

// makeTrees prints, for each tree, size, root, and the SHA-256 of its inclusion and of its consistency proofs, each of them
// preceded by how many hashes it has. The leaf at place n is the number n in digits.
func makeTrees(most int64) (root tlog.Hash) {
	var tree Tree
	for size := int64(1); size <= most; size++ {
		tree = append(tree, must(tlog.StoredHashes(size-1, []byte(strconv.FormatInt(size-1, 10)), tree))...)
		inclusion, consistency := sha256.New(), sha256.New()
		for n := int64(0); n < size; n++ {
			add(inclusion, must(tlog.ProveRecord(size, n, tree)))
			add(consistency, must(tlog.ProveTree(size, n+1, tree)))
		}
		root = must(tlog.TreeHash(size, tree))
		fmt.Printf("%d %x %x %x\n", size, root[:], inclusion.Sum(nil), consistency.Sum(nil))
	}
	return root
}

func add(to hash.Hash, proof []tlog.Hash) {
	to.Write([]byte{byte(len(proof))})
	for _, step := range proof {
		to.Write(step[:])
	}
}

// makeNote prints a checkpoint signed with the private key of 32 times the letter k.
func makeNote(size int64, root tlog.Hash) {
	secret, _, err := note.GenerateKey(bytes.NewReader(bytes.Repeat([]byte("k"), 32)), "chen")
	signer := must(note.NewSigner(secret))
	text := fmt.Sprintf("earmark/X-1\n%d\n%s\n", size, root)
	fmt.Printf("\n%s", must(note.Sign(&note.Note{Text: text}, signer)))
	must(0, err)
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return value
}

func main() {
	if len(os.Args) == 2 {
		most := must(strconv.ParseInt(os.Args[1], 10, 64))
		makeNote(most, makeTrees(most))
		return
	}
	var claims []Claim
	must(0, json.NewDecoder(os.Stdin).Decode(&claims))
	for _, claim := range claims {
		if err := claim.check(); err != nil {
			fmt.Println(err)
		} else {
			fmt.Println("holds")
		}
	}
}
