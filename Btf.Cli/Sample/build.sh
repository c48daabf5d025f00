#!/bin/sh
# Rebuilds sample.btf from sample.c, which is beside this script. CLANG and OBJCOPY choose other tools.
set -eu
cd "$(dirname "$0")"
clang=${CLANG:-clang}
objcopy=${OBJCOPY:-llvm-objcopy}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$clang" -g -O2 -Wall -Wextra -fdebug-compilation-dir=. -target bpfel -c sample.c -o "$work/sample.o"
"$objcopy" --dump-section .BTF=sample.btf "$work/sample.o"
