using System.Globalization;
using System.Text;
using System.Xml;
using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary>Writes the matrix as a JUnit report, which continuous integration shows as tests: a suite for each object, and a test for each kernel.</summary>
internal static class MatrixJUnit
{
    public static void Write(TextOutput output, MatrixReport report)
    {
        StringBuilder text = new();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            for (int file = 0; file < report.Files.Count; file++)
            {
                Write(xml, report, file);
            }

            xml.WriteEndElement();
        }

        output.WriteLine("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        output.WriteLine(text.ToString());
    }

    private static void Write(XmlWriter xml, MatrixReport report, int file)
    {
        int[] kernels = [.. Enumerable.Range(0, report.Columns.Count)];
        string name = Safe(report.Files[file]);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("tests", kernels.Length.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", kernels.Count(kernel => !report.Loads(file, kernel)).ToString(CultureInfo.InvariantCulture));
        foreach (int kernel in kernels)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", name);
            xml.WriteAttributeString("name", Safe(report.Columns[kernel].KernelName));
            string[] broken = [.. report.Rows.Where(row => row.Subject.ProgramIndex == file && row.Cells[kernel].IsBroken).Select(row => TextOf(row, kernel))];
            if (broken.Length != 0)
            {
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("message", broken[0]);
                xml.WriteString(string.Join('\n', broken));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string TextOf(MatrixRow row, int kernel)
    {
        CoreMatrixCell cell = row.Cells[kernel];
        return Safe($"{row.Place} {row.Subject.Text}: {MatrixRow.TextOf(cell)}");
    }

    /// <summary>Text with all escaped that XML cannot hold.</summary>
    private static string Safe(string text) => SafeText.Of(text).Replace("\uFFFE", @"\ufffe", StringComparison.Ordinal).Replace("\uFFFF", @"\uffff", StringComparison.Ordinal);
}
