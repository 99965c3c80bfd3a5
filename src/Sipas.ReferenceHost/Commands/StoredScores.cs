using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Storage;
using Sipas.Storage.Dapper;
using Sipas.Units;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Counts the ballots of a store by what the options of a command say: days, units, procedures, modes, bases.</summary>
internal sealed class StoredScores
{
    private const string Unit = "unit";

    private readonly StoreOptions _store = new();
    private readonly Option<DateOnly?> _from = new("--from") { Description = "Store: the first day in Vietnam, yyyy-MM-dd" };
    private readonly Option<DateOnly?> _to = new("--to") { Description = "Store: the last day, itself included, yyyy-MM-dd" };
    private readonly Option<string[]> _units = new("--unit") { Description = "Store: codes of units, each with the units below it", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _procedures = new("--procedure") { Description = "Store: codes of procedures", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _modes = new("--mode") { Description = $"Store: {string.Join(", ", BallotWords.ModeWords)}", AllowMultipleArgumentsPerToken = true };

    /// <summary>Adds the options to a command.</summary>
    public StoredScores(Command command)
    {
        _store.AddTo(command);
        foreach (Option option in (Option[])[_from, _to, _units, _procedures, _modes])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the store and counts.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="pack">The pack that is scored.</param>
    /// <param name="questionnaireVersion">One of its questionnaires.</param>
    /// <param name="groupBy">Null for one group, or <c>unit</c>.</param>
    /// <param name="values">Takes the numbers, texts and days of the one basis that has ballots; null when they are not asked for.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The groups that have ballots, by unit and basis; where values are asked for and none has any, one without ballots.</returns>
    /// <exception cref="SipasException">An option has a value that is none, values are asked for ballots chosen otherwise than by days, or the store cannot be used.</exception>
    public async Task<IReadOnlyList<ScoredGroup>> CountAsync(
        ParseResult parsed, MethodPack pack, string questionnaireVersion, string? groupBy, List<ValueCount>? values, CancellationToken cancellationToken)
    {
        if (groupBy is not (null or Unit))
        {
            throw new SipasException(new Problem(ProblemCodes.QueryValue, "--group-by", groupBy, Unit));
        }

        // The store may hold ballots of other packs; the one that is scored may be in a file.
        var packs = new MethodPackRegistry(MethodPacks.ShippedIds.Where(id => id != pack.Id).Select(MethodPacks.Shipped).Append(pack));
        AnswerLayout layout = packs.FindLayout(pack.Id, questionnaireVersion)!;
        using SqlStorage storage = _store.Create(parsed, packs: packs);
        await storage.OpenAsync(cancellationToken).ConfigureAwait(false);
        UnitDirectory units = await ((IUnitStore)storage).ReadAsync(cancellationToken).ConfigureAwait(false);
        StoredBallotFilter filter = Filter(parsed, units);
        using var columns = new StoredColumns(packs);
        await columns.FollowAsync(storage, new Reading(parsed.InvocationConfiguration.Error), cancellationToken).ConfigureAwait(false);
        var groups = new List<ScoredGroup>();
        foreach (SelectionBasis basis in Enum.GetValues<SelectionBasis>())
        {
            StoredBallotFilter ofBasis = filter with { Bases = [basis] };
            groups.AddRange(groupBy is null
                ? [new ScoredGroup(null, basis, columns.Tally(layout, ofBasis))]
                : columns.ByUnit(layout, ofBasis).Select(unit => new ScoredGroup(unit.Key, basis, unit.Value)));
        }

        groups.RemoveAll(group => group.Tally.BallotCount == 0);
        if (groups.Count == 0 && values is not null)
        {
            // Questions are figures over the groups: one without a ballot says why there are none.
            return [new ScoredGroup(null, null, columns.Tally(layout, filter))];
        }

        if (values is not null && layout.ValueQuestions.Count > 0 && groups.Select(group => group.Basis).Distinct().ToArray() is [{ } only])
        {
            values.AddRange(await ReadValuesAsync(storage, layout, filter, only, cancellationToken).ConfigureAwait(false));
        }

        return [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal).ThenBy(group => group.Basis)];
    }

    private async Task<IReadOnlyList<ValueCount>> ReadValuesAsync(
        SqlStorage storage, AnswerLayout layout, StoredBallotFilter filter, SelectionBasis basis, CancellationToken cancellationToken)
    {
        Option? other = filter switch { { Units: not null } => _units, { Procedures: not null } => _procedures, { Modes: not null } => _modes, _ => null };
        return other is null
            ? await storage.CountValuesAsync(
                new ValueFilter { PackId = layout.PackId, QuestionnaireVersion = layout.QuestionnaireVersion, Basis = basis, From = filter.From, To = filter.To }, cancellationToken).ConfigureAwait(false)
            : throw new SipasException(new Problem(ProblemCodes.QueryValue, "--questions", other.Name, "--from, --to"));
    }

    private StoredBallotFilter Filter(ParseResult parsed, UnitDirectory units)
    {
        (DateOnly? from, DateOnly? to) = (parsed.GetValue(_from), parsed.GetValue(_to));
        if (from > to)
        {
            throw new SipasException(new Problem(ProblemCodes.QueryValue, "--from", $"{from:yyyy-MM-dd}", $"≤ {to:yyyy-MM-dd}"));
        }

        return new StoredBallotFilter
        {
            From = from,
            To = to,
            Units = Given(parsed, _units)?.SelectMany(code => units.Find(code) is null
                ? throw new SipasException(new Problem(ProblemCodes.UnitNotFound, "--unit", code))
                : units.Subtree(code)).Distinct(StringComparer.Ordinal).ToArray(),
            Procedures = Given(parsed, _procedures),
            Modes = Given(parsed, _modes)?.Select(word => BallotWords.TryMode(word, out CollectionMode mode)
                ? mode
                : throw new SipasException(new Problem(ProblemCodes.QueryValue, "--mode", word, string.Join(", ", BallotWords.ModeWords)))).ToArray(),
        };
    }

    private static string[]? Given(ParseResult parsed, Option<string[]> option) => parsed.GetValue(option) is { Length: > 0 } words ? words : null;

    /// <summary>Tells of every million ballots, so that a long reading is not taken for one that hangs.</summary>
    private sealed class Reading(TextWriter errors) : IProgress<long>
    {
        private const long Step = 1_000_000;
        private long _told;

        public void Report(long value)
        {
            if (value / Step > _told)
            {
                _told = value / Step;
                errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value:N0} …"));
            }
        }
    }
}
