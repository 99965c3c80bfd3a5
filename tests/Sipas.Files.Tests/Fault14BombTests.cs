using System.IO.Compression;
using System.Text;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.Files;

public class Fault14BombTests
{
    private const string Rows = """<row><c t="str"><v>a</v></c></row><row><c><v>1</v></c></row>""";

    [Fact]
    public void Fault14_ZipBomb_IsRefusedBeforeItIsUnpacked()
    {
        byte[] bytes = new Workbook(Rows).Add("xl/worksheets/sheet1.xml", new byte[64 << 20]).ToBytes(CompressionLevel.SmallestSize);

        Assert.Equal([ProblemCodes.FileLimit], Within(() => TestTables.Read(bytes)));
    }

    [Fact]
    public void Fault14_FourGigabytesOfSharedTexts_AreRefusedWithinAFixedBound()
    {
        // Less is written than 4 GiB, and as much less is allowed: the bound that is tested is the memory.
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream part = zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open();
            byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<si><t>aaaaaaaaaaaaaaaa</t></si>", 32_768)));
            for (int i = 0; i < 64; i++)
            {
                part.Write(block);
            }
        }

        Assert.Equal([ProblemCodes.FileLimit],
            Within(() => TestTables.Read(stream.ToArray(),
                new TableFileOptions { Limits = new FileLimits { MaximumPartBytes = 32 << 20 } })));
    }

    [Fact]
    public void Fault14_SharedTextsThatAreTooMany_AreRefusedWhileReading()
    {
        var random = new Random(1);
        var shared = new StringBuilder();
        for (int i = 0; i < 300_000; i++)
        {
            shared.Append(System.Globalization.CultureInfo.InvariantCulture, $"<si><t>{random.NextInt64()}</t></si>");
        }

        byte[] bytes = new Workbook(Rows, shared.ToString()).ToBytes();

        Assert.Equal([ProblemCodes.FileLimit],
            Within(() => TestTables.Read(bytes, new TableFileOptions { Limits = new FileLimits { MaximumSharedCharacters = 100_000 } })));
        Assert.Equal([ProblemCodes.FileLimit],
            Within(() => TestTables.Read(bytes, new TableFileOptions { Limits = new FileLimits { MaximumSharedTexts = 1_000 } })));
    }

    [Fact]
    public void Fault14_OneHugeText_OneHugeAttribute_OneDeepNest_AreRefused()
    {
        string noise = Noise(3 << 20);
        string nest = string.Concat(Enumerable.Repeat("<a>", 100_000));

        Assert.Equal([ProblemCodes.FileLimit], Within(() => new Workbook($"<row><c t=\"str\"><v>{noise}</v></c></row>").Read()));
        Assert.Equal([ProblemCodes.FileLimit], Within(() => new Workbook($"<row><c t=\"str\" x=\"{noise}\"><v>1</v></c></row>").Read()));
        Assert.Equal([ProblemCodes.FileLimit], Within(() => new Workbook(nest).Read()));
        Assert.Equal([ProblemCodes.FileLimit], Within(() => new Workbook($"<row><c t=\"str\"><v>{noise[..40_000]}</v></c></row>").Read()));
    }

    [Theory]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("xl/externalLinks/externalLink1.xml")]
    [InlineData("xl/embeddings/oleObject1.bin")]
    [InlineData("xl/activeX/activeX1.xml")]
    [InlineData("xl/macrosheets/sheet1.xml")]
    [InlineData("xl/connections.xml")]
    public void Fault14_MacrosLinksAndEmbeddedFiles_AreRefused(string part) =>
        Assert.Equal([ProblemCodes.WorkbookActive], TestTables.CodesOf(() => new Workbook(Rows).Add(part, "<x/>").Read()));

    [Fact]
    public void Fault14_MacroFileByItsContentType_IsRefused() => Assert.Equal(
        [ProblemCodes.WorkbookActive],
        TestTables.CodesOf(() => new Workbook(Rows).Add("[Content_Types].xml",
            """
            <Types>
              <Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>
            </Types>
            """).Read()));

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/_rels/workbook.xml.rels")]
    [InlineData("[Content_Types].xml")]
    public void Fault14_ExternalEntity_IsRefusedInEveryPart(string part)
    {
        const string Evil = """
            <?xml version="1.0"?>
            <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "&x;&x;&x;">]>
            <worksheet><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>
            """;

        Assert.Equal([ProblemCodes.WorkbookActive], TestTables.CodesOf(() => new Workbook(Rows).Add(part, Evil).Read()));
    }

    [Fact]
    public void Fault14_OldOrLockedWorkbook_IsSaidToBeOne() =>
        Assert.Equal([ProblemCodes.WorkbookLegacy],
            TestTables.CodesOf(() => TestTables.Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])));

    [Fact]
    public void Fault14_FileLargerThanAllowed_IsNotRead() =>
        Assert.Equal([ProblemCodes.FileLimit],
            TestTables.CodesOf(() => TestTables
                .Read(new byte[1001], new TableFileOptions { Limits = new FileLimits { MaximumFileBytes = 1000 } })));

    // What is held is measured on this thread only: other tests run beside this one.
    private static string[] Within(Action read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string[] codes = TestTables.CodesOf(read);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 48L << 20, $"{allocated} bytes were allocated");
        return codes;
    }

    private static string Noise(int length)
    {
        var random = new Random(7);
        return string.Create(length, random, (span, source) =>
        {
            foreach (ref char c in span)
            {
                c = (char)source.Next('a', 'z');
            }
        });
    }
}
