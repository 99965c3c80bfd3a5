using System.Globalization;
using Sipas.Ballots;
using Sipas.Questionnaires;
using Sipas.Reporting;

namespace Sipas.Storage;

/// <summary>What a survey is made of: the ballots that a closing freezes.</summary>
public sealed record SurveyScope
{
    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire; null for every questionnaire of the pack.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>Sampled or self-selected; null for both.</summary>
    public SelectionBasis? Basis { get; init; }

    /// <summary>First counting day in Vietnam; null when open.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last counting day in Vietnam; null when open.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Version of the pack by whose rules the survey is scored: it narrows nothing, since ballots name the version of their questionnaire. Null when it is not stated.</summary>
    public string? PackVersion { get; init; }

    /// <summary>Whether the survey covers a ballot.</summary>
    /// <param name="packId">Its pack.</param>
    /// <param name="questionnaireVersion">Its questionnaire.</param>
    /// <param name="basis">Its basis.</param>
    /// <param name="day">The day it counts for.</param>
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

    /// <summary>Whether the survey covers a ballot that is kept.</summary>
    /// <param name="ballot">The ballot.</param>
    public bool Covers(KeptBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return Covers(ballot.PackId, ballot.QuestionnaireVersion, ballot.Basis, ballot.CountedOn);
    }
}

/// <summary>A closed survey.</summary>
/// <param name="Name">Its name, for example <c>2026</c>.</param>
/// <param name="Scope">What it covers.</param>
/// <param name="LastSequence">The log's end when it was closed.</param>
/// <param name="BallotCount">Ballots it holds.</param>
/// <param name="Root">Merkle root over their content hashes in log order: 64 lower-case hexadecimal digits.</param>
/// <param name="ClosedAt">When it was closed.</param>
public sealed record SurveyClosing(string Name, SurveyScope Scope, long LastSequence, long BallotCount, string Root, DateTimeOffset ClosedAt)
{
    // What is not there: no code has this character, so that an empty text is something else.
    private const string None = "*";

    /// <summary>Content hash of the kept pack of <see cref="SurveyScope.PackVersion"/>; null when no version is stated.</summary>
    public string? PackHash { get; init; }

    /// <summary>SHA-256 over all that the closing says: 64 lower-case hexadecimal digits. The audit log keeps it.</summary>
    /// <remarks>UTF-8 lines <c>sipas-closing/1</c>, name, pack, version and hash of the pack, questionnaire, basis, first and last day, the log's end, ballots, root, when it was closed; an asterisk where there is none, each ended by a line feed.</remarks>
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

    /// <summary>Says when a pack is not the one under which the survey was closed.</summary>
    /// <param name="pack">The pack that is used now.</param>
    /// <returns>The problem (<c>STO0017</c>); null when it is the same, or the closing states no version, or the pack is another survey's.</returns>
    public Problems.Problem? DifferenceFrom(Questionnaires.MethodPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return PackHash is null || pack.Id != Scope.PackId || pack.Version == Scope.PackVersion
            ? null
            : new Problems.Problem(Problems.ProblemCodes.PackChangedSinceClosing, Name, $"{pack.Id}/{pack.Version}", $"{Scope.PackId}/{Scope.PackVersion}") { Severity = Problems.ProblemSeverity.Warning };
    }

    /// <summary>The closing as a report names it.</summary>
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

/// <summary>Gives an auditor what a proof needs, and freezes surveys.</summary>
public interface IProofStore : ILogSource
{
    /// <summary>Reads the public keys of receipts.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken);

    /// <summary>Reads the closed surveys, in the order in which they were closed.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken);

    /// <summary>Closes a survey: from now on, ballots that it covers are late. Appending waits until it is done.</summary>
    /// <param name="name">Its name: 1 to 64 ASCII letters, digits, hyphens, dots and underscores.</param>
    /// <param name="scope">What it covers.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The closing with its root.</returns>
    /// <exception cref="Problems.SipasException">A survey of this name is closed already (<c>PRF0012</c>), the name is malformed (<c>BAL0110</c>), or the version of the pack that the scope states is not kept (<c>STO0016</c>).</exception>
    Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken);
}

/// <summary>The rule for names of surveys.</summary>
public static class SurveyNames
{
    /// <summary>Refuses what is no name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="Problems.SipasException">It is malformed (<c>BAL0110</c>).</exception>
    public static void Require(string name)
    {
        if (!Text.CodeText.IsWellFormed(name))
        {
            throw new Problems.SipasException(new Problems.Problem(Problems.ProblemCodes.CodeMalformed, "name", name, Text.CodeText.Allowed));
        }
    }
}
