using System.Data.Common;
using Dapper;
using Sipas.Ballots;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>The ends of the log and of the chains of its units, as the holder of the writer lock sees them.</summary>
internal sealed class SqlChains
{
    private readonly Dictionary<string, long> _unitIds = new(StringComparer.Ordinal);

    // The heads after the last append of this process; valid only while no other process has appended.
    private readonly Dictionary<string, UnitHead> _heads = new(StringComparer.Ordinal);
    private long _lastSequence;

    // After a failed write the heads may be ahead of the log.
    public SqlChains(SqlSession session) => session.WriteFailed += () => Begin(-1);

    /// <summary>Continues after the last ballot of the log.</summary>
    /// <param name="lastSequence">Its sequence number, read in the transaction of the append.</param>
    public void Begin(long lastSequence)
    {
        if (_lastSequence != lastSequence)
        {
            _heads.Clear();
            _lastSequence = lastSequence;
        }
    }

    /// <summary>Gets the next sequence number of the log.</summary>
    public long NextSequence() => ++_lastSequence;

    /// <summary>Computes the next link of a unit's chain.</summary>
    /// <returns>The end of the chain; the next call changes it.</returns>
    public async Task<UnitHead> AdvanceAsync(DbConnection connection, DbTransaction transaction, PendingBallot draft)
    {
        string unit = draft.Ballot.UnitCode;
        if (!_heads.TryGetValue(unit, out UnitHead? head))
        {
            _heads.Add(unit, head = await HeadAsync(connection, transaction, unit).ConfigureAwait(false));
        }

        head.Position++;
        head.Chain = UnitChain.Next(head.Chain, draft.ContentHash, draft.NoteHash());
        return head;
    }

    private async Task<UnitHead> HeadAsync(DbConnection connection, DbTransaction transaction, string unitCode)
    {
        if (!_unitIds.TryGetValue(unitCode, out long unitId))
        {
            unitId = await connection.QuerySingleAsync<long>("select unit_id from unit where code = @unitCode", new { unitCode },
                transaction).ConfigureAwait(false);
            _unitIds.Add(unitCode, unitId);
        }

        (long Position, byte[] Chain)? stored = (await connection.QueryAsync<(long, byte[])>(
            "select position, chain_hash from ballot where unit_id = @unitId order by position desc limit 1", new { unitId }, transaction)
            .ConfigureAwait(false))
            .Select(row => ((long, byte[])?)row).FirstOrDefault();
        return new UnitHead { UnitId = unitId, Position = stored?.Position ?? 0, Chain = stored?.Chain ?? UnitChain.Start(unitCode) };
    }
}
