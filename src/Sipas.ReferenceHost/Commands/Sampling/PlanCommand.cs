using System.CommandLine;
using System.Globalization;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.ReferenceHost.Commands.Sampling;

/// <summary><c>sipas plan</c>: checks a plan, computes sample sizes, allocates them to strata.</summary>
internal static class PlanCommand
{
    public static Command Create() =>
        new("plan", "Check survey plans, compute sample sizes and allocations") { Check(), Size(), Allocate() };

    /// <summary>Reads a plan and throws if it has errors.</summary>
    public static SurveyPlan Read(string path)
    {
        SurveyPlan plan = SurveyPlanSerializer.Read(CsvOutput.ReadBytes(path));
        return SurveyPlanVerifier.Verify(plan) is { Count: > 0 } problems ? throw new SipasException(problems) : plan;
    }

    private static Command Check()
    {
        var file = new Argument<string>("PLAN") { Description = "plan.json" };
        var command = new Command("check", "Check a plan and report errors and weaknesses") { file };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async () =>
        {
            SurveyPlan plan = Read(parsed.GetRequiredValue(file));
            foreach (Problem warning in SurveyPlanVerifier.Warn(plan))
            {
                await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, warning).ConfigureAwait(false);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Kế hoạch {plan.Code} hợp lệ. / The plan {plan.Code} is valid.")
                .ConfigureAwait(false);
            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command Size()
    {
        var rule = new Option<string>("--rule")
        {
            Description = "yamane, proportion, mean, difference, total or bands (Đà Nẵng)",
            DefaultValueFactory = _ => "yamane",
        };
        rule.AcceptOnlyFromAmong("yamane", "proportion", "mean", "difference", "total", "bands");
        TypedOption<long> population = Typed.Whole("--population", "Population N. Default: unknown");
        TypedOption<double> margin = Typed.Number("--margin", "Margin of error as a share; for mean, in the measured unit", 0.05);
        TypedOption<double> share = Typed.Number("--share", "Expected share; for difference, the first share", 0.5);
        TypedOption<double> second = Typed.Number("--second-share", "Second share, for difference", 0.6);
        TypedOption<double> power = Typed.Number("--power", "Power of the test, for difference", 0.8);
        TypedOption<double> deviation = Typed.Number("--deviation", "Standard deviation, for mean", 1);
        TypedOption<long> total = Typed.Whole("--total", "Total number of ballots, for total");
        TypedOption<double> confidence = Typed.Number("--confidence", "Confidence level as a share", 0.95);
        TypedOption<double> effect = Typed.Number("--design-effect", "Design effect", 1);
        TypedOption<double> response = Typed.Number("--response", "Expected response rate as a share", 1);
        var json = new Option<bool>("--json") { Description = "Print JSON: count, contactCount, steps (not rounded), margin, sentence" };
        TypedOption<int> units = Typed.SmallWhole("--units",
            "Number of units to be ranked with n ballots each: reports how many can be distinguished");
        var command = new Command("size", "Compute a sample size and its actual margin of error")
        {
            rule, population, margin, share, second, power, deviation, total, confidence, effect, response, units, json,
        };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async () =>
        {
            var allowance = new DesignAllowance
            {
                Confidence = confidence.Of(parsed),
                DesignEffect = effect.Of(parsed),
                ResponseShare = response.Of(parsed),
            };
            long? known = population.Find(parsed);
            SampleSizeResult result = parsed.GetValue(rule) switch
            {
                "proportion" => SampleSize.ForProportion(known, margin.Of(parsed), share.Of(parsed), allowance),
                "mean" => SampleSize.ForMean(known, margin.Of(parsed), deviation.Of(parsed), allowance),
                "difference" => SampleSize.ForDifference(share.Of(parsed), second.Of(parsed), power.Of(parsed), allowance),
                "total" => SampleSize.Fixed(total.Of(parsed), known, allowance),
                "bands" => PlannedSizes.Size(BandSize.DaNang, known),
                _ => SampleSize.Yamane(known, margin.Of(parsed), allowance.DesignEffect),
            };
            foreach (Problem warning in result.Warnings)
            {
                await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, warning).ConfigureAwait(false);
            }

            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(result.ToJson())).ConfigureAwait(false);
                return CommandRunner.Done;
            }

            await output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture,
                    $"n = {result.Count}; contacts = {result.ContactCount}; margin = {result.Margin:0.####}")).ConfigureAwait(false);
            if (result.Steps.Count > 0)
            {
                await output.WriteLineAsync(string.Join(
                    "; ",
                    result.Steps.Select(
                        step => string.Create(CultureInfo.InvariantCulture, $"{step.Name} = {step.Value:0.######}"))))
                            .ConfigureAwait(false);
            }

            await output.WriteLineAsync(result.Sentence.Vi).ConfigureAwait(false);
            await output.WriteLineAsync(result.Sentence.En).ConfigureAwait(false);
            if (units.Find(parsed) is { } ranked)
            {
                LocalizedText sentence = SizeSentences.Ranking(result.Count, ranked, designEffect: allowance.DesignEffect);
                await output.WriteLineAsync(sentence.Vi).ConfigureAwait(false);
                await output.WriteLineAsync(sentence.En).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command Allocate()
    {
        var strata = new Option<string?>("--strata")
        {
            Description = "CSV with the columns stratum, population and, where needed, deviation, cost, minimum, maximum",
        };
        TypedOption<long> total = Typed.Whole("--total", "Sample size to allocate; with --strata");
        TypedOption<double> budget = Typed.Number("--budget",
            "Budget for a cost-optimal allocation, by the column cost; instead of --total");
        var rule = new Option<AllocationKind>("--rule")
        {
            Description = "equal, proportional, power, neyman, costOptimal or kish",
            DefaultValueFactory = _ => AllocationKind.Equal,
        };
        TypedOption<long> minimum = Typed.Whole("--minimum", "Minimum number in each stratum");
        TypedOption<double> exponent = Typed.Number("--exponent", "Exponent, for power", 0.5);
        TypedOption<double> importance = Typed.Number("--importance", "Importance of comparison, for kish", 1);
        var plan = new Option<string?>("--plan") { Description = "plan.json; with --seal, instead of --strata" };
        var seal = new Option<string?>("--seal") { Description = "Seal file of the frame, which contains the stratum counts" };
        var json = new Option<bool>("--json") { Description = "Print JSON: totalCount, rounding, strata with quotas (not rounded)" };
        var command = new Command("allocate",
            "Allocate a sample to strata; prints CSV with stratum, population, sample, margin, quota (before rounding)")
        {
            strata, total, budget, rule, minimum, exponent, importance, plan, seal, json,
        };
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async () =>
        {
            AllocationResult result =
                (parsed.GetValue(plan), parsed.GetValue(seal), parsed.GetValue(strata), total.Find(parsed), budget.Find(parsed)) switch
                {
                    (null, null, { } file, null, { } money) =>
                        Allocation.AllocateBudget(money, ReadStrata(file, reading.Read(parsed)), minimum.Of(parsed)),
                    ({ } planFile, { } sealFile, null, null, null) =>
                        PlannedSizes.ForPlan(Read(planFile), StrataOf(FrameSeal.Read(CsvOutput.ReadBytes(sealFile)))),
                    (null, null, { } file, { } count, null) => Allocation.Allocate(
                        count, ReadStrata(file, reading.Read(parsed)),
                        new AllocationRule
                        {
                            Kind = parsed.GetValue(rule),
                            MinimumPerStratum = minimum.Of(parsed),
                            Exponent = exponent.Of(parsed),
                            Importance = importance.Of(parsed),
                        }),
                    _ => throw new SipasException(new Problem(ProblemCodes.SizeParameterOutOfRange, "plan allocate", "—",
                        "--strata + --total | --strata + --budget | --plan + --seal")),
                };
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(result.ToJson())).ConfigureAwait(false);
                return CommandRunner.Done;
            }

            await output.WriteAsync(CsvOutput.Line(["stratum", "population", "sample", "margin", "quota"])).ConfigureAwait(false);
            foreach (StratumAllocation stratum in result.Strata)
            {
                await output.WriteAsync(CsvOutput.Line(
                    [stratum.StratumCode, CsvOutput.Show(stratum.PopulationCount), CsvOutput.Show(stratum.SampleCount),
                        stratum.Margin?.ToString("0.####", CultureInfo.InvariantCulture) ?? "",
                        stratum.Quota?.ToString("0.######", CultureInfo.InvariantCulture) ?? ""])).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    public static Stratum[] StrataOf(FrameSeal seal) =>
        [.. seal.Strata.Select(stratum => new Stratum { Code = stratum.Stratum, PopulationCount = stratum.RowCount })];

    private static Stratum[] ReadStrata(string file, TableFileOptions options)
    {
        FileTable table = FileTable.Read(file, options);
        (int code, int population) = (table.Require("stratum"), table.Require("population"));
        (int deviation, int cost, int minimum, int maximum) =
            (table.Find("deviation"), table.Find("cost"), table.Find("minimum"), table.Find("maximum"));
        var cells = new CellReader(table);
        Stratum[] strata = [.. table.Rows.Select(row => new Stratum
        {
            Code = cells.Code(row, code) is { } label ? CellText.Label(label) : "",
            PopulationCount = Population(row),
            StandardDeviation = Number(row, deviation),
            UnitCost = Number(row, cost),
            MinimumCount = cells.Whole(row, minimum, 0, long.MaxValue),
            MaximumCount = cells.Whole(row, maximum, 0, long.MaxValue),
        })];
        cells.ThrowIfFaulty();
        return strata;

        long Population(TableRow row)
        {
            if (row.Cells[population].Length == 0)
            {
                cells.Add(new Problem(ProblemCodes.PopulationUnknown, $"{FileTable.RowPlace(row.Number)}, {row.Cells[code]}", null, "N"));
            }

            return cells.Whole(row, population, 0, long.MaxValue) ?? 0;
        }

        double? Number(TableRow row, int column) => (double?)cells.Number(row, column, 0, 1_000_000_000_000_000m);
    }
}
