using Sipas.Ballots;

namespace Sipas.Disclosure;

/// <summary>The groups into which the ballots of a query are divided: units, channels, or the answers to a question about the
/// respondent.</summary>
public sealed record Breakdown
{
    /// <summary>The name of the breakdown by channel in queries and groups.</summary>
    public const string ChannelCode = "channel";

    /// <summary>The name of the breakdown by unit in queries.</summary>
    public const string UnitCode = "unit";

    private Breakdown(string code, RespondentQuestion? question) => (Code, Question) = (code, question);

    /// <summary>A group for each organisation unit with ballots.</summary>
    public static Breakdown ByUnit { get; } = new(UnitCode, null);

    /// <summary>A group for each channel.</summary>
    public static Breakdown ByChannel { get; } = new(ChannelCode, null);

    /// <summary>Creates a breakdown with a group for each answer to a question about the respondent.</summary>
    /// <param name="question">The question.</param>
    internal static Breakdown ByAnswer(RespondentQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return new(question.Code, question);
    }

    /// <summary>The name of the breakdown: <see cref="UnitCode"/>, <see cref="ChannelCode"/> or the code of the question.</summary>
    public string Code { get; }

    /// <summary>The question; null for units and channels.</summary>
    internal RespondentQuestion? Question { get; }

    /// <summary>Whether groups are formed within units, so that live counts by unit are not sufficient.</summary>
    internal bool NeedsColumns => this != ByUnit;

    /// <summary>The codes of the groups in display order: answers, or values of <see cref="CollectionChannel"/>; empty for
    /// units.</summary>
    public IEnumerable<byte> Codes => Question is not null ? Question.Codes
        : this == ByChannel ? Enum.GetValues<CollectionChannel>().Select(channel => (byte)channel)
        : [];

    /// <summary>Returns the name of a group: <c>A1:2</c>, <c>channel:open</c>.</summary>
    /// <param name="code">One of <see cref="Codes"/>.</param>
    public string GroupOf(byte code) => $"{Code}:{(Question is null ? BallotNames.Of((CollectionChannel)code) : Question.NameOf(code))}";
}
