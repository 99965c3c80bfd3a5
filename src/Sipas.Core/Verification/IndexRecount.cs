using System.Globalization;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Verification;

/// <summary>Recounts a published index directly from the ballots, independently of the engine that computed it. Streams the
/// ballots: memory grows with the number of units, not of ballots.</summary>
/// <remarks>It counts stored characters item by item and applies the pack's rules in whole numbers. No code of Aggregation
/// or Scoring is used.</remarks>
internal static class IndexRecount
{
    private const int ProgressStep = 4096;

    // Maximum number of codes in a readable message.
    private const int MaxProcedures = 20;

    /// <summary>Compares a published index with a recount.</summary>
    /// <param name="source">A store, which does not need to be open, or an export.</param>
    /// <param name="published">The index, with groups of units or one group of all ballots for each basis.</param>
    /// <param name="pack">The pack of the index.</param>
    /// <param name="scope">The ballots it counts.</param>
    /// <param name="progress">Receives the number of ballots read so far, every few thousand ballots; optional.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The differences. A group with ballots that is not published is a difference, and so is a published group
    /// without ballots.</returns>
    /// <exception cref="SipasException">
    /// The pack is not the pack of the index, the closed survey does not exist, a procedure of the scope occurs in no
    /// ballot, or a ballot's answers do not belong to the questionnaire (<c>PRF0023</c>); or the source cannot be read.
    /// </exception>
    public static async Task<RecountReport> CompareAsync(
        ILogSource source, PublishedIndex published, MethodPack pack, RecountScope scope, IProgress<LogProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(published);
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(scope);
        Questionnaire questionnaire = pack.Id == published.PackId && pack.FindQuestionnaire(published.QuestionnaireVersion) is { } found
            ? found
            : throw Not("pack", $"{published.PackId}/{published.QuestionnaireVersion}",
                $"{pack.Id}/{string.Join(", ", pack.Questionnaires.Select(other => other.Version))}");
        LogHead head = await source.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        SurveyClosing? closing = scope.Survey is null
            ? null
            : head.Closings.FirstOrDefault(known => known.Name == scope.Survey)
                ?? throw Not("--survey", scope.Survey, string.Join(", ", head.Closings.Select(known => known.Name)));
        bool byUnit = published.Groups.Any(group => group.Unit is not null);
        var groups = new Dictionary<(string? Unit, SelectionBasis Basis), PlainIndex>();
        HashSet<string> unseen = [.. scope.Procedures ?? []];
        var procedures = new SortedSet<string>(StringComparer.Ordinal);
        long read = 0;
        await foreach (StoredBallot ballot in source.ReadStoredAsync(0, cancellationToken).ConfigureAwait(false))
        {
            if (ballot.Sequence > head.LastSequence)
            {
                break;
            }

            if (++read % ProgressStep == 0)
            {
                progress?.Report(new LogProgress(read, head.LastSequence));
            }

            if (ballot.ProcedureCode is { } procedure && unseen.Count > 0)
            {
                unseen.Remove(procedure);
                if (procedures.Count < MaxProcedures)
                {
                    procedures.Add(procedure);
                }
            }

            if (ballot.ReplacedBy <= head.LastSequence || !IsCounted(ballot, published, scope, closing))
            {
                continue;
            }

            (string?, SelectionBasis) key = (byUnit ? ballot.UnitCode : null, ballot.Basis);
            if (!groups.TryGetValue(key, out PlainIndex? group))
            {
                groups.Add(key, group = new PlainIndex(pack, questionnaire));
            }

            if (!group.Add(ballot.Answers))
            {
                throw Not(string.Create(CultureInfo.InvariantCulture, $"sequence {ballot.Sequence}"), ballot.Answers,
                    $"{pack.Id}/{questionnaire.Version}");
            }
        }

        progress?.Report(new LogProgress(read, head.LastSequence));
        return unseen.Count == 0
            ? Compare(published, groups)
            : throw Not("--procedure", unseen.Order(StringComparer.Ordinal).First(),
                procedures.Count == 0 ? "—" : string.Join(", ", procedures));
    }

