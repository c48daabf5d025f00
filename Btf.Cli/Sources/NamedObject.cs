using Btf.Core;

namespace Btf.Cli;

/// <summary>An object and what it is called: vmlinux, a module, or a file's path.</summary>
internal readonly record struct NamedObject(string Name, BtfObject Object);
