using System.Globalization;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Log;

/// <summary>A closed survey.</summary>
/// <param name="Name">Name of the survey, for example <c>2026</c>.</param>
/// <param name="Scope">Scope of the survey.</param>
/// <param name="LastSequence">Last sequence number of the log at closing.</param>
/// <param name="BallotCount">Number of ballots in the closed survey.</param>
/// <param name="Root">Merkle root over their content hashes in log order: 64 lower-case hexadecimal digits.</param>
/// <param name="ClosedAt">Time of closing.</param>
internal sealed record SurveyClosing(string Name, SurveyScope Scope, long LastSequence, long BallotCount, string Root,
    DateTimeOffset ClosedAt)
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
        return Hex.Lower(text.Hash());
    }

    /// <summary>Compares a pack with the one under which the survey was closed.</summary>
    /// <param name="pack">The pack in use now.</param>
    /// <returns>
    /// The problem (<c>STO0017</c>); null when both are the same, the closing states no version, or the pack belongs to
    /// another survey.
    /// </returns>
    public Problem? DifferenceFrom(MethodPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return PackHash is null || pack.Id != Scope.PackId || pack.Version == Scope.PackVersion
            ? null
            : new Problem(ProblemCodes.PackChangedSinceClosing, Name, $"{pack.Id}/{pack.Version}",
                $"{Scope.PackId}/{Scope.PackVersion}")
            {
                Severity = ProblemSeverity.Warning,
            };
    }

    /// <summary>Formats the detail of <see cref="AuditActions.SurveyClosed"/>, which a verification compares with the closing.</summary>
    public string AuditDetail() => $"{Name} {Root} {Digest()}";
}
