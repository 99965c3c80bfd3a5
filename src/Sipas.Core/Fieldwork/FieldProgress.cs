using Sipas.Sampling;

namespace Sipas.Fieldwork;

/// <summary>The progress of fieldwork on a day.</summary>
internal sealed record FieldProgress
{
    /// <summary>The cells in the order of the lists.</summary>
    public required IReadOnlyList<CellProgress> Cells { get; init; }

    /// <summary>Number of days left, including the given day and the last day; 0 after the last day, null without one.</summary>
    public required int? DaysLeft { get; init; }

    /// <summary>Number of answers needed per day from now on, rounded up; null without a last day or after it.</summary>
    public long? NeededPerDay => DaysLeft is > 0 and int days ? (Cells.Sum(cell => cell.MissingCount) + days - 1) / days : null;

    /// <summary>Computes the progress of a ledger.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="day">The day.</param>
    /// <param name="lastDay">The last day of fieldwork; null without one.</param>
    public static FieldProgress Of(FieldLedger ledger, DateOnly day, DateOnly? lastDay)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return new FieldProgress
        {
            DaysLeft = lastDay is { } last ? Math.Max(0, last.DayNumber - day.DayNumber + 1) : null,
            Cells = [.. ledger.Cases.GroupBy(known => known.Entry.Cell, StringComparer.Ordinal).Select(cell => new CellProgress
            {
                Cell = cell.Key,
                QuotaCount = cell.LongCount(known => known.Entry.Role == ListRole.Official),
                CompleteCount = cell.LongCount(known => known.Disposition == Disposition.Complete),
                OpenCount = cell.LongCount(known => known.IsActive && known.Disposition == Disposition.Pending),
                ReserveLeftCount = ledger.ReserveLeft(cell.Key),
            })],
        };
    }
}
