#!/bin/sh
# Builds a miniature kernel and a module of it, without the debug information that names the folder. Needs clang, ld, objcopy and pahole.
set -eu
cd "$(dirname "$0")"
object=$(mktemp)
trap 'rm -f "$object"' EXIT
clang -g -O2 -c kernel.c -o "$object"
ld -e 0 -o vmlinux "$object"
pahole -J vmlinux
clang -g -O2 -c module.c -o thing.ko
pahole -J --btf_base vmlinux thing.ko
objcopy --strip-debug vmlinux
objcopy --strip-debug thing.ko
