using System.Text;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.Files;

internal static class TestTables
{
    public static FileTable Read(byte[] bytes, TableFileOptions? options = null) =>
        FileTable.Read(TableFile.Open("tệp", () => new MemoryStream(bytes), options));

    public static FileTable Read(string csv) => Read(Encoding.UTF8.GetBytes(csv));

    public static string[] CodesOf(Action read) =>
        [.. Assert.Throws<SipasException>(read).Problems.Select(problem => problem.Code)];
}
