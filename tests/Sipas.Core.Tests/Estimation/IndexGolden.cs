using System.Globalization;
using System.Text.Json;

namespace Sipas.Estimation;

/// <summary>What R's survey package made of a synthetic population of our own: Golden/estimation/make-golden-indices.R
/// wrote golden-indices.json.</summary>
internal static class IndexGolden
{
    private static readonly Lazy<JsonDocument> File = new(() =>
        JsonDocument.Parse(System.IO.File.ReadAllBytes(Repository.PathOf("tests/Sipas.Core.Tests/Golden/estimation/golden-indices.json"))));

    public static string[] Labels(string column) =>
        [.. File.Value.RootElement.GetProperty("data").GetProperty("I").GetProperty(column).EnumerateArray()
            .Select(cell => cell.GetString()!)];

    public static double[] Numbers(string column) => [.. Labels(column).Select(Parse)];

    public static double[] Case(string name, string field) =>
        [.. File.Value.RootElement.GetProperty("cases").GetProperty(name).GetProperty(field).EnumerateArray()
            .Select(cell => Parse(cell.GetString()!))];

    private static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
