using Btf.Core;

namespace Btf.Cli;

/// <summary>An object and its name: vmlinux, a module's name, or a file's path.</summary>
internal readonly record struct NamedObject(string Name, BtfObject Object);
