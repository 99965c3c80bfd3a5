using System.CommandLine;
using System.Text;
using Sipas.Estimation;
using Sipas.Files;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Ranking;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands;

/// <summary><c>sipas estimate</c>: estimates with margins and rank intervals, quantiles, tests, scales and kiosk coverage from a file of rows and a design. The answer: docs/estimate-json.md.</summary>
internal static class EstimateCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "CSV file, a row for each respondent", Required = true };
        var design = new Option<string>("--design") { Description = "design.json: which columns are strata, units, weights, populations", Required = true };
        var pack = new Option<string?>("--pack") { Description = "Method pack: estimates its items, criteria and overall index" };
        var questionnaire = new Option<string?>("--questionnaire") { Description = "Questionnaire version; the pack's first when left out" };
        var map = new Option<string?>("--map") { Description = "map.json: which columns hold which items" };
        var mean = Columns("--mean", "Columns whose means are wanted");
        var total = Columns("--total", "Columns whose totals are wanted");
        var share = Columns("--share", "Columns of answers whose satisfied shares are wanted");
        var ratio = Columns("--ratio", "Ratios of two columns, written NUMERATOR/DENOMINATOR");
        TypedOption<double> lowest = Typed.Number("--satisfied-from", "Lowest answer that counts as satisfied for --share", 4);
        var by = new Option<string?>("--by") { Description = "Column whose values are the domains, for example the unit" };
        TypedOption<double> level = Typed.Number("--level", "Confidence level, for example 0.95", 0.95);
        var interval = new Option<ShareIntervalMethod>("--interval") { Description = "Interval of shares", DefaultValueFactory = _ => ShareIntervalMethod.KornGraubardCapped };
        var rank = new Option<string?>("--rank") { Description = "Name of the estimate by which the domains of --by are ranked, with rank intervals" };
        var compare = new Option<string?>("--compare") { Description = "Name of the estimate whose differences between the domains of --by are wanted, for example between years" };
        var more = new MoreEstimates();
        TypedOption<ulong> seed = Typed.Seed("--seed", "Seed of the simulated probabilities", 1UL);
        var command = new Command("estimate", "Estimate with margins of error and rank intervals")
        {
            data, design, pack, questionnaire, map, mean, total, share, ratio, lowest, by, level, interval, rank, compare, seed,
        };
        more.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            return Shell.RunAsync(parsed.InvocationConfiguration.Error, async () =>
            {
                DesignFile file = DesignFile.Read(parsed.GetRequiredValue(design));
                FileTable table = FileTable.Read(parsed.GetRequiredValue(data));
                var columns = new NumberColumns(table, file.Missing ?? []);
                double confidence = level.Of(parsed);
                if (!(confidence > 0 && confidence < 1))
                {
                    throw new SipasException(new Problem(
                        ProblemCodes.OptionOutOfRange, "--level", confidence.ToString(System.Globalization.CultureInfo.InvariantCulture), "0 < level < 1"));
                }

                var wanted = new List<WantedEstimate>();
                wanted.AddRange(parsed.GetValue(mean)!.Select(column => new WantedEstimate(Statistic.Mean(column, columns.Numbers(column)), IsShare: false)));
                wanted.AddRange(parsed.GetValue(total)!.Select(column => new WantedEstimate(Statistic.Total(column, columns.Numbers(column)), IsShare: false)));
                wanted.AddRange(parsed.GetValue(share)!.Select(column =>
                    new WantedEstimate(Statistic.Share(column, Indicator.AtLeast(columns.Numbers(column), lowest.Of(parsed))), IsShare: true)));
                wanted.AddRange(parsed.GetValue(ratio)!.Select(name => ReadRatio(name, columns)));
                if (parsed.GetValue(pack) is { } packName)
                {
                    MethodPack method = Shell.FindPack(packName);
                    wanted.AddRange(PackEstimates.Of(method, Shell.FindLayout(new MethodPackRegistry([method]), method, parsed.GetValue(questionnaire)), table, ColumnMap.Read(parsed.GetValue(map))));
                }

                if (wanted.Count == 0 && !more.IsAsked(parsed))
                {
                    throw new SipasException(new Problem(ProblemCodes.NothingToEstimate, allowed: "--pack, --share, --mean, --total, --ratio, --quantile, --table, --alpha, --importance, --kiosk"));
                }

                string[]? domains = parsed.GetValue(by) is { } column ? columns.Labels(column) : null;
                string? ranked = CheckName("--rank", parsed.GetValue(rank), domains, wanted);
                string? compared = CheckName("--compare", parsed.GetValue(compare), domains, wanted);
                var questions = new DomainQuestions(domains, ranked, compared, seed.Of(parsed));
                SurveyDesign drawn = file.Create(columns);
                (EstimateDocument document, EstimateSet set) = Estimate(file, drawn, wanted, questions, confidence, parsed.GetValue(interval));
                document = more.AddTo(document, parsed, new MoreEstimatesData(drawn, columns, domains, confidence, set));
                await output.WriteLineAsync(Encoding.UTF8.GetString(document.ToJson())).ConfigureAwait(false);
                return Shell.Done;
            });
        });
        return command;
    }

    private static (EstimateDocument Document, EstimateSet Set) Estimate(
        DesignFile file, SurveyDesign design, List<WantedEstimate> wanted, DomainQuestions questions, double level, ShareIntervalMethod interval)
    {
        string[]? labels = questions.Labels;
        RowSet?[] domains = [null, .. labels is null ? [] : RowSet.By(labels)];
        (WantedEstimate Wanted, RowSet? Domain)[] all = [.. domains.SelectMany(domain => wanted.Select(its => (its, domain)))];
        EstimateSet set = file.Estimate(design, [.. all.Select(pair => pair.Wanted.Statistic with { Domain = pair.Domain })]);
        RankingFigures? ranking = null;
        if (questions.Ranked is { } ranked)
        {
            ranking = RankingFigures.Of(ranked, RankIntervalTable.Of(DomainsOf(ranked), new RankIntervalOptions { Level = level, Seed = questions.Seed }));
        }

        var document = new EstimateDocument
        {
            Design = new DesignFigures
            {
                RowCount = design.RowCount,
                StratumCount = design.StratumCount,
                PrimaryUnitCount = design.PrimaryUnitCount,
                DegreesOfFreedom = design.DegreesOfFreedom,
                Variance = set.VarianceKind,
                LaterStagesIgnored = design.LaterStagesIgnored,
                SingleUnit = design.SingleUnit,
                WeightingEffect = design.WeightingEffect(),
                Adjustments = design.Adjustments,
            },
            Level = level,
            IntervalMethod = interval,
            Estimates = [.. all.Select((pair, i) => EstimateFigure.Of(set[i], pair.Wanted.IsShare, interval, level) with
            {
                NoAnswerCount = pair.Wanted.NoAnswerCount(pair.Domain, labels),
                SpecialAnswerCount = pair.Wanted.SpecialCount(pair.Domain, labels),
            })],
            Ranking = ranking,
            Comparisons = questions.Compared is { } compared ? ComparisonFigure.Of(DomainsOf(compared), level) : null,
        };
        return (document, set);

        EstimateSet DomainsOf(string name) => set.Select(Enumerable.Range(0, all.Length).Where(i => all[i].Domain is not null && all[i].Wanted.Statistic.Name == name));
    }

    private static string? CheckName(string option, string? name, string[]? domains, List<WantedEstimate> wanted) =>
        name is null || (domains is not null && wanted.Any(its => its.Statistic.Name == name))
            ? name
            : throw new SipasException(new Problem(
                ProblemCodes.OptionOutOfRange, option, name, domains is null ? "--by" : string.Join(", ", wanted.Select(its => its.Statistic.Name))));

    private static WantedEstimate ReadRatio(string name, NumberColumns columns)
    {
        string[] parts = name.Split('/');
        return parts.Length == 2
            ? new WantedEstimate(Statistic.Ratio(name, columns.Numbers(parts[0]), columns.Numbers(parts[1])), IsShare: false)
            : throw new SipasException(new Problem(ProblemCodes.OptionOutOfRange, "--ratio", name, "NUMERATOR/DENOMINATOR"));
    }

    internal static Option<string[]> Columns(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
}

/// <summary>What is asked about the domains.</summary>
internal sealed record DomainQuestions(string[]? Labels, string? Ranked, string? Compared, ulong Seed);

/// <summary>One estimate that was asked for, over all rows; the domains come later.</summary>
internal sealed record WantedEstimate(Statistic Statistic, bool IsShare, bool[]? NoAnswer = null, bool[]? Special = null)
{
    public long? NoAnswerCount(RowSet? domain, string[]? labels) => Count(NoAnswer, domain, labels);

    public long? SpecialCount(RowSet? domain, string[]? labels) => Count(Special, domain, labels);

    // Rows of a domain that are marked; null when nothing is marked.
    private static long? Count(bool[]? marks, RowSet? domain, string[]? labels) =>
        marks is null ? null : domain is null ? marks.LongCount(mark => mark) : marks.Where((mark, row) => mark && labels![row] == domain.Name).LongCount();
}
