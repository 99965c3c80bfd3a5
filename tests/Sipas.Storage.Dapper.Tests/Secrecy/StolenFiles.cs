namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>What somebody reads from both databases without a key.</summary>
internal sealed record StolenFiles
{
    /// <summary>Ballots with a ticket, in the order of their numbers.</summary>
    public required IReadOnlyList<SeenBallot> Ballots { get; init; }

    /// <summary>Rows of issued tickets in the order in which they were written, as far as the files show it.</summary>
    public required IReadOnlyList<SeenTicket> Issued { get; init; }

    /// <summary>Marks of spent tickets in the order in which they were written, as far as the files show it.</summary>
    public required IReadOnlyList<byte[]> Spent { get; init; }

    /// <summary>Commits that wrote marks and ballots, as far as the files show them.</summary>
    public IReadOnlyList<SeenCommit> Commits { get; init; } = [];
}
