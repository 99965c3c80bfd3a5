using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Files.Columns;

/// <summary>The contents of a file's columns, when their names are not the default ones. Read from <c>map.json</c>.</summary>
/// <remarks>With null the default name is searched; an empty text means that the file has no such column, whatever its
/// headings.</remarks>
internal sealed record ColumnMap
{
    /// <summary>Column of the unit's code.</summary>
    public string? Unit { get; init; }

    /// <summary>Column of the procedure's code.</summary>
    public string? Procedure { get; init; }

    /// <summary>Column of the number printed on the ballot.</summary>
    public string? BallotNumber { get; init; }

    /// <summary>Column of the collection mode.</summary>
    public string? Mode { get; init; }

    /// <summary>Column of the selection basis.</summary>
    public string? Basis { get; init; }

    /// <summary>Column of the time or day at which the ballot was completed.</summary>
    public string? CompletedAt { get; init; }

    /// <summary>Column of each item, by item code.</summary>
    public IReadOnlyDictionary<string, string>? Items { get; init; }

    /// <summary>Column of each number, text and date question, by question code.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>Column of the ticked options of each multiple-choice question, by question code: their item codes
    /// separated by blanks, commas or semicolons; an empty cell is no answer.</summary>
    public IReadOnlyDictionary<string, string>? Ticks { get; init; }

    /// <summary>The decimal mark of numbers that are stored as texts, <c>","</c> or <c>"."</c>; when null, ambiguous
    /// numbers are errors.</summary>
    [JsonPropertyName("decimal")]
    public DecimalMark? DecimalMark { get; init; }

    /// <summary>
    /// The meaning of cell texts in all questions: a level as a number, or the wire name of a special answer. A text
    /// that means different levels in the scales of the columns is an error (<c>XFM0401</c>).
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    /// <summary>
    /// The meaning of cell texts in the questions of a scale, by the scale's code and the text: a level as a number, or
    /// the wire name of a special answer. Questions of such a scale accept these texts and the texts of its levels, and
    /// no other number.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>>? AnswersByScale { get; init; }

    /// <summary>Reads a map.</summary>
    /// <param name="path">Path of <c>map.json</c>; null for an empty map.</param>
    /// <exception cref="SipasException">It cannot be read (<c>IMP0001</c>, <c>IMP0010</c>).</exception>
    public static ColumnMap Read(string? path)
    {
        if (path is null)
        {
            return new ColumnMap();
        }

        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "map", path), error);
        }
    }

    /// <summary>Reads a map from JSON.</summary>
    /// <param name="json">A JSON object with the members of this record in camel case.</param>
    /// <exception cref="SipasException">It cannot be read (<c>IMP0010</c>).</exception>
    public static ColumnMap Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(JsonText.Checked(json), ColumnMapJsonContext.Default.ColumnMap)
                ?? throw new SipasException(new Problem(ProblemCodes.MapUnreadable, "$", "null"));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.MapUnreadable, error.Path ?? "$", error.Message), error);
        }
    }

    /// <summary>Serializes the map as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ColumnMapJsonContext.Default.ColumnMap);

    /// <summary>Computes the key under which a file's map is saved: from its columns, independent of its rows.</summary>
    /// <param name="columns">The header of the file.</param>
    /// <returns>SHA-256 over the names in their order, without regard to case: 64 lower-case hexadecimal digits.</returns>
    public static string Fingerprint(IEnumerable<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);

        string text = string.Join('\n', columns.Select(column => column.ToLowerInvariant().Replace('\n', ' ')));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }
}
