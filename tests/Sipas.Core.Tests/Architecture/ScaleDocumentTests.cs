namespace Sipas.Architecture;

/// <summary>The sizes in docs/scale.md are those that were measured; copied by this test when it is run with SIPAS_ACCEPT=1.</summary>
public class ScaleDocumentTests
{
    private const string Begin = "<!-- scale -->\n";
    private const string End = "<!-- /scale -->";

    [Fact]
    public void Scale_Table_EqualsTheMeasuredOne()
    {
        string path = Repository.PathOf("docs/scale.md");
        string document = File.ReadAllText(path);
        int from = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = document.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && to >= from);
        string expected = File.ReadAllText(Repository.PathOf("benchmarks/results/amd-epyc-2-cores/scale.md"));
        if (Environment.GetEnvironmentVariable("SIPAS_ACCEPT") == "1")
        {
            File.WriteAllText(path, document[..from] + expected + document[to..]);
            return;
        }

        Assert.Equal(expected, document[from..to]);
    }
}
