namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>Limits of printing ballots.</summary>
internal static class PrintedBallots
{
    /// <summary>Maximum number of ballots that one page prints.</summary>
    public const int MaxPrinted = 500;
}
