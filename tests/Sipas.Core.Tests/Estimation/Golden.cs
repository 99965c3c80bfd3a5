using System.Globalization;
using System.Text.Json;

namespace Sipas.Estimation;

/// <summary>What R's survey package made of synthetic populations of our own: Golden/estimation/make-golden.R wrote
/// Golden/estimation/golden.json.</summary>
internal static class Golden
{
    private static readonly Lazy<JsonDocument> File = new(() =>
        JsonDocument.Parse(System.IO.File.ReadAllBytes(Repository.PathOf("tests/Sipas.Core.Tests/Golden/estimation/golden.json"))));

    public static double[] Numbers(string frame, string column) =>
        Read(File.Value.RootElement.GetProperty("data").GetProperty(frame).GetProperty(column));

    public static string[] Labels(string frame, string column) =>
        [.. File.Value.RootElement.GetProperty("data").GetProperty(frame).GetProperty(column).EnumerateArray()
            .Select(cell => cell.GetString()!)];

    public static double[] Case(string name, string field) =>
        Read(File.Value.RootElement.GetProperty("cases").GetProperty(name).GetProperty(field));

    public static string SurveyVersion => File.Value.RootElement.GetProperty("survey").GetString()!;

    public static SurveyDesign Design(string frame, string? fpc1 = null, string? fpc2 = null, string weights = "w",
        DesignOptions? options = null, string strata = "area") => SurveyDesign.Create(
        new DesignColumns
        {
            Stages =
            [
                new DesignStage { Strata = strata.Length == 0 ? null : Labels(frame, strata), Units = Labels(frame, "commune"),
                    PopulationCounts = fpc1 is null ? null : Numbers(frame, fpc1) },
                .. fpc2 is null ? Array.Empty<DesignStage>() : [new DesignStage { PopulationCounts = Numbers(frame, fpc2) }],
            ],
            Weights = Numbers(frame, weights),
        },
        options);

    public static RowSet Domain(string frame, string column, string label) =>
        RowSet.By(Labels(frame, column)).Single(domain => domain.Name == label);

    public static void Close(double expected, double? actual, double tolerance, string what)
    {
        Assert.True(actual is not null, $"{what}: {expected:R} expected, nothing there");
        Assert.True(Math.Abs(expected - actual.Value) <= tolerance * Math.Max(1e-3, Math.Abs(expected)),
            $"{what}: {expected:R} expected, {actual.Value:R} found");
    }

    public static void Matches(string name, Estimate estimate, double tolerance = 1e-9, double errorTolerance = 1e-8)
    {
        Close(Case(name, "value")[0], estimate.Value, tolerance, name);
        Close(Case(name, "se")[0], estimate.StandardError, errorTolerance, name + " se");
    }

    private static double[] Read(JsonElement cells) =>
        [.. cells.EnumerateArray().Select(cell => double.Parse(cell.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture))];
}
