using Sipas.Audit;
using Sipas.Receipts;

namespace Sipas.Log;

/// <summary>The data of a log other than its ballots, all as of one moment.</summary>
internal sealed record LogHead
{
    /// <summary>
    /// Last sequence number at that moment; 0 for an empty log. Ballots up to it never change: a reader that stops
    /// there sees the log as of that moment, regardless of how long reading takes.
    /// </summary>
    public required long LastSequence { get; init; }

    /// <summary>
    /// Sequence number of the last ballot that a signature covers; equals <see cref="LastSequence"/> in an intact log.
    /// 0 when there is none, or where only the ballots carry signatures, as in an export.
    /// </summary>
    public long LastSealed { get; init; }

    /// <summary>The public receipt keys.</summary>
    public required IReadOnlyList<ReceiptKey> Keys { get; init; }

    /// <summary>The questionnaires known to the store.</summary>
    public required IReadOnlyList<StoredQuestionnaire> Questionnaires { get; init; }

    /// <summary>The closed surveys, in order of closing.</summary>
    public required IReadOnlyList<SurveyClosing> Closings { get; init; }

    /// <summary>The audit log, oldest first.</summary>
    public required IReadOnlyList<AuditRecord> Audit { get; init; }

    /// <summary>The current rows and tables that the audit log covers.</summary>
    public IReadOnlyList<StoredContent> Contents { get; init; } = [];

    /// <summary>
    /// The spent tickets; null where they are not known as of <see cref="LastSequence"/>, for example in a store over
    /// several servers while ballots arrive.
    /// </summary>
    public SpentTickets? Spent { get; init; }

    /// <summary>Names of the tables of the store that no verification covers.</summary>
    public IReadOnlyList<string> UncoveredTables { get; init; } = [];
}
