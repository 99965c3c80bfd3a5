namespace Sipas.Cases;

/// <summary>State of a case on a given day.</summary>
internal enum CaseState
{
    /// <summary>Action is required, and the due day has not passed.</summary>
    Open,

    /// <summary>Action is required, and the due day has passed.</summary>
    Overdue,

    /// <summary>The case is closed.</summary>
    Closed,
}
