namespace Sipas.Counting;

/// <summary>Maps each administrative procedure to its service sector (lĩnh vực). Live counts are broken down by sector.
/// Immutable.</summary>
internal sealed class ServiceSectors
{
    /// <summary>The position of ballots whose procedure is not stated or not in any sector.</summary>
    public const int NotStated = 0;

    /// <summary>No sectors: all ballots are at <see cref="NotStated"/>.</summary>
    public static readonly ServiceSectors None = new(new Dictionary<string, string>());

    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    /// <summary>Creates the mapping and numbers the sectors.</summary>
    /// <param name="fieldOfProcedure">The sector code of each procedure code.</param>
    /// <exception cref="ArgumentException">There are more sectors than counts can distinguish.</exception>
    public ServiceSectors(IReadOnlyDictionary<string, string> fieldOfProcedure)
    {
        ArgumentNullException.ThrowIfNull(fieldOfProcedure);
        Codes = [.. fieldOfProcedure.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (Codes.Count >= ColumnSchema.MaximumProcedureFields)
        {
            throw new ArgumentException($"{Codes.Count} fields were given; {ColumnSchema.MaximumProcedureFields - 1} can be told apart.",
                nameof(fieldOfProcedure));
        }

        Dictionary<string, int> numbers = Codes.Select((code, i) => (code, i))
            .ToDictionary(pair => pair.code, pair => pair.i + 1, StringComparer.Ordinal);
        foreach ((string procedure, string field) in fieldOfProcedure)
        {
            _positions.Add(procedure, numbers[field]);
        }
    }

    /// <summary>The sector codes in order. The first one is at position 1.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Returns the position of a procedure's sector.</summary>
    /// <param name="procedureCode">The procedure code; null when not stated.</param>
    public int PositionOf(string? procedureCode) => procedureCode is null ? NotStated : _positions.GetValueOrDefault(procedureCode);

    /// <summary>Returns the position of a sector.</summary>
    /// <param name="fieldCode">The sector code.</param>
    /// <returns>The position, or null when no procedure belongs to the sector.</returns>
    public int? Find(string fieldCode) => Codes.ToList().IndexOf(fieldCode) is >= 0 and int index ? index + 1 : null;
}
