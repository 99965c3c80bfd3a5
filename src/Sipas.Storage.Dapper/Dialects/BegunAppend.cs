using System.Data.Common;
using Sipas.Storage.Dapper.Rows;

namespace Sipas.Storage.Dapper.Dialects;

/// <summary>An append that has begun.</summary>
/// <param name="Transaction">The transaction, which holds the writer lock.</param>
/// <param name="Stored">The stored ballots among the ids of the append.</param>
/// <param name="LastSequence">The last sequence number of the log; 0 when it is empty.</param>
/// <param name="ClosingCount">The number of closed surveys.</param>
public sealed record BegunAppend(DbTransaction Transaction, IReadOnlyDictionary<Guid, StoredPlace> Stored, long LastSequence,
    long ClosingCount);
