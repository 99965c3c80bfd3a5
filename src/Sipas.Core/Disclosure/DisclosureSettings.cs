namespace Sipas.Disclosure;

/// <summary>How figures appear for readers who may not see live figures: in batches. docs/method/small-cells.md.</summary>
public sealed class DisclosureSettings
{
    /// <summary>
    /// Ballots that a batch needs, and that wait when it is shown: 1 to 1,000. Default 10. With 1, one ballot waits and one can be read
    /// from two figures.
    /// </summary>
    public int BatchBallots { get; set; } = 10;

    /// <summary>Days in Vietnam between two batches of one unit: 1 to 366. Default 1.</summary>
    public int BatchDays { get; set; } = 1;
}
