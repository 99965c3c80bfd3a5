using System.Globalization;
using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>Small synthetic samples with a seed.</summary>
internal sealed record Sample(string[] Strata, string[] Units, double[] Weights, double[] Y, double[] X, string[] Groups)
{
    public int Rows => Y.Length;

    public static Sample Draw(ulong seed, int strata = 4, int units = 4, int rows = 8, double missing = 0.05)
    {
        var random = new SeededGenerator(seed);
        int n = strata * units * rows;
        var sample = new Sample(new string[n], new string[n], new double[n], new double[n], new double[n], new string[n]);
        for (int k = 0; k < n; k++)
        {
            int unit = k / rows;
            sample.Strata[k] = "H" + (unit / units).ToString(CultureInfo.InvariantCulture);
            sample.Units[k] = "C" + unit.ToString("D3", CultureInfo.InvariantCulture);
            sample.Weights[k] = 1 + (20 * random.NextShare());
            sample.Y[k] = random.NextShare() < missing ? double.NaN : (10 * random.NextShare()) + (unit % 5);
            sample.X[k] = 1 + random.NextBelow(5);
            sample.Groups[k] = "G" + random.NextBelow(3).ToString(CultureInfo.InvariantCulture);
        }

        return sample;
    }

    public Sample Reorder(int[] rows) => new(
        [.. rows.Select(i => Strata[i])], [.. rows.Select(i => Units[i])], [.. rows.Select(i => Weights[i])], [.. rows.Select(i => Y[i])],
        [.. rows.Select(i => X[i])], [.. rows.Select(i => Groups[i])]);

    public DesignColumns Columns(double? populationOfUnits = null) => new()
    {
        Stages = [new DesignStage { Strata = Strata, Units = Units,
            PopulationCounts = populationOfUnits is { } count ? [.. Strata.Select(_ => count)] : null }],
        Weights = Weights,
    };

    public SurveyDesign Design(double? populationOfUnits = null) => SurveyDesign.Create(Columns(populationOfUnits));

    public static double[] Fill(int rows, double value) => [.. Enumerable.Repeat(value, rows)];
}
