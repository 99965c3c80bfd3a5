using System.CommandLine;
using System.Globalization;
using System.Text;
using Sipas.Estimation;
using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands.Estimation;

/// <summary><c>sipas estimate</c>: estimates with margins and rank intervals, quantiles, tests, scales and kiosk
/// coverage from a file of rows and a design. The output format: docs/estimate-json.md.</summary>
internal static class EstimateCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "CSV file with one row per respondent", Required = true };
        var design = new Option<string>("--design")
        {
            Description = "design.json: columns of strata, units, weights and populations",
            Required = true,
        };
        var pack = new Option<string?>("--pack")
        {
            Description = "Method pack whose items, criteria and overall index are estimated by its rules",
        };
        var questionnaire = new Option<string?>("--questionnaire")
        {
            Description = "Questionnaire version. Default: the first of the pack",
        };
        var map = new Option<string?>("--map") { Description = "map.json: mapping of columns to items" };
        var mean = Columns("--mean", "Columns whose means are estimated");
        var total = Columns("--total", "Columns whose totals are estimated");
        var share = Columns("--share", "Answer columns whose satisfied shares are estimated");
        var ratio = Columns("--ratio", "Ratios of two columns, written NUMERATOR/DENOMINATOR");
        TypedOption<double> lowest = Typed.Number("--satisfied-from", "Lowest answer that counts as satisfied for --share", 4);
        var by = new Option<string?>("--by") { Description = "Column that defines the domains, for example the unit" };
        TypedOption<double> level = Typed.Number("--level", "Confidence level, for example 0.95", 0.95);
        var interval = new Option<ShareIntervalMethod>("--interval")
        {
            Description = "Interval of shares",
            DefaultValueFactory = _ => ShareIntervalMethod.KornGraubardCapped,
        };
        var rank = new Option<string?>("--rank")
        {
            Description = "Name of the estimate used to rank the domains of --by, with rank intervals",
        };
        var compare = new Option<string?>("--compare")
        {
            Description = "Name of the estimate to compare between the domains of --by, for example between years",
        };
        var more = new AdditionalEstimates();
        TypedOption<ulong> seed = Typed.Seed("--seed", "Seed of the simulated probabilities", 1UL);
        var command = new Command("estimate", "Compute estimates with margins of error and rank intervals")
        {
            data, design, pack, questionnaire, map, mean, total, share, ratio, lowest, by, level, interval, rank, compare, seed,
        };
        more.AddTo(command);
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            return CommandRunner.RunAsync(parsed, async () =>
            {
                DesignFile file = DesignFile.Read(parsed.GetRequiredValue(design));
                FileTable table = FileTable.Read(parsed.GetRequiredValue(data), reading.Read(parsed));
                var columns = new NumberColumns(table, file.Missing ?? [], file.DecimalMark);
                double confidence = level.Of(parsed);
                if (!(confidence > 0 && confidence < 1))
                {
                    throw new SipasException(new Problem(
                        ProblemCodes.OptionOutOfRange, "--level", confidence.ToString(CultureInfo.InvariantCulture), "0 < level < 1"));
                }

                var wanted = new List<Statistic>();
                PackEstimates? indices = null;
                wanted.AddRange(parsed.GetValue(mean)!.Select(column => Statistic.Mean(column, columns.Numbers(column))));
                wanted.AddRange(parsed.GetValue(total)!.Select(column => Statistic.Total(column, columns.Numbers(column))));
                wanted.AddRange(parsed.GetValue(share)!.Select(column =>
                    Statistic.Share(column, Indicator.AtLeast(columns.Numbers(column), lowest.Of(parsed)))));
                wanted.AddRange(parsed.GetValue(ratio)!.Select(name => ReadRatio(name, columns)));
                if (parsed.GetValue(pack) is { } packName)
                {
                    MethodPack method = CommandRunner.FindPack(packName);
                    indices = PackEstimates.Of(
                        method, CommandRunner.FindLayout(new MethodPackRegistry([method]), method, parsed.GetValue(questionnaire)), table,
                        ColumnMap.Read(parsed.GetValue(map)));
                }

                if (wanted.Count == 0 && indices is null && !more.IsAsked(parsed))
                {
                    throw new SipasException(new Problem(ProblemCodes.NothingToEstimate,
                        allowed: "--pack, --share, --mean, --total, --ratio, --quantile, --table, --alpha, --importance, --kiosk"));
                }

                string[]? domains = parsed.GetValue(by) is { } column ? columns.Labels(column) : null;
                string[] names = [.. wanted.Select(its => its.Name), .. indices?.Statistics.Indices.Select(its => its.Code) ?? []];
                string? ranked = CheckName("--rank", parsed.GetValue(rank), domains, names);
                string? compared = CheckName("--compare", parsed.GetValue(compare), domains, names);
                var questions = new DomainQuestions(domains, parsed.GetValue(by), ranked, compared, seed.Of(parsed));
                SurveyDesign drawn = file.Create(columns);
                (EstimateDocument document, IReadOnlyList<Estimate> estimates, List<Problem> warnings) =
                    Estimate(file, drawn, wanted, indices, questions, confidence, parsed.GetValue(interval));
                foreach (Problem warning in columns.Warnings.Concat(warnings))
                {
                    await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, warning).ConfigureAwait(false);
                }

                document = more.AddTo(document, parsed, new AdditionalEstimatesData(drawn, columns, domains, confidence, estimates));
                await output.WriteLineAsync(Encoding.UTF8.GetString(document.ToJson())).ConfigureAwait(false);
                return CommandRunner.Done;
            });
        });
        return command;
    }

    private static (EstimateDocument Document, IReadOnlyList<Estimate> Estimates, List<Problem> DesignWarnings) Estimate(
        DesignFile file, SurveyDesign design, List<Statistic> wanted, PackEstimates? pack, DomainQuestions questions, double level,
        ShareIntervalMethod interval)
    {
        string[]? labels = questions.Labels;
        RowSet?[] domains = [null, .. labels is null ? [] : RowSet.By(labels)];
        EstimateSet ofColumns = file
            .Estimate(design, [.. domains.SelectMany(domain => wanted.Select(its => its with { Domain = domain }))]);
        EstimateSet? ofPack = pack?.Statistics.Estimate(design, statistics => file.Estimate(design, statistics), domains);
        IReadOnlyList<IndexStatistic> indices = pack?.Statistics.Indices ?? [];
        var all = new List<Estimate>();
        var figures = new List<EstimateFigure>();
        for (int d = 0; d < domains.Length; d++)
        {
            for (int i = 0; i < wanted.Count; i++)
            {
                Add(ofColumns[(d * wanted.Count) + i], figure => figure);
            }

            for (int i = 0; i < indices.Count; i++)
            {
                (long NoAnswer, long Special)? missing = pack!.MissingOf(indices[i], domains[d], labels);
                Add(
                    ofPack![(d * indices.Count) + i],
                    figure => figure with
                    {
                        Rule = indices[i].Rule,
                        NoAnswerCount = missing?.NoAnswer,
                        SpecialAnswerCount = missing?.Special,
                    });
            }
        }

        RankingFigures? ranking = null;
        if (questions.Ranked is { } ranked)
        {
            EstimateSet units = DomainsOf(ranked);
            var options = new RankIntervalOptions
            {
                Level = level,
                Seed = questions.Seed,
                ShareIntervals = units.Estimates.All(its => its.IsShare) ? interval : null,
            };
            ranking = RankingFigures.Of(ranked, RankIntervalTable.Of(units, options));
        }

        var warnings = new List<Problem>(design.Warnings);
        IReadOnlyList<ComparisonFigure>? comparisons = questions.Compared is { } compared
            ? ComparisonFigure.Of(DomainsOf(compared), level)
            : null;
        IReadOnlyList<ComparisonFigure>? pairs = comparisons
            ?? (questions.LookLikePeriods
                ? ComparisonFigure.Of(DomainsOf(wanted.Count > 0 ? wanted[0].Name : indices[0].Code), level)
                : null);
        if (pairs?.Where(pair => pair.SharesStrataOnly).ToArray() is { Length: > 0 } apart)
        {
            string others = apart.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (+{apart.Length - 1})");
            warnings.Add(new Problem(ProblemCodes.DomainsShareStrataOnly,
                $"{apart[0].From} – {apart[0].To}{others}")
            {
                Severity = ProblemSeverity.Warning,
            });
        }

        var document = new EstimateDocument
        {
            Design = new DesignFigures
            {
                RowCount = design.RowCount,
                StratumCount = design.StratumCount,
                PrimaryUnitCount = design.PrimaryUnitCount,
                DegreesOfFreedom = design.DegreesOfFreedom,
                Variance = ofColumns.VarianceKind,
                LaterStagesIgnored = design.LaterStagesIgnored
                    || (ofColumns.VarianceKind == VarianceKind.Replication && design.VarianceKind == VarianceKind.MultiStage),
                SingleUnit = design.SingleUnit,
                WeightingEffect = design.WeightingEffect(),
                Adjustments = design.Adjustments,
            },
            Level = level,
            IntervalMethod = interval,
            Pack = pack?.Figures,
            Warnings = [.. EstimateWarnings.Of(all).Concat(warnings).Select(warning => UnavailableFigure.Of(warning)!)],
            Estimates = figures,
            Ranking = ranking,
            Comparisons = comparisons,
        };
        return (document, all, warnings);

        void Add(Estimate estimate, Func<EstimateFigure, EstimateFigure> complete)
        {
            all.Add(estimate);
            figures.Add(complete(EstimateFigure.Of(estimate, interval, level)));
        }

        EstimateSet DomainsOf(string name)
        {
            EstimateSet set = wanted.Exists(its => its.Name == name) ? ofColumns : ofPack!;
            return set.Select(Enumerable.Range(0, set.Estimates.Count).Where(i => set[i].Domain is not null && set[i].Name == name));
        }
    }

    // A name shared by two estimates would rank each domain twice.
    private static string? CheckName(string option, string? name, string[]? domains, string[] names) =>
        names.Count(known => known == name) switch
        {
            1 when domains is not null => name,
            > 1 when name is not null => throw new SipasException(new Problem(ProblemCodes.EstimateNameAmbiguous, option, name)),
            _ when name is null => null,
            _ => throw new SipasException(
                new Problem(ProblemCodes.OptionOutOfRange, option, name, domains is null ? "--by" : string.Join(", ", names))),
        };

    private static Statistic ReadRatio(string name, NumberColumns columns)
    {
        string[] parts = name.Split('/');
        return parts.Length == 2
            ? Statistic.Ratio(name, columns.Numbers(parts[0]), columns.Numbers(parts[1]))
            : throw new SipasException(new Problem(ProblemCodes.OptionOutOfRange, "--ratio", name, "NUMERATOR/DENOMINATOR"));
    }

    internal static Option<string[]> Columns(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
}
