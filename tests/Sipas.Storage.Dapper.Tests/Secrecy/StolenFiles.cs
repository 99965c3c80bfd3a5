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

/// <summary>A ballot as its row shows it.</summary>
internal sealed record SeenBallot(Guid Id, string Unit, string? Procedure, int Day);

/// <summary>A row of an issued ticket: every value that is not null, numbers and texts as text.</summary>
internal sealed record SeenTicket(IReadOnlyDictionary<string, object> Values)
{
    public string Unit => (string)Values["rated_unit"];

    public int Day => Convert.ToInt32(Values["issued_on"], System.Globalization.CultureInfo.InvariantCulture);

    public string? Procedure => Values.TryGetValue("handled_procedure", out object? procedure) ? (string)procedure : null;
}

/// <summary>What one commit added.</summary>
internal sealed record SeenCommit(IReadOnlyList<byte[]> Marks, IReadOnlyList<Guid> Ballots);

/// <summary>A person at the counter: known to the attacker, in the order of issue.</summary>
internal sealed record Person(string Dossier, string Unit, int Day);