    private static bool IsCounted(StoredBallot ballot, PublishedIndex published, RecountScope scope, SurveyClosing? closing) =>
        !ballot.Late
        && ballot.PackId == published.PackId
        && ballot.QuestionnaireVersion == published.QuestionnaireVersion
        && (closing is null || (ballot.Sequence <= closing.LastSequence && closing.Scope.Covers(ballot)))
        && !(ballot.CountedOn < scope.From)
        && !(ballot.CountedOn > scope.To)
        && (scope.Procedures is null || (ballot.ProcedureCode is { } procedure && scope.Procedures.Contains(procedure)))
        && (scope.Modes is null || scope.Modes.Contains(ballot.Mode))
        && (scope.Channels is null || (ballot.Channel is { } channel && scope.Channels.Contains(channel)));

    private static RecountReport Compare(PublishedIndex published, Dictionary<(string? Unit, SelectionBasis Basis), PlainIndex> groups)
    {
        var problems = new List<Problem>();
        long differences = 0;
        long figures = 0;
        long ballots = groups.Values.Sum(group => group.BallotCount);
        int compared = published.Groups.Count;
        foreach (PublishedGroup group in published.Groups)
        {
            string place = Place(group.Unit, group.Basis);
            if (!groups.Remove((group.Unit, group.Basis), out PlainIndex? counted))
            {
                Tell($"{place}, ballots", group.BallotCount, 0L);
                continue;
            }

            Tell($"{place}, ballots", group.BallotCount, counted.BallotCount);
            Dictionary<(PublishedFigureKind, string), PublishedFigure> own = counted.Figures()
                .ToDictionary(figure => (figure.Kind, figure.Code));
            foreach (PublishedFigure figure in group.Figures)
            {
                string name = $"{place}, {Word(figure.Kind)} {figure.Code}";
                figures++;
                if (!own.Remove((figure.Kind, figure.Code), out PublishedFigure? plain))
                {
                    Tell(name, figure.Code, "–");
                    continue;
                }

                Tell($"{name}, percent", figure.Percent, plain.Percent);
                Tell($"{name}, satisfied", figure.Satisfied, plain.Satisfied);
                Tell($"{name}, valid", figure.Valid, plain.Valid);
                Tell($"{name}, noAnswer", figure.NoAnswer, plain.NoAnswer);
                Tell($"{name}, special", figure.Special, plain.Special);
            }

            foreach (PublishedFigure missing in own.Values)
            {
                Tell($"{place}, {Word(missing.Kind)} {missing.Code}", "–", missing.Code);
            }
        }

        foreach (((string? unit, SelectionBasis basis), PlainIndex left) in groups.OrderBy(pair => pair.Key.Unit, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Basis))
        {
            Tell($"{Place(unit, basis)}, ballots", 0L, left.BallotCount);
        }

        return new RecountReport
        {
            BallotCount = ballots,
            GroupCount = compared,
            FigureCount = figures,
            DifferenceCount = differences,
            Problems = problems,
        };

        void Tell<T>(string place, T explained, T found)
        {
            if (!EqualityComparer<T>.Default.Equals(explained, found) && ++differences <= RecountReport.MaximumProblems)
            {
                problems.Add(new Problem(ProblemCodes.FigureDiffers, place, Show(explained), Show(found)));
            }
        }
    }

    private static string Place(string? unit, SelectionBasis basis) =>
        (unit is null ? "" : $"unit {unit}, ") + (Enum.IsDefined(basis) ? BallotNames.Of(basis) : basis.ToString());

    private static string Word(PublishedFigureKind kind) => kind switch
    {
        PublishedFigureKind.Overall => "overall",
        PublishedFigureKind.Domain => "domain",
        PublishedFigureKind.Criterion => "criterion",
        _ => "item",
    };

    private static string Show<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "–";

    private static SipasException Not(string place, string? value, string allowed) =>
        new(new Problem(ProblemCodes.IndexNotRecountable, place, value, allowed));
}
