using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Storage.Dapper;
using Sipas.Units;
using Sipas.Values;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary>Counts the ballots of a store by the options of a command: days, units, procedures, modes, channels, flags,
/// answers about the respondent.</summary>
internal sealed class StoredScores
{
    private const string Unit = "unit";
    private const string Channel = "channel";

    private readonly StoreOptions _store = new();
    private readonly TypedOption<DateOnly> _from = Typed.Day("--from", "Store: first day in Vietnam, yyyy-MM-dd");
    private readonly TypedOption<DateOnly> _to = Typed.Day("--to", "Store: last day (inclusive), yyyy-MM-dd");
    private readonly Option<string[]> _units = new("--unit")
    {
        Description = "Store: unit codes, each including its subordinate units",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string[]> _procedures = new("--procedure")
    {
        Description = "Store: procedure codes",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string[]> _modes = new("--mode")
    {
        Description = $"Store: {string.Join(", ", BallotNames.ModeNames)}",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string[]> _channels = new(
        "--channel")
    {
        Description = $"Store: collection channels: {string.Join(", ", BallotNames.ChannelNames)}",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<bool?> _flagged =
        new("--flagged") { Description = "Store: true for flagged ballots only, false for unflagged ballots only" };
    private readonly Option<string[]> _respondents = new("--respondent")
    {
        Description = "Store: QUESTION:ANSWER[,ANSWER] about the respondent, for example A1:2; if several questions are given, all "
        + "must match",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly TypedOption<long> _minimum = Typed.Whole(
        "--minimum-respondents", "Store: minimum number of ballots for a figure about respondents or a channel; figures with fewer "
        + "ballots are withheld", SmallCells.DefaultMinimum);

    /// <summary>Adds the options to a command.</summary>
    public StoredScores(Command command)
    {
        _store.AddTo(command);
        foreach (Option option in (Option[])[_from, _to, _units, _procedures, _modes, _channels, _flagged, _respondents, _minimum])
        {
            command.Add(option);
        }
    }

    /// <summary>The given pack: a file, a shipped one, or a stored one.</summary>
    public Task<MethodPack> FindPackAsync(ParseResult parsed, string idOrFile, CancellationToken cancellationToken) =>
        _store.FindPackAsync(parsed, idOrFile, cancellationToken);

    /// <summary>Reads the store and counts.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="pack">The pack that is scored.</param>
    /// <param name="questionnaireVersion">One of its questionnaires.</param>
    /// <param name="groupBy">Null for one group, <c>unit</c>, <c>channel</c>, or a question about the respondent.</param>
    /// <param name="values">Receives the numbers, texts and days of the one basis that has ballots; null when they are
    /// not requested.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The groups that have ballots, by unit, channel or answer and basis; if values are requested and no
    /// group has any, one without ballots. Withheld groups are named.</returns>
    /// <exception cref="SipasException">An option has an invalid value, values are requested for ballots filtered by
    /// anything other than days, or the store cannot be used.</exception>
    public async Task<StoredGroups> CountAsync(
        ParseResult parsed, MethodPack pack, string questionnaireVersion, string? groupBy, List<ValueCount>? values,
        CancellationToken cancellationToken)
    {
        // The store may contain ballots of other packs; the scored pack may be in a file or in the store.
        var packs = new MethodPackRegistry(MethodPacks.ShippedIds.Where(id => id != pack.Id).Select(MethodPacks.Shipped).Append(pack));
        AnswerLayout layout = packs.FindLayout(pack.Id, questionnaireVersion)!;
        IReadOnlyList<RespondentQuestion> questions = RespondentQuestion.Of(pack, layout);
        RespondentQuestion? split = groupBy is null or Unit or Channel
            ? null
            : questions.FirstOrDefault(question => question.Code == groupBy)
            ?? throw new SipasException(new Problem(ProblemCodes.QueryValue, "--group-by", groupBy,
                string.Join(", ", ((string[])[Unit, Channel]).Concat(questions.Select(question => question.Code)))));
        long minimum = _minimum.Of(parsed);
        if (minimum < 1)
        {
            throw new SipasException(
                new Problem(ProblemCodes.QueryValue, _minimum.Name, minimum.ToString(CultureInfo.InvariantCulture), "≥ 1"));
        }

        using SqlStorage storage = _store.Read(parsed, packs: packs);
        await storage.OpenAsync(cancellationToken).ConfigureAwait(false);
        await storage.Packs.SavePacksAsync([pack], cancellationToken).ConfigureAwait(false);
        UnitDirectory units = await storage.Units.ReadAsync(cancellationToken).ConfigureAwait(false);
        StoredBallotFilter filter = Filter(parsed, units, questions);
        using var columns = new StoredColumns(packs, filter.Flagged is null ? null : new QualityFlags(storage.Quality));
        await columns.FollowAsync(storage.Ballots, new Reading(parsed.InvocationConfiguration.Error), cancellationToken)
            .ConfigureAwait(false);
        foreach (string procedure in columns.UnnamedProcedureBallots > 0 ? [] : filter.Procedures ?? [])
        {
            CommandRunner.RequireKnown(_procedures.Name, procedure, columns.Procedures);
        }

        var counts = new RespondentCounts(columns, minimum);
        var groups = new List<ScoredGroup>();
        var withheld = new List<WithheldGroup>();
        foreach (SelectionBasis basis in Enum.GetValues<SelectionBasis>())
        {
            foreach ((string? name, AnswerTally? tally) in GroupsOf(counts, layout, filter with { Bases = [basis] }, groupBy, split))
            {
                if (tally is null)
                {
                    withheld.Add(new WithheldGroup(name, BallotNames.Of(basis), minimum));
                }
                else if (tally.BallotCount > 0)
                {
                    groups.Add(new ScoredGroup(name, basis, tally));
                }
            }
        }

        if (groups.Count == 0 && withheld.Count == 0 && values is not null)
        {
            // Questions are figures over the groups: a group without ballots yields the reason why there are no figures.
            groups.Add(new ScoredGroup(null, null, columns.Tally(layout, filter)));
        }
        else if (values is not null && layout.ValueQuestions.Count > 0
            && groups.Select(group => group.Basis).Distinct().ToArray() is [{ } only])
        {
            values.AddRange(await ReadValuesAsync(storage, layout, filter, only, cancellationToken).ConfigureAwait(false));
        }

        IReadOnlyList<SurveyClosing> closings = await storage.Closings.ReadClosingsAsync(cancellationToken).ConfigureAwait(false);
        return new StoredGroups(
            split is null ? [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal).ThenBy(group => group.Basis)] : groups,
            withheld,
            [.. closings.Where(closing => closing.Scope.Covers(layout)).Select(closing => ClosedSurvey.Of(closing))],
            Asked(parsed));
    }

    private static IEnumerable<(string? Name, AnswerTally? Tally)> GroupsOf(
        RespondentCounts counts, AnswerLayout layout, StoredBallotFilter filter, string? groupBy, RespondentQuestion? split)
    {
        if (groupBy == Channel && counts.Tally(layout, filter) is not null)
        {
            return counts.ByChannel(layout, filter).Select(cell => ((string?)$"{Channel}:{BallotNames.Of(cell.Channel)}", cell.Tally));
        }

        if (groupBy != Unit)
        {
            AnswerTally? all = counts.Tally(layout, filter);
            return split is null || all is null
                ? [(null, all)]
                : counts.ByRespondent(layout, filter, split)
                    .Select(cell => ((string?)$"{split.Code}:{split.NameOf(cell.Code)}", cell.Tally));
        }

        return counts.ByUnit(layout, filter) is { } units
            ? units.ByUnit.Select(unit => ((string?)unit.Key, (AnswerTally?)unit.Value))
                .Concat(units.Withheld.Order(StringComparer.Ordinal).Select(unit => ((string?)unit, (AnswerTally?)null)))
            : [(null, null)];
    }

    private async Task<IReadOnlyList<ValueCount>> ReadValuesAsync(
        SqlStorage storage, AnswerLayout layout, StoredBallotFilter filter, SelectionBasis basis, CancellationToken cancellationToken)
    {
        Option? other = filter switch
        {
            { Units: not null } => _units,
            { Procedures: not null } => _procedures,
            { Modes: not null } => _modes,
            { Channels: not null } => _channels,
            { Flagged: not null } => _flagged,
            { RespondentAnswers: not null } => _respondents,
            _ => null,
        };
        return other is null
            ? await storage.Values.CountValuesAsync(
                new ValueFilter
                {
                    PackId = layout.PackId,
                    QuestionnaireVersion = layout.QuestionnaireVersion,
                    Basis = basis,
                    From = filter.From,
                    To = filter.To,
                }, cancellationToken).ConfigureAwait(false)
            : throw new SipasException(new Problem(ProblemCodes.QueryValue, "--questions", other.Name, "--from, --to"));
    }

    private StoredBallotFilter Filter(ParseResult parsed, UnitDirectory units, IReadOnlyList<RespondentQuestion> questions)
    {
        (DateOnly? from, DateOnly? to) = (_from.Find(parsed), _to.Find(parsed));
        if (from > to)
        {
            throw new SipasException(new Problem(
                ProblemCodes.QueryValue, "--from", FormattableString.Invariant($"{from:yyyy-MM-dd}"),
                FormattableString.Invariant($"≤ {to:yyyy-MM-dd}")));
        }

        return new StoredBallotFilter
        {
            From = from,
            To = to,
            Units = Given(parsed, _units)?.SelectMany(code => units.Find(code) is null
                ? throw new SipasException(new Problem(ProblemCodes.UnitNotFound, "--unit", code))
                : units.Subtree(code)).Distinct(StringComparer.Ordinal).ToArray(),
            Procedures = Given(parsed, _procedures),
            Modes = Given(parsed, _modes)?.Select(word => BallotNames.TryMode(word, out CollectionMode mode)
                ? mode
                : throw new SipasException(new Problem(ProblemCodes.QueryValue, "--mode", word, string.Join(", ", BallotNames.ModeNames))))
                .ToArray(),
            Channels = ChannelsOf(parsed, _channels),
            Flagged = parsed.GetValue(_flagged),
            RespondentAnswers = Respondents(parsed, questions),
        };
    }

    /// <summary>Reads the channels that an option names; null when it names none.</summary>
    /// <exception cref="SipasException">A text is not a channel (<c>QRY0001</c>).</exception>
    internal static IReadOnlyCollection<CollectionChannel>? ChannelsOf(ParseResult parsed, Option<string[]> option) =>
        Given(parsed, option)?.Select(word => BallotNames.TryChannel(word, out CollectionChannel channel)
            ? channel
            : throw new SipasException(
                new Problem(ProblemCodes.QueryValue, option.Name, word, string.Join(", ", BallotNames.ChannelNames)))).ToArray();

    private IReadOnlyDictionary<string, IReadOnlyCollection<byte>>? Respondents(
        ParseResult parsed, IReadOnlyList<RespondentQuestion> questions)
    {
        if (Given(parsed, _respondents) is not { } words)
        {
            return null;
        }

        var problems = new List<Problem>();
        IReadOnlyDictionary<string, IReadOnlyCollection<byte>> answers =
            RespondentQuestion.ReadFilter(string.Join(',', words), questions, _respondents.Name, problems);
        return problems.Count == 0 ? answers : throw new SipasException(problems);
    }

    // The requested filter, by the names that the endpoint uses.
    private Dictionary<string, string>? Asked(ParseResult parsed)
    {
        (string Name, string? Value)[] asked =
        [
            ("from", _from.Find(parsed)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("to", _to.Find(parsed)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("unit", Joined(_units)),
            ("procedure", Joined(_procedures)),
            ("mode", Joined(_modes)),
            ("channel", Joined(_channels)),
            ("flagged", parsed.GetValue(_flagged) is { } flagged ? flagged ? "true" : "false" : null),
            ("respondent", Joined(_respondents)),
        ];
        var given = asked.Where(part => part.Value is not null)
            .ToDictionary(part => part.Name, part => part.Value!, StringComparer.Ordinal);
        return given.Count == 0 ? null : given;

        string? Joined(Option<string[]> option) => Given(parsed, option) is { } words ? string.Join(',', words) : null;
    }

    private static string[]? Given(ParseResult parsed, Option<string[]> option) =>
        parsed.GetValue(option) is { Length: > 0 } words ? words : null;

    /// <summary>Reports every million ballots, so that a long read does not appear to hang.</summary>
    private sealed class Reading(TextWriter errors) : IProgress<long>
    {
        private const long Step = 1_000_000;
        private long _reported;

        public void Report(long value)
        {
            if (value / Step > _reported)
            {
                _reported = value / Step;
                errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value:N0} …"));
            }
        }
    }
}
