using System.Globalization;
using Sipas.Audit;

namespace Sipas.Paper;

/// <summary>A handover of a batch.</summary>
/// <param name="BatchCode">The batch.</param>
/// <param name="From">Person who handed it over.</param>
/// <param name="To">Person who received it.</param>
/// <param name="SheetCount">Number of sheets counted.</param>
/// <param name="At">Time of the handover, as stated by both persons.</param>
/// <param name="RecordedBy">Person who recorded it; null if unknown.</param>
internal sealed record PaperHandover(string BatchCode, string From, string To, int SheetCount, DateTimeOffset At, string? RecordedBy)
{
    /// <summary>
    /// Formats the detail of <see cref="AuditActions.BatchHandedOver"/>. The batch itself contains the giver and the receiver.
    /// </summary>
    public string AuditDetail() => string.Create(CultureInfo.InvariantCulture, $"{BatchCode} {SheetCount}");
}
