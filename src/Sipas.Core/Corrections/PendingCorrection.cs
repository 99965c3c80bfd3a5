using System.Globalization;
using Sipas.Audit;

namespace Sipas.Corrections;

/// <summary>A file with corrections that one account entered and another account confirms or rejects.</summary>
internal sealed record PendingCorrection
{
    /// <summary>Random id: 32 lower-case hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>The file; empty in lists, and once the correction is decided.</summary>
    public required ReadOnlyMemory<byte> File { get; init; }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>How the file is read, as JSON.</summary>
    public required string Reading { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>Number of stored ballots that the file corrects.</summary>
    public required long CorrectionCount { get; init; }

    /// <summary>The reason: 1 to 500 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>The account that entered it.</summary>
    public required string EnteredBy { get; init; }

    /// <summary>Time of entry, by the store's clock.</summary>
    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>The decision; null while it waits.</summary>
    public CorrectionDecision? Decision { get; init; }

    /// <summary>The account that decided; null while it waits.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Time of the decision, by the store's clock; null while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>
    /// Formats the detail of <see cref="AuditActions.CorrectionEntered"/>, <see cref="AuditActions.CorrectionConfirmed"/>
    /// and <see cref="AuditActions.CorrectionRejected"/>.
    /// </summary>
    public string AuditDetail() => string.Create(CultureInfo.InvariantCulture, $"{Id} {CorrectionCount} {Digest}");
}
