using Sipas.Sampling;

namespace Sipas.Fieldwork;

/// <summary>How far a cell is from its quota.</summary>
public sealed record CellProgress
{
    /// <summary>The cell.</summary>
    public required string Cell { get; init; }

    /// <summary>Official units: the quota.</summary>
    public required long QuotaCount { get; init; }

    /// <summary>Units that answered.</summary>
    public required long CompleteCount { get; init; }

    /// <summary>Units that are still open.</summary>
    public required long OpenCount { get; init; }

    /// <summary>Reserve units left.</summary>
    public required long ReserveLeftCount { get; init; }

    /// <summary>Answers still missing: a count, 0 when the quota is met.</summary>
    public long MissingCount => Math.Max(0, QuotaCount - CompleteCount);

    /// <summary>Whether the quota can no longer be met, even if all that are open and the whole reserve answer.</summary>
    public bool IsOutOfReach => CompleteCount + OpenCount + ReserveLeftCount < QuotaCount;
}

/// <summary>How far the field is on a day.</summary>
public sealed record FieldProgress
{
    /// <summary>The cells in the order of the lists.</summary>
    public required IReadOnlyList<CellProgress> Cells { get; init; }

    /// <summary>Days left, the given day and the last day included; 0 after the last day, null without one.</summary>
    public required int? DaysLeft { get; init; }

    /// <summary>Answers needed each day from now on, rounded up; null without a last day or after it.</summary>
    public long? NeededPerDay => DaysLeft is > 0 and int days ? (Cells.Sum(cell => cell.MissingCount) + days - 1) / days : null;

    /// <summary>The progress of a ledger.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="day">The day.</param>
    /// <param name="lastDay">The last day in the field; null without one.</param>
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
