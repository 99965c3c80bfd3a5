using System.Globalization;
using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>Draws many surveys from a population whose share is known and counts how often the interval holds it.</summary>
public class CoverageSimulationTests
{
    private const int Surveys = 20_000;

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(0.85, 3, 30, 0.05)]
    [InlineData(0.85, 6, 30, 0.05)]
    [InlineData(0.85, 15, 30, 0.05)]
    [InlineData(0.90, 6, 30, 0.05)]
    [InlineData(0.95, 8, 30, 0.05)]
    [InlineData(0.98, 6, 60, 0.03)]
    [InlineData(0.98, 6, 120, 0.03)]
    [InlineData(0.98, 15, 30, 0.03)]
    public void ShareIntervals_CappedKornGraubard_CoversWhatItPromisesAndTheNaiveOneDoesNot(
        double share, int communes, int ballots, double correlation)
    {
        Coverage coverage = Simulate(share, communes, ballots, correlation);

        Assert.InRange(coverage.Capped, 0.93, 0.99);
        Assert.InRange(coverage.Logit, 0.93, 0.99);
        Assert.True(coverage.Naive < 0.90, $"the naive interval covers {coverage.Naive:P1}");
    }

    // Hardly anybody is dissatisfied and few communes were drawn: many surveys see nobody, and the default then errs on
    // the safe side of 99 %; the logit interval keeps to 99 % in whole percent.
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(0.98, 3, 30, 0.03)]
    [InlineData(0.98, 3, 120, 0.03)]
    [InlineData(0.98, 6, 30, 0.03)]
    public void ShareIntervals_NearOneWithFewCommunes_CoverTooMuchRatherThanTooLittle(
        double share, int communes, int ballots, double correlation)
    {
        Coverage coverage = Simulate(share, communes, ballots, correlation);

        Assert.InRange(coverage.Capped, 0.99, 0.999);
        Assert.InRange(Math.Round(coverage.Logit, 2), 0.93, 0.99);
        Assert.InRange(coverage.NobodyDissatisfied, 0.03, 0.30);
        Assert.True(coverage.Naive < 0.90, $"the naive interval covers {coverage.Naive:P1}");
    }

    private readonly record struct Coverage(double Capped, double Logit, double Naive, double NobodyDissatisfied);

    private static Coverage Simulate(double share, int communes, int ballots, double correlation)
    {
        var random = new SeededGenerator((ulong)((share * 1000) + communes + ballots));
        double[] population = Population(random, share, correlation);
        double truth = ExactSum.Of(population) / population.Length;
        int capped = 0;
        int logit = 0;
        int naive = 0;
        int nobody = 0;
        string[] units = [.. Enumerable.Range(0, communes * ballots)
            .Select(i => "C" + (i / ballots).ToString(CultureInfo.InvariantCulture))];
        double[] weights = Sample.Fill(units.Length, 1);
        SurveyDesign design = SurveyDesign.Create(new DesignColumns { Stages = [new DesignStage { Units = units }], Weights = weights });
        double[] y = new double[units.Length];
        for (int survey = 0; survey < Surveys; survey++)
        {
            for (int c = 0; c < communes; c++)
            {
                // Communes of equal size drawn with equal probability: the weights are equal, as after a draw with
                // probability proportional to size.
                double rate = population[random.NextBelow(population.Length)];
                for (int k = 0; k < ballots; k++)
                {
                    y[(c * ballots) + k] = random.NextShare() < rate ? 1 : 0;
                }
            }

            Estimate estimate = Estimator.Estimate(design, Statistic.Share("satisfied", y));
            capped += ShareIntervals.Of(estimate).Limits!.Value.Contains(truth) ? 1 : 0;
            logit += ShareIntervals.Of(estimate, ShareIntervalMethod.Logit).Limits!.Value.Contains(truth) ? 1 : 0;
            double p = estimate.Value!.Value;
            nobody += p == 1 ? 1 : 0;
            double margin = 1.96 * Math.Sqrt(p * (1 - p) / y.Length);
            naive += Math.Abs(p - truth) <= margin ? 1 : 0;
        }

        return new Coverage((double)capped / Surveys, (double)logit / Surveys, (double)naive / Surveys, (double)nobody / Surveys);
    }

    // Communes whose shares follow a beta distribution with the given mean and intra-class correlation.
    private static double[] Population(SeededGenerator random, double share, double correlation)
    {
        double size = (1 / correlation) - 1;
        return [.. Enumerable.Range(0, 400)
            .Select(_ => Distributions.BetaQuantile(Math.Clamp(random.NextShare(), 1e-9, 1 - 1e-9), share * size, (1 - share) * size))];
    }
}
