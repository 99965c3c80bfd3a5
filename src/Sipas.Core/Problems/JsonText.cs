using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Sipas.Problems;

/// <summary>Checks the bytes of a JSON file before any reader parses them.</summary>
/// <remarks>A UTF-8 byte order mark is skipped, as RFC 8259 section 8.1 allows; UTF-16 and UTF-32 are refused, with or
/// without a mark.</remarks>
internal static class JsonText
{
    /// <summary>The JSON text of a file.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <returns>The bytes after the byte order mark, if there is one.</returns>
    /// <exception cref="SipasException">The bytes are not UTF-8 (<c>VAL0100</c>), or contain only whitespace (<c>VAL0101</c>).</exception>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> bytes)
    {
        if (WideEncoding(bytes) is { } wide)
        {
            throw new SipasException(new Problem(ProblemCodes.JsonEncoding, "1:1", wide, "UTF-8"));
        }

        ReadOnlySpan<byte> json = WithoutMark(bytes);
        if (json.TrimStart(" \t\r\n"u8).IsEmpty)
        {
            throw new SipasException(new Problem(ProblemCodes.JsonEmpty, allowed: "{ … }"));
        }

        return Utf8.IsValid(json)
            ? json
            : throw new SipasException(new Problem(ProblemCodes.JsonEncoding, PlaceAt(json, FirstInvalid(json)), "≠ UTF-8", "UTF-8"));
    }

    /// <summary>The JSON text of a file without duplicate keys.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <returns>As <see cref="Content"/>.</returns>
    /// <exception cref="SipasException">
    /// As <see cref="Content"/>; or an object has a duplicate key (<c>VAL0102</c>), or the text is truncated
    /// (<c>VAL0103</c>), with line and column, from 1.
    /// </exception>
    /// <exception cref="JsonException">The text is not JSON for another reason.</exception>
    public static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> json = Content(bytes);
        var open = new Stack<HashSet<string>?>();

        // With isFinalBlock false the reader stops at the end of the text without an error, and the number of open brackets is known.
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
        bool any = false;
        while (reader.Read())
        {
            any = true;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.StartArray:
                    open.Push(null);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName when open.Peek()!.Add(KeyOf(ref reader)) is false:
                    throw new SipasException(
                        new Problem(ProblemCodes.JsonKeyTwice, PlaceAt(json, reader.TokenStartIndex), reader.GetString()));
                default:
                    break;
            }
        }

        // The reader cannot know whether a number at the end of the text is complete; literals and strings are complete by themselves.
        ReadOnlySpan<byte> rest = json[(int)reader.BytesConsumed..].Trim(" \t\r\n"u8);
        bool isNumber = !any && rest is [(>= (byte)'0' and <= (byte)'9') or (byte)'-', ..];
        return open.Count == 0 && (rest.IsEmpty || isNumber)
            ? json
            : throw new SipasException(
                new Problem(ProblemCodes.JsonCutShort, PlaceAt(json, json.Length), open.Count.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Bytes without a leading UTF-8 byte order mark.</summary>
    /// <param name="bytes">The bytes of a file or a body.</param>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;

    // JSON begins with two ASCII characters, so zero bytes reveal UTF-16 and UTF-32 also without a mark.
    private static string? WideEncoding(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [_, 0, 0, 0, ..] or [0, 0, 0, _, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, ..] or [not 0, 0, ..] => "UTF-16",
        _ => null,
    };

    private static string KeyOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            // An unpaired surrogate, written as an escape.
            throw new JsonException(error.Message, error);
        }
    }

    private static long FirstInvalid(ReadOnlySpan<byte> json)
    {
        int at = 0;
        while (System.Text.Rune.DecodeFromUtf8(json[at..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private static string PlaceAt(ReadOnlySpan<byte> json, long offset)
    {
        ReadOnlySpan<byte> before = json[..(int)offset];
        int line = before.Count((byte)'\n') + 1;
        int column = before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{line}:{column}");
    }
}
