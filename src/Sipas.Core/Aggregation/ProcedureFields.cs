namespace Sipas.Aggregation;

/// <summary>Which field (lĩnh vực) each administrative procedure belongs to: what live counts are broken down by. Immutable.</summary>
public sealed class ProcedureFields
{
    /// <summary>The position of ballots whose procedure is not stated or in no field.</summary>
    public const int NotStated = 0;

    /// <summary>No fields: all ballots are at <see cref="NotStated"/>.</summary>
    public static readonly ProcedureFields None = new(new Dictionary<string, string>());

    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    /// <summary>Numbers the fields.</summary>
    /// <param name="fieldOfProcedure">The code of the field of each procedure code.</param>
    /// <exception cref="ArgumentException">There are more fields than counts can tell apart.</exception>
    public ProcedureFields(IReadOnlyDictionary<string, string> fieldOfProcedure)
    {
        ArgumentNullException.ThrowIfNull(fieldOfProcedure);
        Codes = [.. fieldOfProcedure.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (Codes.Count >= ColumnSchema.MaximumProcedureFields)
        {
            throw new ArgumentException($"{Codes.Count} fields were given; {ColumnSchema.MaximumProcedureFields - 1} can be told apart.", nameof(fieldOfProcedure));
        }

        Dictionary<string, int> numbers = Codes.Select((code, i) => (code, i)).ToDictionary(pair => pair.code, pair => pair.i + 1, StringComparer.Ordinal);
        foreach ((string procedure, string field) in fieldOfProcedure)
        {
            _positions.Add(procedure, numbers[field]);
        }
    }

    /// <summary>The fields' codes, in order; the first is at position 1.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>The position of a procedure's field.</summary>
    /// <param name="procedureCode">The procedure; null when it was not stated.</param>
    public int PositionOf(string? procedureCode) => procedureCode is null ? NotStated : _positions.GetValueOrDefault(procedureCode);

    /// <summary>The position of a field.</summary>
    /// <param name="fieldCode">Its code.</param>
    /// <returns>The position, or null when no procedure is in such a field.</returns>
    public int? Find(string fieldCode) => Codes.ToList().IndexOf(fieldCode) is >= 0 and int index ? index + 1 : null;
}
