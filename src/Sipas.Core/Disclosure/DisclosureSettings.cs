namespace Sipas.Disclosure;

/// <summary>Settings of the batches in which figures are published to readers without access to live figures. See
/// docs/method/small-cells.md.</summary>
public sealed class DisclosureSettings
{
    /// <summary>
    /// Minimum number of ballots in a batch, and number of ballots that remain waiting when a batch is published, 1 to
    /// 1,000. Default: 10. With 1, only one ballot waits, and a single ballot can be derived from two figures.
    /// </summary>
    public int BatchBallots { get; set; } = 10;

    /// <summary>Minimum number of days between two batches of one unit, in Vietnam time, 1 to 366. Default: 1.</summary>
    public int BatchDays { get; set; } = 1;
}
