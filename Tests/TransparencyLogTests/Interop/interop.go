// Reads what the tests made with the packages that Go's checksum database is made of, and answers with notes, proofs
// and cosignatures of its own. One JSON value in, one out; it ends with status 1 where it refuses anything.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type input struct {
	Note        string   // signed by SigningKeys
	SigningKeys []string // as texts of private keys
	Verifiers   []string // their public ones
	Entries     []string // of the log
	Root        []byte   // of all of them
	Tiles       string   // a folder with tiles of all sizes in Sizes
	Sizes       []int64
	Roots       [][]byte // of Sizes
	Inclusion   []inclusion
	Consistency []consistency
	Cosigned    cosigned
}

type inclusion struct {
	Size  int64    `json:"size"`
	Index int64    `json:"index"`
	Proof [][]byte `json:"proof"`
}

type consistency struct {
	Old   int64    `json:"old"`
	Size  int64    `json:"size"`
	Proof [][]byte `json:"proof"`
}

type cosigned struct {
	Name string `json:"name"`
	Key  []byte `json:"key"`  // of the witness
	Text string `json:"text"` // of the checkpoint
	Line string `json:"line"`
}

type output struct {
	Note        string        `json:"note"`
	SigningKey  string        `json:"signingKey"`
	Verifier    string        `json:"verifier"`
	Inclusion   []inclusion   `json:"inclusion"`
	Consistency []consistency `json:"consistency"`
	Cosigned    cosigned      `json:"cosigned"`
}

func check(err error, what string, args ...any) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", fmt.Sprintf(what, args...), err)
		os.Exit(1)
	}
}

func fail(what string, args ...any) { check(fmt.Errorf("refused"), what, args...) }

// openNote opens a note that all of the keys signed, and signs it once more to the same bytes.
func openNote(in input) {
	var verifiers []note.Verifier
	for _, text := range in.Verifiers {
		verifier, err := note.NewVerifier(text)
		check(err, "verifier %q", text)
		verifiers = append(verifiers, verifier)
	}
	opened, err := note.Open([]byte(in.Note), note.VerifierList(verifiers...))
	check(err, "note")
	if len(opened.Sigs) != len(verifiers) {
		fail("a note has %d signatures", len(opened.Sigs))
	}
	var signers []note.Signer
	for _, text := range in.SigningKeys {
		signer, err := note.NewSigner(text)
		check(err, "signing key")
		signers = append(signers, signer)
	}
	signed, err := note.Sign(&note.Note{Text: opened.Text}, signers...)
	check(err, "signing")
	if string(signed) != in.Note {
		fail("a note is signed otherwise here:\n%s", signed)
	}
}

func hash(b []byte) (h tlog.Hash) {
	if copy(h[:], b) != len(h) {
		fail("a hash of %d bytes", len(b))
	}
	return
}

func hashes(list [][]byte) (hs []tlog.Hash) {
	for _, b := range list {
		hs = append(hs, hash(b))
	}
	return
}

func bytesOf(hs []tlog.Hash) [][]byte {
	list := [][]byte{}
	for _, h := range hs {
		list = append(list, append([]byte{}, h[:]...))
	}
	return list
}

// tiles reads tiles from a folder, as c2sp.org/tlog-tiles names them.
type tiles string

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(list []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range list {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		content, err := os.ReadFile(filepath.Join(string(t), path))
		if err != nil {
			return nil, err
		}
		data = append(data, content)
	}
	return data, nil
}

func (t tiles) SaveTiles(list []tlog.Tile, data [][]byte) {}

