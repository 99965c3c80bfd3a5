namespace Sipas.AspNetCore.Tickets;

/// <summary>An issued ticket.</summary>
internal sealed record TicketResponse
{
    /// <summary>The token.</summary>
    public required string Token { get; init; }

    /// <summary>Path of the short link.</summary>
    public required string Path { get; init; }

    /// <summary>Time of expiry, in UTC.</summary>
    public required string ExpiresAt { get; init; }
}
