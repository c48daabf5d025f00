#!/bin/sh
# Rebuilds the fixtures beside this script. CLANG and OBJCOPY choose other tools; see README.md.
set -eu
cd "$(dirname "$0")"
clang=${CLANG:-clang}
objcopy=${OBJCOPY:-llvm-objcopy}
bpftool=$(PATH=$PATH:/usr/sbin command -v bpftool)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for order in el eb; do
    "$clang" -g -O2 -Wall -Wextra -fdebug-compilation-dir=. -target "bpf$order" -c kinds.c -o "$work/kinds-$order.o"
    "$objcopy" --dump-section ".BTF=kinds-$order.btf" "$work/kinds-$order.o"
    "$bpftool" btf dump file "kinds-$order.btf" > "$work/kinds-$order.raw.txt"
done

cmp "$work/kinds-el.raw.txt" "$work/kinds-eb.raw.txt"
cp "$work/kinds-el.raw.txt" kinds.raw.txt
