using Sipas.Ballots;

namespace Sipas.Storage;

/// <summary>The codes that the characters of a questionnaire's stored answers stand for.</summary>
/// <param name="PackId">Id of the pack.</param>
/// <param name="Version">Version of the questionnaire.</param>
/// <param name="ItemCodes">Codes of its items, in the order of the characters of <see cref="KeptBallot.Answers"/>.</param>
/// <param name="ValueCodes">Codes of its questions that are answered by a number, a text or a day, in questionnaire order.</param>
public sealed record KeptQuestionnaire(string PackId, string Version, IReadOnlyList<string> ItemCodes, IReadOnlyList<string> ValueCodes);

/// <summary>What stands beside the ballots of a log, all of one moment.</summary>
public sealed record LogHead
{
    /// <summary>The log's end at that moment; 0 when it was empty. Ballots up to it never change, so whoever stops there reads the log of that moment, however long the reading takes.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Number of the last ballot that a signature covers, up to <see cref="LastSequence"/> when all is well; 0 when there is none, or where only the ballots bear signatures, as in an export.</summary>
    public long LastSealed { get; init; }

    /// <summary>The public keys of receipts.</summary>
    public required IReadOnlyList<ReceiptKey> Keys { get; init; }

    /// <summary>The questionnaires that the store knows.</summary>
    public required IReadOnlyList<KeptQuestionnaire> Questionnaires { get; init; }

    /// <summary>The closed surveys, in the order in which they were closed.</summary>
    public required IReadOnlyList<SurveyClosing> Closings { get; init; }

    /// <summary>The audit log, oldest first.</summary>
    public required IReadOnlyList<AuditRecord> Audit { get; init; }

    /// <summary>The rows and tables that the audit log covers, as they are.</summary>
    public IReadOnlyList<StoredContent> Contents { get; init; } = [];

    /// <summary>
    /// The spent tickets; null where they are not known for the moment of <see cref="LastSequence"/>, as in a store over several servers while ballots
    /// arrive.
    /// </summary>
    public SpentTickets? Spent { get; init; }

    /// <summary>Tables of the store that no verification covers, by name.</summary>
    public IReadOnlyList<string> UncoveredTables { get; init; } = [];
}

/// <summary>A log as an auditor recomputes it: out of a store, or out of an export.</summary>
public interface ILogSource
{
    /// <summary>Reads what stands beside the ballots, in one state of the source.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The source cannot be read.</exception>
    Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>Reads the log in its order with its proof; late ballots are among it. Neither opens a store nor needs any pack.</summary>
    /// <param name="afterSequence">Only ballots with a higher sequence number; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Problems.SipasException">The source cannot be read, or not to its end.</exception>
    IAsyncEnumerable<KeptBallot> ReadKeptAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>Asks the database about damage to its files and indexes. Changes nothing; reads all of a SQLite file.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns><see cref="StoreCondition.Sound"/> for a source without a database.</returns>
    /// <exception cref="StoreUnavailableException">The store is busy or out of reach.</exception>
    Task<StoreCondition> CheckConditionAsync(CancellationToken cancellationToken) => Task.FromResult(StoreCondition.Sound);
}
