namespace Sipas.AspNetCore.Tickets;

/// <summary>The body of <c>POST /sipas/v1/tickets</c>.</summary>
internal sealed record TicketRequest
{
    /// <summary>Number of the dossier, 1 to 128 characters. It is not stored.</summary>
    public required string Dossier { get; init; }

    /// <summary>Code of the organisation unit that handled it.</summary>
    public required string Unit { get; init; }

    /// <summary>Code of the procedure; optional.</summary>
    public string? Procedure { get; init; }
}
