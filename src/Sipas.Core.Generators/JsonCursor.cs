using System.Globalization;
using System.Text;

namespace Sipas.Generators;

/// <summary>Reads the objects and strings of a JSON text (RFC 8259), without comments and without trailing commas.</summary>
internal sealed class JsonCursor(string text)
{
    /// <summary>The index of the next character.</summary>
    public int Position { get; private set; }

    /// <summary>Reads an object.</summary>
    /// <param name="readMember">Reads one member, from its key to the end of its value.</param>
    /// <exception cref="CatalogFormatException">The text is malformed.</exception>
    public void ReadObject(Action readMember)
    {
        Expect('{');
        if (TryRead('}'))
        {
            return;
        }

        do
        {
            readMember();
        }
        while (TryRead(','));
        Expect('}');
    }

    /// <summary>Reads a character after white space.</summary>
    /// <param name="expected">The character.</param>
    /// <exception cref="CatalogFormatException">There is another character, or none.</exception>
    public void Expect(char expected)
    {
        if (!TryRead(expected))
        {
            throw Fault($"'{expected}' is expected here");
        }
    }

    /// <summary>Skips white space.</summary>
    /// <returns>Whether a character follows.</returns>
    public bool SkipWhiteSpace()
    {
        while (Position < text.Length && text[Position] is ' ' or '\t' or '\r' or '\n')
        {
            Position++;
        }

        return Position < text.Length;
    }

    /// <summary>Reads a string at the current position, which is its quotation mark.</summary>
    /// <returns>The value of the string.</returns>
    /// <exception cref="CatalogFormatException">There is no string, or it is malformed.</exception>
    public string ReadString()
    {
        if (Position == text.Length || text[Position] != '"')
        {
            throw Fault("a string is expected here");
        }

        var value = new StringBuilder();
        for (Position++; Position < text.Length; Position++)
        {
            switch (text[Position])
            {
                case '"':
                    Position++;
                    return value.ToString();
                case '\\':
                    value.Append(ReadEscape());
                    break;
                case < ' ':
                    throw Fault("a string contains a control character");
                default:
                    value.Append(text[Position]);
                    break;
            }
        }

        throw Fault("a string is not closed");
    }

    /// <summary>Creates the exception for a fault at the current position.</summary>
    /// <param name="message">The fault.</param>
    /// <returns>The exception.</returns>
    public CatalogFormatException Fault(string message) => new(message, Position);

    // From the reverse solidus to the last character of the escape sequence.
    private char ReadEscape()
    {
        Position++;
        switch (Position < text.Length ? text[Position] : '\0')
        {
            case '"':
                return '"';
            case '\\':
                return '\\';
            case '/':
                return '/';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when Position + 4 < text.Length
                && ushort.TryParse(
                    text.Substring(Position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                Position += 4;
                return (char)unit;
            default:
                throw Fault("an escape sequence is malformed");
        }
    }

    private bool TryRead(char expected)
    {
        if (!SkipWhiteSpace() || text[Position] != expected)
        {
            return false;
        }

        Position++;
        return true;
    }
}
