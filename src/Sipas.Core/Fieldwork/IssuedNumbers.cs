using System.Collections.Concurrent;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Fieldwork;

/// <summary>The issued printed numbers with their survey and unit, read from the field logs. Safe for concurrent use.</summary>
/// <param name="plans">Survey plans.</param>
/// <param name="frames">Sampling frames.</param>
/// <param name="samples">Draws.</param>
/// <param name="field">Field logs.</param>
/// <remarks>Only numbers in the format of <see cref="PrintedNumber"/> are checked. The only data read of a person is the unit.</remarks>
internal sealed class IssuedNumbers(ISurveyPlanStore plans, IFrameStore frames, ISampleStore samples, IFieldStore field)
{
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Checks ballot numbers of one questionnaire against the surveys that use it.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="ballots">Place (for messages), number and unit of each ballot.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// <c>PPR0111</c> for a number issued only to people of other units; <c>PPR0112</c> for a number that was never
    /// issued, if any number of the pack was issued; a warning <c>PPR0115</c> for each number if none was. Each with
    /// the index of the ballot in the list. Numbers in another format have no result.
    /// </returns>
    public async Task<IReadOnlyList<(int Index, Problem Problem)>> CheckAsync(
        string packId, IReadOnlyList<(string Place, string Number, string Unit)> ballots, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(packId);
        ArgumentNullException.ThrowIfNull(ballots);
        if (!ballots.Any(ballot => PrintedNumber.TryRead(ballot.Number, out _)))
        {
            return [];
        }

        Known[] surveys = [.. await SurveysAsync(packId, cancellationToken).ConfigureAwait(false)];
        string names = string.Join(", ", surveys.Select(known => known.Survey));
        var problems = new List<(int, Problem)>();
        for (int i = 0; i < ballots.Count; i++)
        {
            (string place, string number, string unit) = ballots[i];
            if (!PrintedNumber.TryRead(number, out _))
            {
                continue;
            }

            (string Survey, string? Unit)[] issued =
                [.. surveys.Where(known => known.Units.ContainsKey(number)).Select(known => (known.Survey, known.Units[number]))];
            if (surveys.Length == 0)
            {
                problems.Add((i, new Problem(ProblemCodes.NumbersUnknown, place, packId) { Severity = ProblemSeverity.Warning }));
            }
            else if (issued.Length == 0)
            {
                problems.Add((i, new Problem(ProblemCodes.NumberNeverIssued, place, number, names)));
            }
            else if (issued.All(known => known.Unit is not null && known.Unit != unit))
            {
                problems.Add((i,
                    new Problem(
                        ProblemCodes.NumberOfOtherUnit, place, number,
                        string.Join(", ", issued.Select(known => $"{known.Unit} ({known.Survey})")))));
            }
        }

        return problems;
    }

    // The surveys of a pack with at least one issued number.
    private async Task<List<Known>> SurveysAsync(string packId, CancellationToken cancellationToken)
    {
        var found = new List<Known>();
        foreach (StoredPlan plan in (await plans.ReadPlansAsync(cancellationToken).ConfigureAwait(false))
            .Where(plan => plan.Plan.Pack == packId))
        {
            string survey = plan.Plan.Code;
            IReadOnlyList<FieldLogEntry> log = await field.ReadFieldLogAsync(survey, cancellationToken).ConfigureAwait(false);
            StoredFrame? frame = await frames.FindFrameAsync(survey, cancellationToken).ConfigureAwait(false);
            if (_known.TryGetValue(survey, out Known? known) && known.LogCount == log.Count && known.FrameId == frame?.Id)
            {
                found.AddRange(known.Units.Count > 0 ? [known] : []);
                continue;
            }

            (string Number, string Code)[] issued =
                [.. log.Where(entry => entry.Event is { Kind: FieldEventKind.Issued, BallotNumber: not null })
                    .Select(entry => (entry.Event.BallotNumber!, entry.Event.Code))];
            Dictionary<string, string> units = await UnitsAsync(plan, frame, [.. issued.Select(pair => pair.Code)], cancellationToken)
                .ConfigureAwait(false);
            known = new Known(survey, log.Count, frame?.Id, issued.GroupBy(pair => pair.Number, StringComparer.Ordinal)
                .ToDictionary(pair => pair.Key, pair => units.GetValueOrDefault(pair.Last().Code), StringComparer.Ordinal));
            _known[survey] = known;
            found.AddRange(known.Units.Count > 0 ? [known] : []);
        }

        return found;
    }

    // The unit of each drawn person; those of an erased row or frame are missing.
    private async Task<Dictionary<string, string>> UnitsAsync(
        StoredPlan plan, StoredFrame? frame, HashSet<string> codes, CancellationToken cancellationToken)
    {
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        if (codes.Count == 0 || plan.Plan.Frame.Unit is not { } name || frame is not { ErasedAt: null }
            || await samples.FindDrawAsync(plan.Plan.Code, cancellationToken).ConfigureAwait(false) is not { } draw)
        {
            return units;
        }

        int column = frame.Columns.ToList().FindIndex(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        Dictionary<long, string> codeOfRow = draw.Official.Entries.Concat(draw.Reserve.Entries)
            .Where(entry => codes.Contains(entry.Code)).ToDictionary(entry => entry.RowNumber, entry => entry.Code);
        foreach (FrameRow row in column < 0 ? [] : frames.OpenFrame(frame).ReadRows())
        {
            if (codeOfRow.TryGetValue(row.Number, out string? code))
            {
                units[code] = row.Cells[column];
            }
        }

        return units;
    }

    private sealed record Known(string Survey, int LogCount, long? FrameId, IReadOnlyDictionary<string, string?> Units);
}
