using System.Globalization;
using Sipas.Ballots;
using Sipas.Questionnaires;
using Sipas.Reporting;

namespace Sipas.Storage;

/// <summary>Scope of a survey: the ballots that a closing freezes.</summary>
public sealed record SurveyScope
{
    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire; null for every questionnaire of the pack.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>Sampled or self-selected; null for both.</summary>
    public SelectionBasis? Basis { get; init; }

    /// <summary>First counting day in Vietnam; null for no lower bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last counting day in Vietnam; null for no upper bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// Version of the pack whose rules score the survey. It does not restrict the scope, because ballots name the
    /// version of their questionnaire. Null when not stated.
    /// </summary>
    public string? PackVersion { get; init; }

    /// <summary>Whether the survey covers a ballot.</summary>
    /// <param name="packId">Pack of the ballot.</param>
    /// <param name="questionnaireVersion">Questionnaire version of the ballot.</param>
    /// <param name="basis">Selection basis of the ballot.</param>
    /// <param name="day">Counting day of the ballot.</param>
    public bool Covers(string packId, string questionnaireVersion, SelectionBasis basis, DateOnly day) =>
        packId == PackId
        && (QuestionnaireVersion is null || questionnaireVersion == QuestionnaireVersion)
        && (Basis is null || basis == Basis)
        && (From is null || day >= From)
        && (To is null || day <= To);

    /// <summary>Whether the survey covers ballots of a questionnaire.</summary>
    /// <param name="layout">The questionnaire.</param>
    public bool Covers(AnswerLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return layout.PackId == PackId && (QuestionnaireVersion is null || layout.QuestionnaireVersion == QuestionnaireVersion);
    }

    /// <summary>Whether the survey covers a stored ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    public bool Covers(KeptBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return Covers(ballot.PackId, ballot.QuestionnaireVersion, ballot.Basis, ballot.CountedOn);
    }
}

/// <summary>A closed survey.</summary>
/// <param name="Name">Name of the survey, for example <c>2026</c>.</param>
/// <param name="Scope">Scope of the survey.</param>
/// <param name="LastSequence">Last sequence number of the log at closing.</param>
/// <param name="BallotCount">Number of ballots in the closed survey.</param>
/// <param name="Root">Merkle root over their content hashes in log order: 64 lower-case hexadecimal digits.</param>
/// <param name="ClosedAt">Time of closing.</param>
public sealed record SurveyClosing(string Name, SurveyScope Scope, long LastSequence, long BallotCount, string Root, DateTimeOffset ClosedAt)
{
    // Represents a missing value: no code contains this character, so it differs from an empty text.
    private const string None = "*";

    /// <summary>Content hash of the stored pack of <see cref="SurveyScope.PackVersion"/>; null when no version is stated.</summary>
    public string? PackHash { get; init; }

    /// <summary>Computes the SHA-256 over the whole closing: 64 lower-case hexadecimal digits. The audit log records it.</summary>
    /// <remarks>
    /// UTF-8 lines <c>sipas-closing/1</c>, name, pack, version and hash of the pack, questionnaire, basis, first and
    /// last day, last sequence number, number of ballots, root, time of closing; an asterisk for a missing value, each
    /// line ended by a line feed.
    /// </remarks>
    public string Digest()
    {
        var text = new Utf8Lines(stackalloc byte[Utf8Lines.Usual]);
        text.Add("sipas-closing/1\n"u8, Name);
        text.Add([], Scope.PackId);
        text.Add([], Scope.PackVersion ?? None);
        text.Add([], PackHash ?? None);
        text.Add([], Scope.QuestionnaireVersion ?? None);
        text.Add([], Scope.Basis is { } basis ? ((int)basis).ToString(CultureInfo.InvariantCulture) : None);
        text.Add([], Scope.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? None);
        text.Add([], Scope.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? None);
        text.Add([], LastSequence.ToString(CultureInfo.InvariantCulture));
        text.Add([], BallotCount.ToString(CultureInfo.InvariantCulture));
        text.Add([], Root);
        text.Add([], ClosedAt.ToUniversalTime());
        return HexText.Lower(text.Hash());
    }

    /// <summary>Compares a pack with the one under which the survey was closed.</summary>
    /// <param name="pack">The pack in use now.</param>
    /// <returns>
    /// The problem (<c>STO0017</c>); null when both are the same, the closing states no version, or the pack belongs to
    /// another survey.
    /// </returns>
    public Problems.Problem? DifferenceFrom(Questionnaires.MethodPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return PackHash is null || pack.Id != Scope.PackId || pack.Version == Scope.PackVersion
            ? null
            : new Problems.Problem(Problems.ProblemCodes.PackChangedSinceClosing, Name, $"{pack.Id}/{pack.Version}", $"{Scope.PackId}/{Scope.PackVersion}") { Severity = Problems.ProblemSeverity.Warning };
    }

    /// <summary>Converts the closing to its form in reports.</summary>
    public ClosedSurvey ToReport() => new()
    {
        Name = Name,
        QuestionnaireVersion = Scope.QuestionnaireVersion,
        Basis = Scope.Basis is { } basis ? BallotWords.Of(basis) : null,
        From = Scope.From,
        To = Scope.To,
        Ballots = BallotCount,
        Root = Root,
        ClosedAt = ClosedAt,
    };
}

/// <summary>Provides the verification data for auditors, and closes surveys.</summary>
public interface IProofStore : ILogSource
{
    /// <summary>Reads the public receipt keys.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken);

    /// <summary>Reads the closed surveys, in order of closing.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken);

    /// <summary>Closes a survey: from now on, ballots that it covers are late. Appends wait until the closing is done.</summary>
    /// <param name="name">Name of the survey: 1 to 64 ASCII letters, digits, hyphens, dots and underscores.</param>
    /// <param name="scope">Scope of the survey.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The closing with its root.</returns>
    /// <exception cref="Problems.SipasException">
    /// A survey with this name is already closed (<c>PRF0012</c>), the name is malformed (<c>BAL0110</c>), or the pack
    /// version that the scope states is not stored (<c>STO0016</c>).
    /// </exception>
    Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken);
}

/// <summary>The naming rule for surveys.</summary>
public static class SurveyNames
{
    /// <summary>Rejects a malformed name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="Problems.SipasException">The name is malformed (<c>BAL0110</c>).</exception>
    public static void Require(string name)
    {
        if (!Text.CodeText.IsWellFormed(name))
        {
            throw new Problems.SipasException(new Problems.Problem(Problems.ProblemCodes.CodeMalformed, "name", name, Text.CodeText.Allowed));
        }
    }
}
