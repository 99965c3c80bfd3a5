namespace Sipas.Plans;

/// <summary>The names of the frame columns; null where the frame has no such column.</summary>
internal sealed record FrameColumns
{
    /// <summary>Column that identifies a row: dossier or household number.</summary>
    public required string Id { get; init; }

    /// <summary>Column that identifies a person: a number, or a text that is unique to the person.</summary>
    public string? Person { get; init; }

    /// <summary>Columns with contact details of the person; at least one of them must be filled.</summary>
    public IReadOnlyList<string> Contacts { get; init => field = value ?? []; } = [];

    /// <summary>Column with the code of the organisation unit that provided the service.</summary>
    public string? Unit { get; init; }

    /// <summary>Column with the day of the transaction, as <c>2026-11-21</c> or <c>21/11/2026</c>.</summary>
    public string? Day { get; init; }

    /// <summary>Column with the age in years.</summary>
    public string? Age { get; init; }

    /// <summary>Column that states whether the result was received: <c>1</c>, <c>true</c>, <c>yes</c>, <c>x</c>, <c>có</c>.</summary>
    public string? ResultReceived { get; init; }
}
