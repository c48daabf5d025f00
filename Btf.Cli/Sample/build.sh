#!/bin/sh
# Rebuilds sample.btf from sample.c, which is beside this script. CLANG, OBJCOPY and BPFTOOL choose other tools.
set -eu
cd "$(dirname "$0")"
clang=${CLANG:-clang}
objcopy=${OBJCOPY:-llvm-objcopy}
bpftool=${BPFTOOL:-bpftool}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$clang" -g -O2 -Wall -Wextra -fdebug-compilation-dir=. -target bpfel -c sample.c -o "$work/sample.o"
# The compiler leaves the places of variables to the linker; a kernel takes no data section without them.
"$bpftool" gen object "$work/linked.o" "$work/sample.o"
"$objcopy" --dump-section .BTF=sample.btf "$work/linked.o"
