using Btf.Core;

namespace Btf.Cli;

/// <summary>The error for a type that does not exist.</summary>
internal static class MissingType
{
    extension(TypeName)
    {
        /// <summary>Returns the error for a name that no object has, with similar names.</summary>
        public static ToolException NoneNamed(string text, IReadOnlyList<BtfObject> objects)
        {
            TypeName name = TypeName.Parse(text);
            return new ToolException(ExitCode.No, $"No type is named '{text}'.{NearNames.Hint(NearNames.Of(name.Names[0], objects, name.Kinds))}");
        }
    }
}
