using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Reporting;
using Sipas.Storage.Dapper.Stores;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary>Binds the options of a command to a query of the ballots of a store: days, units, procedures, modes, channels,
/// flags, answers about the respondent.</summary>
internal sealed class StoredQuery
{
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
    public StoredQuery(Command command)
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

    /// <summary>Opens the store and computes a figure of its ballots.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="pack">The pack that is scored.</param>
    /// <param name="questionnaireVersion">One of its questionnaires.</param>
    /// <param name="groupBy">Null for one group, <c>unit</c>, <c>channel</c>, or a question about the respondent.</param>
    /// <param name="compute">Computes the figure of the bound query and prints it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SipasException">An option has an invalid value, or the store cannot be used.</exception>
    public async Task<int> ComputeAsync(
        ParseResult parsed, MethodPack pack, string questionnaireVersion, string? groupBy,
        Func<FigureService, BallotQuery, Task<int>> compute, CancellationToken cancellationToken)
    {
        // The store may contain ballots of other packs; the scored pack may be in a file or in the store.
        var packs = new MethodPackRegistry(MethodPacks.ShippedIds.Where(id => id != pack.Id).Select(MethodPacks.Shipped).Append(pack));
        AnswerLayout layout = packs.FindLayout(pack.Id, questionnaireVersion)!;
        IReadOnlyList<RespondentQuestion> questions = RespondentQuestion.Of(pack, layout);
        Breakdown? split = BreakdownOf(groupBy, questions);
        long minimum = _minimum.Of(parsed);
        if (minimum < 1)
        {
            throw new SipasException(
                new Problem(ProblemCodes.QueryValue, _minimum.Name, minimum.ToString(CultureInfo.InvariantCulture), "≥ 1"));
        }

        using SqlStorage storage = _store.Read(parsed, packs: packs);
        await storage.OpenAsync(cancellationToken).ConfigureAwait(false);
        UnitDirectory units = await storage.Units.ReadAsync(cancellationToken).ConfigureAwait(false);
        StoredBallotFilter filter = Filter(parsed, units, questions);
        using var state = new SurveyState(storage, packs, flags: filter.Flagged is null ? null : new QualityFlags(storage.Quality));
        using var figures = new FigureService(storage, state, new DisclosureSettings(), minimum, parsed.Clock());
        await state.OpenForAsync(pack, filter.NeedsColumns || split is not (null or { Code: Breakdown.UnitCode }),
            new Reading(parsed.InvocationConfiguration.Error), cancellationToken).ConfigureAwait(false);
        FigureView view = await figures.LiveAsync(cancellationToken).ConfigureAwait(false);
        if (filter.Procedures is { } procedures
            && await view.FindProceduresAsync(cancellationToken).ConfigureAwait(false) is { } known)
        {
            foreach (string procedure in procedures)
            {
                CommandRunner.RequireKnown(_procedures.Name, procedure, known);
            }
        }

        return await compute(figures, new BallotQuery
        {
            View = view,
            Layout = layout,
            Filter = filter,
            Breakdown = split,
            Requested = Asked(parsed),
            ListsEveryGroup = false,
            ListsChannels = false,
        }).ConfigureAwait(false);
    }

    /// <summary>Checks that numbers, texts and days can be counted under the filter.</summary>
    /// <exception cref="SipasException">The filter has a condition other than days (<c>QRY0001</c>).</exception>
    public void RequireValues(StoredBallotFilter filter)
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
        if (other is not null)
        {
            throw new SipasException(new Problem(ProblemCodes.QueryValue, "--questions", other.Name, "--from, --to"));
        }
    }

    private static Breakdown? BreakdownOf(string? groupBy, IReadOnlyList<RespondentQuestion> questions) => groupBy switch
    {
        null => null,
        Breakdown.UnitCode => Breakdown.ByUnit,
        Breakdown.ChannelCode => Breakdown.ByChannel,
        _ => questions.FirstOrDefault(question => question.Code == groupBy) is { } question
            ? Breakdown.ByAnswer(question)
            : throw new SipasException(new Problem(ProblemCodes.QueryValue, "--group-by", groupBy,
                string.Join(", ",
                    ((string[])[Breakdown.UnitCode, Breakdown.ChannelCode]).Concat(questions.Select(known => known.Code))))),
    };

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
    private sealed class Reading(TextWriter errors) : IProgress<LoadProgress>
    {
        private const long Step = 1_000_000;
        private long _reported;

        public void Report(LoadProgress value)
        {
            if (value.Sequence / Step > _reported)
            {
                _reported = value.Sequence / Step;
                errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Sequence:N0} …"));
            }
        }
    }
}
