using System.IO.MemoryMappedFiles;

namespace Btf.Fuzz;

/// <summary>A file with the input of the running case, which remains if the case ends the process.</summary>
internal sealed class CurrentInput : IDisposable
{
    private const int Capacity = 1 << 20;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Capacity);
        _view = _file.CreateViewAccessor();
    }

    public const string Extension = ".current";

    /// <summary>Reads the input from a file that remained.</summary>
    public static byte[] Read(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        return content[sizeof(int)..(sizeof(int) + BitConverter.ToInt32(content))];
    }

    public void Set(byte[] input)
    {
        _view.Write(0, input.Length);
        _view.WriteArray(sizeof(int), input, 0, input.Length);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