// readLog makes the log's tree anew, and checks roots, tiles and proofs against it.
func readLog(in input) (made output) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(places []int64) (hs []tlog.Hash, err error) {
		for _, place := range places {
			hs = append(hs, stored[place])
		}
		return hs, nil
	})
	for index, entry := range in.Entries {
		hs, err := tlog.StoredHashes(int64(index), []byte(entry), reader)
		check(err, "entry %d", index)
		stored = append(stored, hs...)
	}
	for place, size := range in.Sizes {
		root, err := tlog.TreeHash(size, reader)
		check(err, "root of %d", size)
		if root != hash(in.Roots[place]) {
			fail("the root of %d", size)
		}
		// This reader checks each tile against the root.
		tiled := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tiles(in.Tiles))
		for index := int64(0); index < size; index += 1 + size/50 {
			proof, err := tlog.ProveRecord(size, index, tiled)
			check(err, "tiles of %d for %d", size, index)
			check(tlog.CheckRecord(proof, size, root, index, tlog.RecordHash([]byte(in.Entries[index]))),
				"proof from tiles of %d for %d", size, index)
		}
	}
	root := func(size int64) tlog.Hash {
		h, err := tlog.TreeHash(size, reader)
		check(err, "root of %d", size)
		return h
	}
	for _, p := range in.Inclusion {
		leaf := tlog.RecordHash([]byte(in.Entries[p.Index]))
		check(tlog.CheckRecord(hashes(p.Proof), p.Size, root(p.Size), p.Index, leaf), "inclusion %d in %d", p.Index, p.Size)
		proof, err := tlog.ProveRecord(p.Size, p.Index, reader)
		check(err, "inclusion %d in %d", p.Index, p.Size)
		made.Inclusion = append(made.Inclusion, inclusion{p.Size, p.Index, bytesOf(proof)})
	}
	for _, p := range in.Consistency {
		check(tlog.CheckTree(hashes(p.Proof), p.Size, root(p.Size), p.Old, root(p.Old)), "consistency %d to %d", p.Old, p.Size)
		proof, err := tlog.ProveTree(p.Size, p.Old, reader)
		check(err, "consistency %d to %d", p.Old, p.Size)
		made.Consistency = append(made.Consistency, consistency{p.Old, p.Size, bytesOf(proof)})
	}
	return made
}

// cosignature checks a witness's line by nothing but c2sp.org/tlog-cosignature and crypto/ed25519.
func checkCosignature(c cosigned) {
	fields := strings.Fields(c.Line)
	if len(fields) != 3 || fields[0] != "—" || fields[1] != c.Name {
		fail("the line %q", c.Line)
	}
	signature, err := base64.StdEncoding.DecodeString(fields[2])
	check(err, "the line %q", c.Line)
	if !bytes.Equal(signature[:4], cosigner(c.Name, c.Key)) {
		fail("the id of %q", c.Line)
	}
	time := binary.BigEndian.Uint64(signature[4:])
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, c.Text)
	if !ed25519.Verify(c.Key, []byte(message), signature[12:]) {
		fail("the cosignature %q", c.Line)
	}
}

func cosigner(name string, key []byte) []byte {
	id := sha256.Sum256(append([]byte(name+"\n\x04"), key...))
	return id[:4]
}

func makeCosignature(text string) cosigned {
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{42}, 32))
	key := []byte(private.Public().(ed25519.PublicKey))
	name := "witness.example/go"
	time := uint64(1700000000)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	signature := cosigner(name, key)
	signature = binary.BigEndian.AppendUint64(signature, time)
	signature = append(signature, ed25519.Sign(private, []byte(message))...)
	line := fmt.Sprintf("— %s %s\n", name, base64.StdEncoding.EncodeToString(signature))
	return cosigned{name, key, text, line}
}

func main() {
	var in input
	text, err := io.ReadAll(os.Stdin)
	check(err, "input")
	check(json.Unmarshal(text, &in), "input")
	openNote(in)
	out := readLog(in)
	checkCosignature(in.Cosigned)
	out.Cosigned = makeCosignature(in.Cosigned.Text)
	random := bytes.NewReader(bytes.Repeat([]byte{77}, 1000))
	out.SigningKey, out.Verifier, err = note.GenerateKey(random, "go.example/log")
	check(err, "key")
	signer, err := note.NewSigner(out.SigningKey)
	check(err, "key")
	signed, err := note.Sign(&note.Note{Text: in.Cosigned.Text}, signer)
	check(err, "note")
	out.Note = string(signed)
	check(json.NewEncoder(os.Stdout).Encode(out), "output")
}
