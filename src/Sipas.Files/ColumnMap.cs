using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Problems;

namespace Sipas.Files;

/// <summary>Which columns of a file hold what, when their names are not the ones we look for ourselves. Read from <c>map.json</c>.</summary>
public sealed record ColumnMap
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

    /// <summary>What cell texts mean: a level as a number, or a special answer's word.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    /// <summary>Reads a map.</summary>
    /// <param name="path">Where <c>map.json</c> lies; null for a map that says nothing.</param>
    /// <exception cref="SipasException">It cannot be read (<c>IMP0001</c>, <c>IMP0010</c>).</exception>
    public static ColumnMap Read(string? path)
    {
        if (path is null)
        {
            return new ColumnMap();
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ColumnMapJsonContext.Default.ColumnMap)
                ?? throw new SipasException(new Problem(ProblemCodes.MapUnreadable, "$", "null"));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.MapUnreadable, error.Path ?? "$", error.Message), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "map", path), error);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ColumnMap))]
internal sealed partial class ColumnMapJsonContext : JsonSerializerContext;
