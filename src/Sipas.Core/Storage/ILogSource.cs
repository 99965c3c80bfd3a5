using Sipas.Ballots;

namespace Sipas.Storage;

/// <summary>The codes to which the characters of a questionnaire's stored answers refer.</summary>
/// <param name="PackId">Id of the pack.</param>
/// <param name="Version">Version of the questionnaire.</param>
/// <param name="ItemCodes">Codes of its items, in the order of the characters of <see cref="KeptBallot.Answers"/>.</param>
/// <param name="ValueCodes">Codes of its questions that are answered by a number, a text or a date, in questionnaire order.</param>
public sealed record KeptQuestionnaire(string PackId, string Version, IReadOnlyList<string> ItemCodes, IReadOnlyList<string> ValueCodes);

/// <summary>The data of a log other than its ballots, all as of one moment.</summary>
public sealed record LogHead
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
    public required IReadOnlyList<KeptQuestionnaire> Questionnaires { get; init; }

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

/// <summary>A log that an auditor can recompute, read from a store or from an export.</summary>
public interface ILogSource
{
    /// <summary>Reads the data other than the ballots, as of one state of the source.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The source cannot be read.</exception>
    Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads the log in order with its verification data, including late ballots. Does not open a store and needs no
    /// pack.
    /// </summary>
    /// <param name="afterSequence">Only ballots with a higher sequence number; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Problems.SipasException">The source cannot be read, or not to the end.</exception>
    IAsyncEnumerable<KeptBallot> ReadKeptAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>
    /// Checks the database for damage to its files and indexes. Changes nothing; reads the whole file of a SQLite
    /// database.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns><see cref="StoreCondition.Sound"/> for a source without a database.</returns>
    /// <exception cref="StoreUnavailableException">The store is busy or unreachable.</exception>
    Task<StoreCondition> CheckConditionAsync(CancellationToken cancellationToken) => Task.FromResult(StoreCondition.Sound);
}
