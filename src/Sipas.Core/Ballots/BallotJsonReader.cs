using System.Globalization;
using System.Text;
using System.Text.Json;
using Sipas.Problems;

namespace Sipas.Ballots;

/// <summary>Reads a ballot from untrusted JSON. Malformed text, excessive depth, duplicate keys and unknown fields are
/// reported separately.</summary>
internal static class BallotJsonReader
{
    /// <summary>Maximum nesting depth. A valid ballot needs two levels.</summary>
    public const int MaximumDepth = 8;

    private static readonly string[] FieldNames =
        [.. BallotFields.Stated.Select(field => field.JsonName!), "answers", "values", "ticket", "salt", "presence"];

    private static readonly string AllFieldNames = string.Join(", ", FieldNames);

    /// <summary>Reads a ballot.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="problems">Receives every format problem. If a problem is added, the submission contains the parts that
    /// could be read.</param>
    /// <returns>The submission; null when the text is not a JSON object.</returns>
    public static BallotSubmission? Read(ReadOnlySpan<byte> json, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        json = JsonText.WithoutMark(json);
        if (json.Trim(" \t\r\n"u8).IsEmpty)
        {
            problems.Add(new Problem(ProblemCodes.BodyEmpty));
            return null;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                problems.Add(new Problem(ProblemCodes.BodyEmpty));
                return null;
            }

            BallotSubmission submission = ReadFields(ref reader, problems);
            while (reader.Read())
            {
                // Reading to the end makes the reader reject content after the object.
            }

            return submission;
        }
        catch (JsonException error)
        {
            bool tooDeep = OpensTooDeep(reader, json);
            string place = string.Create(CultureInfo.InvariantCulture, $"{error.LineNumber + 1}:{error.BytePositionInLine + 1}");
            problems.Add(tooDeep
                ? new Problem(ProblemCodes.BodyTooDeep, place, null, MaximumDepth.ToString(CultureInfo.InvariantCulture))
                : new Problem(ProblemCodes.BodyMalformed, place, Near(json, reader.BytesConsumed)));
            return null;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are not valid UTF-8, or an unpaired surrogate, are detected when the text is converted to a string.
            problems.Add(new Problem(ProblemCodes.BodyMalformed, "UTF-8", Near(json, reader.TokenStartIndex)));
            return null;
        }
    }

    private static BallotSubmission ReadFields(ref Utf8JsonReader reader, ICollection<Problem> problems)
    {
        var texts = new Dictionary<string, string?>(FieldNames.Length, StringComparer.Ordinal);
        List<RawAnswer>? answers = null;
        List<RawAnswer>? given = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (!texts.TryAdd(name, null))
            {
                problems.Add(new Problem(ProblemCodes.KeyTwice, "$", name));
                reader.Skip();
                continue;
            }

            if (!FieldNames.Contains(name))
            {
                problems.Add(new Problem(ProblemCodes.FieldUnknown, "$", name, AllFieldNames));
                reader.Skip();
            }
            else if (name == "answers")
            {
                answers = ReadObject(ref reader, name, problems);
            }
            else if (name == "values")
            {
                given = ReadObject(ref reader, name, problems);
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                texts[name] = reader.GetString();
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                problems.Add(new Problem(ProblemCodes.FieldType, name, reader.TokenType.ToString(), "string"));
                texts[name] = "";
                reader.Skip();
            }
        }

        return BallotSubmission.Of(texts, answers, given);
    }

    private static List<RawAnswer> ReadObject(ref Utf8JsonReader reader, string field, ICollection<Problem> problems)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Add(new Problem(ProblemCodes.FieldType, field, reader.TokenType.ToString(), "object"));
            reader.Skip();
            return [];
        }

        var answers = new List<RawAnswer>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string item = reader.GetString()!;
            reader.Read();
            if (!seen.Add(item))
            {
                problems.Add(new Problem(ProblemCodes.KeyTwice, field, item));
                reader.Skip();
                continue;
            }

            answers.Add(reader.TokenType switch
            {
                JsonTokenType.Number when reader.TryGetInt64(out long number) =>
                    new RawAnswer(item, RawAnswerKind.Whole, Raw(reader), number),
                JsonTokenType.Number => new RawAnswer(item, RawAnswerKind.Fraction, Raw(reader)),
                JsonTokenType.String => new RawAnswer(item, RawAnswerKind.Text, reader.GetString()!),
                JsonTokenType.Null => new RawAnswer(item, RawAnswerKind.Null, "null"),
                _ => new RawAnswer(item, RawAnswerKind.Other, reader.TokenType.ToString()),
            });
            reader.Skip();
        }

        return answers;
    }

    // The reader's exception does not distinguish excessive depth from malformed text. The JSON is too deep if the next
    // token would open a level below the deepest allowed level.
    private static bool OpensTooDeep(in Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        int depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : 0);
        ReadOnlySpan<byte> next = json[(int)reader.BytesConsumed..].TrimStart(" \t\r\n,:"u8);
        return depth >= MaximumDepth && !next.IsEmpty && next[0] is ((byte)'[' or (byte)'{');
    }

    private static string Raw(in Utf8JsonReader reader) => Encoding.UTF8.GetString(reader.ValueSpan);

    private static string Near(ReadOnlySpan<byte> json, long position)
    {
        ReadOnlySpan<byte> rest = json[(int)Math.Min(position, json.Length)..];
        return Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, 24)]);
    }
}
