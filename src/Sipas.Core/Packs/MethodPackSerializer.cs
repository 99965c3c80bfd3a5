using System.Text.Json;
using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>Reads and writes method packs as JSON and provides the schema of the format.</summary>
public static class MethodPackSerializer
{
    /// <summary>Reads a pack.</summary>
    /// <param name="json">UTF-8 JSON, with or without a byte order mark.</param>
    /// <returns>The pack, not yet verified: see <see cref="MethodPackVerifier"/>.</returns>
    /// <exception cref="SipasException">The text is not a pack (<c>PCK0001</c>). The error contains the place that could not
    /// be read.</exception>
    public static MethodPack Read(ReadOnlySpan<byte> json)
    {
        try
        {
            json = JsonText.Checked(json);
            RefuseNulls(json);
            return JsonSerializer.Deserialize(json, MethodPackJsonContext.Default.MethodPack)
                ?? throw new SipasException(new Problem(ProblemCodes.PackUnreadable, "$", "null"));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.PackUnreadable, error.Path ?? "$", error.Message), error);
        }
    }

    // A null in place of a text or a list would bypass the check of required members. A pack never needs a null.
    private static void RefuseNulls(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        string property = "$";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                property = reader.GetString() ?? property;
            }
            else if (reader.TokenType == JsonTokenType.Null && reader.CurrentDepth > 0)
            {
                throw new SipasException(new Problem(ProblemCodes.PackUnreadable, property, "null"));
            }
        }
    }

    /// <summary>Writes a pack as indented UTF-8 JSON.</summary>
    /// <param name="pack">The pack.</param>
    public static byte[] Write(MethodPack pack) => JsonSerializer.SerializeToUtf8Bytes(pack, MethodPackJsonContext.Default.MethodPack);

    /// <summary>Gets the JSON Schema (draft 2020-12) of the pack format.</summary>
    public static string Schema
    {
        get
        {
            using Stream stream = typeof(MethodPackSerializer).Assembly.GetManifestResourceStream("Sipas.method-pack.schema.json")
                ?? throw new InvalidOperationException("The embedded schema of the pack format is missing.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
