namespace Sipas.Plans;

/// <summary>The deadlines of the survey; null where the plan states none.</summary>
internal sealed record Deadlines
{
    /// <summary>The day by which the lists are drawn.</summary>
    public DateOnly? Draw { get; init; }

    /// <summary>First day of fieldwork.</summary>
    public DateOnly? FieldFrom { get; init; }

    /// <summary>Last day of fieldwork.</summary>
    public DateOnly? FieldTo { get; init; }

    /// <summary>The day on which the report is due.</summary>
    public DateOnly? Report { get; init; }
}
