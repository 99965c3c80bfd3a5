using System.CommandLine;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Verification;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary>The options of <c>sipas verify</c> that name a published index and the ballots that it counts.</summary>
internal sealed class IndexOptions
{
    private readonly Option<string?> _index =
        new("--index") { Description = "Published index to recount: a file written by 'sipas score --format json'" };
    private readonly Option<string?> _pack = new("--pack")
    {
        Description = "Index: pack file, if the pack is neither shipped nor in the store",
    };
    private readonly Option<string?> _survey = new("--survey") { Description = "Index: only the ballots of this closed survey" };
    private readonly TypedOption<DateOnly> _from = Typed.Day("--from", "Index: first day in Vietnam, yyyy-MM-dd");
    private readonly TypedOption<DateOnly> _to = Typed.Day("--to", "Index: last day (inclusive), yyyy-MM-dd");
    private readonly Option<string[]> _procedures = new("--procedure")
    {
        Description = "Index: procedure codes",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string[]> _modes = new("--mode")
    {
        Description = $"Index: {string.Join(", ", BallotNames.ModeNames)}",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string[]> _channels = new("--channel")
    {
        Description = $"Index: {string.Join(", ", BallotNames.ChannelNames)}",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_index, _pack, _survey, _from, _to, _procedures, _modes, _channels])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the given index; null if there is none. A pack that is not shipped is read from the store, if one
    /// is given.</summary>
    /// <exception cref="SipasException">The file cannot be read or is not an index, or an option has an invalid
    /// value.</exception>
    public async Task<IndexComparison?> ReadAsync(ParseResult parsed, StoreOptions? store, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_index) is not { } file)
        {
            return ((Option[])[_pack, _survey, _from, _to, _procedures, _modes, _channels])
                .FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } alone
                ? throw new SipasException(new Problem(ProblemCodes.QueryValue, alone.Name, "–", _index.Name))
                : null;
        }

        PublishedIndex published;
        try
        {
            published = PublishedIndex.Read(File.ReadAllBytes(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, _index.Name, file), error);
        }

        var scope = new RecountScope
        {
            Survey = parsed.GetValue(_survey),
            From = _from.Find(parsed),
            To = _to.Find(parsed),
            Procedures = parsed.GetValue(_procedures) is { Length: > 0 } procedures ? procedures : null,
            Modes = parsed.GetValue(_modes) is { Length: > 0 } words
                ? [.. words.Select(word => BallotNames.TryMode(word, out CollectionMode mode)
                    ? mode
                    : throw new SipasException(
                        new Problem(ProblemCodes.QueryValue, _modes.Name, word, string.Join(", ", BallotNames.ModeNames))))]
                : null,
            Channels = StoredQuery.ChannelsOf(parsed, _channels),
        };
        string pack = parsed.GetValue(_pack) ?? published.PackId;
        return new IndexComparison(
            published, store is null
            ? CommandRunner.FindPack(pack)
            : await store.FindPackAsync(parsed, pack, cancellationToken).ConfigureAwait(false), scope);
    }
}
